using System.Globalization;
using System.Net;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.Restart;

public class DemoTests
{
    private static readonly string[] Demo = ["--city", "demo:300", "--seed", "7", "--speed", "600"];

    [Fact]
    public async Task The_demo_city_lives_takes_scenarios_and_goes_on_after_a_restart()
    {
        var folder = RunningHost.NewFolder();
        DateTimeOffset before;
        await using (var first = await RunningHost.Start(folder, args: Demo))
        {
            var city = await first.Get("/api/v1/city");
            Assert.True(city.GetProperty("demo").GetBoolean());
            Assert.Equal("demo", city.GetProperty("clock").GetProperty("mode").GetString());
            await first.GetUntil("/api/v1/map/demo/state", s => s.GetProperty("key").GetArrayLength() > 50);
            using var storm = await first.Http.PostAsync("/api/v1/demo/scenarios/storm", null);
            Assert.Equal(HttpStatusCode.Accepted, storm.StatusCode);
            await first.GetUntil("/api/v1/demo/scenarios", s => s.GetProperty("items").EnumerateArray().Any(i => i.GetProperty("name").GetString() == "storm"));
            using var unknown = await first.Http.PostAsync("/api/v1/demo/scenarios/earthquake", null);
            Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
            before = Time(await first.Get("/api/v1/clock"));
        }
        await using (var second = await RunningHost.Start(folder, args: Demo))
        {
            var after = Time(await second.Get("/api/v1/clock"));
            Assert.True(after >= before.AddMinutes(-15), $"City time went back from {before} to {after}.");
            Assert.True((await second.Get("/api/v1/map/demo/state")).GetProperty("key").GetArrayLength() > 50);
            var stored = (await second.Get("/healthz")).GetProperty("readings").GetInt64();
            await second.GetUntil("/healthz", h => h.GetProperty("readings").GetInt64() > stored);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Some_of_its_stations_report_by_HJ_212_over_a_bad_line_or_unregistered()
    {
        await using var host = await RunningHost.Start(args: ["--city", "demo:300", "--seed", "7", "--speed", "3600"]);
        var devices = await host.GetUntil("/api/v1/devices", d => d.GetProperty("items").EnumerateArray().Count(i => i.GetProperty("status") is { ValueKind: System.Text.Json.JsonValueKind.Object } s && s.GetProperty("connected").GetBoolean() && s.GetProperty("readings").GetInt64() > 20) >= 2);
        Assert.All(devices.GetProperty("items").EnumerateArray(), d => Assert.Equal("hj212", d.GetProperty("protocol").GetString()));
        await host.GetUntil("/api/v1/devices/candidates", c => c.GetProperty("items").GetArrayLength() == 1);
        // The bad line is seen, and costs nothing: a logger repeats what is not acknowledged.
        await host.GetUntil("/api/v1/devices", d => d.GetProperty("items").EnumerateArray().Any(i => i.GetProperty("status") is { ValueKind: System.Text.Json.JsonValueKind.Object } s && s.GetProperty("refused").GetInt64() > 0 && s.GetProperty("readings").GetInt64() > 0));
        var plant = devices.GetProperty("items").EnumerateArray().First(i => i.GetProperty("asset").GetString()!.Contains("WWTP", StringComparison.Ordinal)).GetProperty("asset").GetString();
        await host.GetUntil($"/api/v1/assets/{plant}", a => a.GetProperty("state").GetProperty("latest").EnumerateArray().Any(l => l.GetProperty("quantity").GetString() == "cod" && l.GetProperty("provenance").GetString() == "measured"));
    }

    [Fact]
    public async Task Its_stations_can_be_switched_off()
    {
        await using var host = await RunningHost.Start(args: [.. Demo, "--DigitalTwin:DemoStations=false"]);
        await host.GetUntil("/api/v1/map/demo/state", s => s.GetProperty("key").GetArrayLength() > 50);
        Assert.Equal(0, (await host.Get("/api/v1/devices")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Without_a_demo_city_there_is_nothing_to_start()
    {
        await using var host = await RunningHost.Start();
        using var answer = await host.Http.PostAsync("/api/v1/demo/scenarios/storm", null);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    private static DateTimeOffset Time(System.Text.Json.JsonElement clock) => DateTimeOffset.Parse(clock.GetProperty("now").GetString()!, CultureInfo.InvariantCulture);
}
