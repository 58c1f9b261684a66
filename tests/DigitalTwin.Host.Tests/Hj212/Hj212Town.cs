using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Ingest.Hj212.Server;
using DigitalTwin.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Host.Tests.Hj212;

/// <summary>The whole platform with the test town, and stations that report to it over real sockets.</summary>
public sealed class Hj212Town : IAsyncDisposable
{
    /// <summary>A time in the past, on a whole second, at which stations measured.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 7, 1, 4, 0, 0, TimeSpan.Zero);

    private Hj212Town(RunningHost host) => Host = host;

    public RunningHost Host { get; }
    public int Port => Host.Services.GetRequiredService<Hj212Server>().Status.Port;
    public long Count => Host.Services.GetRequiredService<IHistory>().Count;

    public static async Task<Hj212Town> Start(string? folder = null, Action<WebApplicationBuilder>? adjust = null, bool import = true)
    {
        var town = new Hj212Town(await RunningHost.Start(folder, adjust));
        if (import) await town.Host.Import();
        return town;
    }

    public async Task Register(string mn, string asset = "town:OUT", string? password = "123456", string? key = null, string? version = null, object[]? channels = null)
    {
        using var answer = await Host.Http.PutAsJsonAsync($"/api/v1/devices/{mn}", new { protocol = "hj212", address = mn, asset, password, key, version, channels });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public Task<Hj212Station> Connect() => Hj212Station.Connect(Port);

    /// <summary>All values of a series, the oldest first.</summary>
    public async Task<(DateTimeOffset At, double Value, string Quality)[]> Series(string asset, string quantity)
    {
        var series = await Host.Get($"/api/v1/assets/{asset}/readings?quantity={Uri.EscapeDataString(quantity)}&from=2000-01-01T00:00:00Z&to=2027-01-01T00:00:00Z&limit=10000");
        return [.. series.GetProperty("items").EnumerateArray().Select(p => (Time(p), p.GetProperty("value").GetDouble(), p.TryGetProperty("quality", out var q) ? q.GetString()! : ""))];
    }

    public Task<JsonElement> Device(string id) => Host.Get($"/api/v1/devices/{id}");

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private static DateTimeOffset Time(JsonElement point) => DateTimeOffset.Parse(point.GetProperty("at").GetString()!, CultureInfo.InvariantCulture);
}

/// <summary>One town for tests that use stations of their own.</summary>
public sealed class SharedTown : IAsyncLifetime
{
    public Hj212Town Town { get; private set; } = null!;

    public async Task InitializeAsync() => Town = await Hj212Town.Start();

    public Task DisposeAsync() => Town.DisposeAsync().AsTask();
}
