using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DigitalTwin.Host.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DigitalTwin.Host.Tests.Running;

/// <summary>The whole platform in this process, on a port of its own and a data folder that goes with it.</summary>
public sealed class RunningHost : IAsyncDisposable
{
    public const string Key = "test-key-0123456789abcdef";

    private readonly WebApplication _app;
    private readonly bool _ownsFolder;

    private RunningHost(WebApplication app, string folder, bool ownsFolder)
    {
        (_app, Folder, _ownsFolder) = (app, folder, ownsFolder);
        Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Http = new HttpClient { BaseAddress = new Uri(Url) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    public string Url { get; }
    public string Folder { get; }
    public HttpClient Http { get; }
    public IServiceProvider Services => _app.Services;

    /// <param name="folder">Kept by the caller; null for a new one that is deleted at the end.</param>
    /// <param name="adjust">Last word over settings.</param>
    /// <param name="services">Last word over services.</param>
    /// <param name="args">Instead of <c>--empty</c>, as on the command line.</param>
    public static async Task<RunningHost> Start(string? folder = null, Action<WebApplicationBuilder>? adjust = null, Action<IServiceCollection>? services = null, params string[] args)
    {
        var data = folder ?? NewFolder();
        var app = TwinHost.Create(["--port", "0", "--hj212-port", "0", "--data", data, .. args is [] ? ["--empty"] : args], builder =>
        {
            builder.Configuration["DIGITALTWIN_BOOTSTRAP_KEY"] = Key;
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            adjust?.Invoke(builder);
        }, services);
        await app.StartAsync();
        return new RunningHost(app, data, folder is null);
    }

    public static string NewFolder() => Directory.CreateTempSubdirectory("digitaltwin-test-").FullName;

    public async Task Import(string name = "town", string plan = TestPlan.Swmm)
    {
        using var answer = await Http.PostAsync($"/api/v1/networks?format=swmm&crs={TestPlan.Crs}&as={name}", new StringContent(plan));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public Task<HttpResponseMessage> Post(string readings) => Http.PostAsync("/api/v1/readings", new StringContent(readings, Encoding.UTF8, "application/json"));

    public async Task Accept(string readings)
    {
        using var answer = await Post(readings);
        Assert.True((int)answer.StatusCode == 202, await answer.Content.ReadAsStringAsync());
    }

    public async Task<JsonElement> Get(string path)
    {
        using var answer = await Http.GetAsync(path);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Asks until the answer is as wanted: grains and map follow an acknowledgement a little later.</summary>
    public async Task<JsonElement> GetUntil(string path, Func<JsonElement, bool> wanted)
    {
        for (var tries = 0; ; tries++)
        {
            var answer = await Get(path);
            if (wanted(answer)) return answer;
            Assert.True(tries < 600, $"{path} never came to be as wanted; last: {answer.GetRawText()[..Math.Min(2000, answer.GetRawText().Length)]}");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownsFolder) Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>Readings as JSON.</summary>
internal static class Readings
{
    public static string One(string asset, string quantity, DateTimeOffset at, double value) => $"[{Item(asset, quantity, at, value)}]";

    public static string Item(string asset, string quantity, DateTimeOffset at, double value) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""{"asset":"{{asset}}","quantity":"{{quantity}}","at":"{{at:O}}","value":{{value}}}""");
}

/// <summary>One host for tests that only read, or that touch assets of their own.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    public RunningHost Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Host = await RunningHost.Start();
        await Host.Import();
    }

    public Task DisposeAsync() => Host.DisposeAsync().AsTask();
}
