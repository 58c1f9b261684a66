using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Tests.Drills.Routes;
using DigitalTwin.Host.Tests.Files;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Host.Tests.Drills;

/// <summary>The server's clock is set back by an hour, and then forth again, amid messages of a broker, uploaded files and files dropped into a folder.</summary>
public sealed class ClockSteppedBackOnEveryRoute : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private readonly SteppedClock _clock = new();
    private readonly ThrowawayBroker _broker = new();
    private readonly string _data = RunningHost.NewFolder();
    private readonly string _drop = Directory.CreateTempSubdirectory("twin-drop-").FullName;

    public void Dispose()
    {
        _broker.Dispose();
        Directory.Delete(_data, recursive: true);
        Directory.Delete(_drop, recursive: true);
    }

    [Fact]
    public async Task Messages_uploads_and_dropped_files_are_taken_on_each_once_and_known_time_never_goes_back()
    {
        Feeder[] feeders;
        await using (var host = await Start())
        {
            await host.Import();
            using (var put = await host.Http.PutAsync("/api/v1/devices/m1", new StringContent("""{"protocol":"mqtt","asset":"town:M1"}""", System.Text.Encoding.UTF8, "application/json"))) Assert.True(put.IsSuccessStatusCode);
            await host.Http.Save("route", FolderFeeder.Profile);
            feeders = [new BrokerFeeder(_broker), new UploadFeeder(host.Http), new FolderFeeder(_drop)];
            foreach (var feeder in feeders) feeder.Start();
            await Flow(feeders);
            _clock.Offset = TimeSpan.FromHours(-1);
            await Flow(feeders);
            _clock.Offset = TimeSpan.FromMinutes(-30);
            await Flow(feeders);
            await Task.WhenAll(feeders.Select(f => f.Stop()));
            await AllStored(host, feeders);
        }
        // A start finds the clock still behind what is stored.
        await using (var host = await Start())
        {
            await AllStored(host, feeders);
            foreach (var feeder in feeders.Where(f => f is not UploadFeeder)) feeder.Start(); // That one knows the old address.
            await Flow([.. feeders.Where(f => f is not UploadFeeder)]);
            _clock.Offset = TimeSpan.Zero;
            await Flow([.. feeders.Where(f => f is not UploadFeeder)]);
            await Task.WhenAll(feeders.Select(f => f.Stop()));
            await AllStored(host, feeders);
        }
    }

    private Task<RunningHost> Start() => RunningHost.Start(_data, builder =>
    {
        builder.Configuration["DigitalTwin:Mqtt:Broker"] = _broker.Address;
        foreach (var (name, value) in ((string, string)[])[("Folder", _drop), ("Rules:0:Pattern", "route*.csv"), ("Rules:0:Profile", "route"), ("Every", "00:00:00.1"), ("Still", "00:00:00.1")])
            builder.Configuration[$"DigitalTwin:Files:Watch:0:{name}"] = value;
    }, services => services.AddSingleton<TimeProvider>(_clock));

    /// <summary>Returns when each has got something more acknowledged.</summary>
    private static async Task Flow(Feeder[] feeders)
    {
        var before = feeders.Select(f => f.Acknowledged).ToArray();
        await Until(() => Task.FromResult(feeders.Where((f, i) => f.Acknowledged < before[i] + 3).Select(f => $"{f.Name} is stuck at {f.Acknowledged}").FirstOrDefault()));
    }

    private static async Task AllStored(RunningHost host, Feeder[] feeders)
    {
        foreach (var feeder in feeders)
        {
            await Until(() => feeder.Lacks(host.Http));
            var key = host.Services.GetRequiredService<IRegistry>().Find(new AssetId(feeder.Asset))!.Key;
            var stored = await host.Services.GetRequiredService<IHistory>().Read(key, Quantity.Level, default, new Instant(long.MaxValue), null, 1_000_000);
            Assert.Equal(stored.Select(k => k.KnownAt).Order(), stored.Select(k => k.KnownAt));
        }
    }

    private static async Task Until(Func<Task<string?>> lacks)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (await lacks() is { } lack)
        {
            Assert.False(limit.IsCancellationRequested, lack);
            await Task.Delay(50);
        }
    }
}
