using System.Text;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.Http;

public class SilenceTests
{
    [Fact]
    public async Task An_asset_that_falls_silent_looks_old_without_anybody_asking_and_fresh_with_its_next_reading()
    {
        await using var host = await RunningHost.Start();
        await host.Import();
        await host.Accept(Readings.One("town:M1", "level", DateTimeOffset.UtcNow, 0.4));
        await host.GetUntil("/api/v1/map/town/state", s => s.GetProperty("key").GetArrayLength() == 1);
        // A day passes in the city.
        var tomorrow = DateTimeOffset.UtcNow.AddDays(1);
        using var led = await host.Http.PutAsync("/api/v1/clock", new StringContent($$"""{"now":"{{tomorrow:O}}","rate":1,"leaseSeconds":600}""", Encoding.UTF8, "application/json"));
        await host.GetUntil("/api/v1/map/town/state", s => (s.GetProperty("state")[0].GetInt32() & 8) == 8);
        await host.Accept(Readings.One("town:M1", "level", tomorrow, 0.4));
        await host.GetUntil("/api/v1/map/town/state", s => (s.GetProperty("state")[0].GetInt32() & 8) == 0);
    }
}
