using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DigitalTwin.Host.Tests.Files;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Testing;

namespace DigitalTwin.Host.Tests.Drills.Routes;

/// <summary>A server with every way in at work: HTTP, HJ 212, MQTT through a broker, uploaded files, a watched folder.</summary>
internal sealed class CityUnderDrill : IAsyncDisposable
{
    public const string Greedy = "greedy-key-0123456789";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private readonly string _folder = Directory.CreateTempSubdirectory("twin-route-").FullName;

    public ThrowawayBroker Broker { get; } = new();
    public ServerProcess Server { get; private set; } = null!;
    public Feeder[] Feeders { get; private set; } = [];

    public static async Task<CityUnderDrill> Start(params string[] arguments)
    {
        var city = new CityUnderDrill();
        // The size of files can be limited from outside; a server that ignores the signal gets the error of a full disk.
        city.Server = await ServerProcess.StartThrough(["sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh"], ["--empty",
            $"--DigitalTwin:Mqtt:Broker={city.Broker.Address}", "--DigitalTwin:Mqtt:MaxPause=00:00:01", "--DigitalTwin:Files:Patience=00:00:05",
            $"--DigitalTwin:Files:Watch:0:Folder={city._folder}", "--DigitalTwin:Files:Watch:0:Rules:0:Pattern=route*.csv", "--DigitalTwin:Files:Watch:0:Rules:0:Profile=route",
            "--DigitalTwin:Files:Watch:0:Every=00:00:00.1", "--DigitalTwin:Files:Watch:0:Still=00:00:00.1",
            "--DigitalTwin:Keys:0:Name=greedy", $"--DigitalTwin:Keys:0:Sha256={Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Greedy)))}",
            "--DigitalTwin:Keys:0:Scopes:0=readings:write", "--DigitalTwin:RequestsPerSecond=100000", .. arguments]);
        var http = city.Server.Http;
        using (var imported = await http.PostAsync($"api/v1/networks?format=swmm&crs={TestPlan.Crs}&as=town", new StringContent(TestPlan.Swmm))) Assert.Equal(HttpStatusCode.Created, imported.StatusCode);
        foreach (var (id, device) in ((string, object)[])[(StationFeeder.Mn, new { protocol = "hj212", asset = "town:M5", password = "123456" }), ("m1", new { protocol = "mqtt", asset = "town:M1" })])
            using (var put = await http.PutAsJsonAsync($"api/v1/devices/{id}", device)) Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
        await http.Save("route", FolderFeeder.Profile);
        city.Feeders = [new HttpFeeder(http), new StationFeeder(http), new BrokerFeeder(city.Broker), new UploadFeeder(http), new FolderFeeder(city._folder)];
        foreach (var feeder in city.Feeders) feeder.Start();
        await city.Flows();
        return city;
    }

    /// <summary>Returns when each of these, by default every route, has got something more acknowledged.</summary>
    public async Task Flows(Func<Feeder, bool>? which = null)
    {
        var before = Feeders.ToDictionary(f => f, f => f.Acknowledged);
        await Until(() => Task.FromResult(Feeders.Where(f => which?.Invoke(f) ?? true).FirstOrDefault(f => f.Acknowledged < before[f] + 3) is { } stuck ? $"{stuck.Name} is stuck at {stuck.Acknowledged}" : null));
    }

    /// <summary>Stops the senders, and returns when all that was acknowledged is stored, each value once; also after a kill.</summary>
    public async Task IsWhole()
    {
        await Task.WhenAll(Feeders.Select(f => f.Stop()));
        await AllStored();
        await Server.Kill();
        await Server.Start();
        await AllStored();
    }

    public async Task<bool> StorageFails() => (await Server.Http.GetFromJsonAsync<JsonElement>("healthz")).GetProperty("storageFails").GetBoolean();

    /// <summary>Waits until there is nothing left to say.</summary>
    public async Task Until(Func<Task<string?>> lacks)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (await lacks() is { } lack)
        {
            Assert.False(limit.IsCancellationRequested, $"{lack}\n{Server.Output}");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var feeder in Feeders) await feeder.Stop();
        await Server.DisposeAsync();
        Broker.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AllStored()
    {
        // What the broker acknowledged it hands on a moment later.
        foreach (var feeder in Feeders) await Until(() => feeder.Lacks(Server.Http));
    }
}
