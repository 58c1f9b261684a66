using System.Net.Http.Json;
using DigitalTwin.Host.Alarms;
using DigitalTwin.Host.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Host.Tests.Alarms;

/// <summary>A replay of yesterday ends; what spoke only in it has not fallen silent.</summary>
public class ReplaySilenceTests : IAsyncLifetime
{
    private RunningHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await RunningHost.Start();
        await _host.Import();
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task What_spoke_only_in_a_replay_is_not_missed_after_it_and_what_fell_silent_before_it_still_is()
    {
        var source = _host.Services.GetRequiredService<SilenceSource>();
        var now = DateTimeOffset.UtcNow;
        // Three sensors that died yesterday in earnest: the route "direct" is dead.
        await _host.Accept($"[{string.Join(',', Enumerable.Range(1, 3).Select(i => Readings.Item($"town:M{i}", "level", now.AddDays(-1).AddMinutes(-30), 0.2)))}]");
        await source.Sweep();
        Assert.Equal("town:@route.direct~route.silent", (await Silent())[0]);

        // A replay of yesterday brings the same three, and three others, back to life …
        using (var began = await _host.Http.PutAsJsonAsync("api/v1/clock", new { now = now.AddDays(-1), rate = 60, leaseSeconds = 60 })) began.EnsureSuccessStatusCode();
        await source.Sweep();
        await _host.Accept($"[{string.Join(',', Enumerable.Range(1, 6).Select(i => Readings.Item($"town:M{i}", "level", now.AddDays(-1).AddSeconds(i), 0.2)))}]");
        await source.Sweep();
        Assert.Empty(await Silent());

        // … and after it nobody misses any of them.
        using (var ended = await _host.Http.DeleteAsync("api/v1/clock")) ended.EnsureSuccessStatusCode();
        await source.Sweep();
        Assert.Empty(await Silent());

        // One that speaks live again and then falls silent is missed as ever.
        await _host.Accept(Readings.One("town:M6", "level", now.AddMinutes(-60), 0.2));
        await source.Sweep();
        Assert.Equal(["town:M6~sensor.silent"], await Silent());
    }

    private async Task<string[]> Silent() => [.. (await _host.Get("/api/v1/alarms")).GetProperty("items").EnumerateArray()
        .Where(a => a.GetProperty("active").GetBoolean() && a.GetProperty("definition").GetString()!.EndsWith(".silent", StringComparison.Ordinal)).Select(a => a.GetProperty("id").GetString()!)];
}
