using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Ingest.Hj212.Server;
using DigitalTwin.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Host.Tests.Drills;

/// <summary>An operator, or a time server, sets the server's clock back by an hour while devices report; their own clocks stay right.</summary>
public class ClockSteppedBack
{
    private readonly SteppedClock _clock = new();
    private readonly DateTimeOffset _begin = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.AddMinutes(-20).ToUnixTimeSeconds() * 1000);
    private int _sent;

    [Fact]
    public async Task Devices_go_on_reporting_nothing_is_lost_or_twice_and_known_time_never_goes_back()
    {
        var folder = RunningHost.NewFolder();
        try
        {
            await using (var host = await Start(folder))
            {
                await host.Import();
                using (var put = await host.Http.PutAsync("/api/v1/devices/STEADY", new StringContent("""{"protocol":"hj212","asset":"town:M5","password":"123456"}""", System.Text.Encoding.UTF8, "application/json"))) Assert.True(put.IsSuccessStatusCode);
                await Report(host, 100);
                _clock.Offset = TimeSpan.FromHours(-1);
                await Report(host, 100);
                await AllStored(host);
                // What was sent before the step and comes again is known again.
                _sent = 90;
                await Report(host, 20);
                _sent = 200;
                await AllStored(host);
            }
            // A start finds the clock still behind what is stored.
            await using (var host = await Start(folder))
            {
                await Report(host, 100);
                await AllStored(host);
                _clock.Offset = TimeSpan.Zero;
                await Report(host, 100);
                await AllStored(host);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private Task<RunningHost> Start(string folder) => RunningHost.Start(folder, services: services => services.AddSingleton<TimeProvider>(_clock));

    private async Task Report(RunningHost host, int count)
    {
        using var station = await Hj212Station.Connect(host.Services.GetRequiredService<Hj212Server>().Status.Port);
        for (var end = _sent + count; _sent < end; _sent++)
        {
            await host.Accept(Readings.One("town:M1", "level", _begin.AddSeconds(_sent), _sent / 1000.0));
            Assert.Contains("CN=9014", await station.Ask(Hj212Station.Data("STEADY", _begin.AddSeconds(_sent), $"w01018-Rtd={_sent},w01018-Flag=N")));
        }
    }

    private async Task AllStored(RunningHost host)
    {
        Assert.Equal(Enumerable.Range(0, _sent).Select(i => i / 1000.0), await Values(host, "town:M1", Quantity.Level));
        Assert.Equal(Enumerable.Range(0, _sent).Select(i => (double)i), await Values(host, "town:M5", Quantity.Cod));
    }

    private static async Task<double[]> Values(RunningHost host, string asset, Quantity quantity)
    {
        var key = host.Services.GetRequiredService<IRegistry>().Find(new AssetId(asset))!.Key;
        var stored = await host.Services.GetRequiredService<IHistory>().Read(key, quantity, default, new Instant(long.MaxValue), null, 10_000);
        Assert.Equal(stored.Select(k => k.KnownAt).Order(), stored.Select(k => k.KnownAt));
        return [.. stored.Select(k => k.Reading.Value)];
    }
}
