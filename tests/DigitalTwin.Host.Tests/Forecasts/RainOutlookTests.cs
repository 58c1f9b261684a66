using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Host.Tests.Forecasts;

public class RainOutlookTests
{
    [Fact]
    public async Task An_outlook_makes_the_next_forecast_and_is_read_as_of_when_it_was_known_and_outlives_a_restart_with_the_water()
    {
        var folder = RunningHost.NewFolder();
        try
        {
            Instant before, known;
            await using (var host = await RunningHost.Start(folder))
            {
                await host.Import(plan: WhatIfTests.WithLand);
                var dry = await ForecastApiTests.Ready(host);
                Assert.Equal(("none", null), (Text(dry.GetProperty("rain"), "source"), Text(dry, "resumedFrom")));
                var clock = host.Services.GetRequiredService<CityClock>();
                before = clock.Now;
                var given = await Put(host, $$"""{"network":"town","source":"气象台","probability":0.9,"spread":0.1,"series":[{"from":"{{before}}","stepMinutes":60,"mmPerHour":[0,250]}]}""");
                Assert.True(given.GetProperty("inForce").GetBoolean());
                known = clock.Now;
                var wet = await host.GetUntil("/api/v1/forecasts?network=town", l => l.GetProperty("items").EnumerateArray().Any(i => Text(i, "part") == "OUT" && Text(i.GetProperty("rain"), "source") == "outlook"));
                Assert.Equal("气象台", Text(wet.GetProperty("items")[0].GetProperty("rain"), "from"));
                Assert.Contains((await host.Get("/api/v1/forecasts/latest/events?network=town")).GetProperty("items").EnumerateArray(), e => Text(e, "kind") == "overflow");
                var rain = await host.Get("/api/v1/forecasts/latest/rain?network=town");
                var expected = ForecastApiTests.Numbers(rain.GetProperty("ahead"), "p50");
                Assert.Equal(24, expected.Length);
                Assert.InRange(expected[0], 0, 1);
                Assert.InRange(expected[18], 200, 300);
            }
            await using var again = await RunningHost.Start(folder);
            var resumed = await ForecastApiTests.Ready(again);
            var first = await again.GetUntil("/api/v1/forecasts?network=town", l => Text(l.GetProperty("items")[0], "resumedFrom") is not null);
            Assert.Equal("outlook", Text(first.GetProperty("items")[0].GetProperty("rain"), "source"));
            Assert.Equal(JsonValueKind.Null, (await again.Get($"/api/v1/rain/outlook?network=town&asOf={before.UnixMilliseconds - 1}")).GetProperty("outlook").ValueKind);
            using var withdrawn = await again.Http.DeleteAsync("/api/v1/rain/outlook?network=town");
            Assert.Equal(HttpStatusCode.NoContent, withdrawn.StatusCode);
            Assert.Equal(JsonValueKind.Null, (await again.Get("/api/v1/rain/outlook?network=town")).GetProperty("outlook").ValueKind);
            Assert.Equal("气象台", Text((await again.Get($"/api/v1/rain/outlook?network=town&asOf={known.UnixMilliseconds}")).GetProperty("outlook"), "source"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_wrong_outlook_is_refused_by_the_field()
    {
        await using var host = await RunningHost.Start();
        await host.Import();
        var now = host.Services.GetRequiredService<CityClock>().Now;
        string Series(string members) => $$"""{"network":"town","series":[{{members}}]}""";
        foreach (var (body, field) in new[]
        {
            ("""{"series":[]}""", "network"),
            ("""{"network":"town"}""", "series"),
            ($$"""{"network":"town","issuedAt":"{{now + TimeSpan.FromHours(1)}}","series":[]}""", "issuedAt"),
            ("""{"network":"town","probability":0,"series":[]}""", "probability"),
            ("""{"network":"town","spread":3,"series":[]}""", "spread"),
            (Series("""{"from":"tomorrow","stepMinutes":5,"mmPerHour":[1]}"""), "series[0].from"),
            (Series($$"""{"from":"{{now}}","stepMinutes":2.5,"mmPerHour":[1]}"""), "series[0].stepMinutes"),
            (Series($$"""{"from":"{{now}}","stepMinutes":5,"mmPerHour":[1,-2]}"""), "series[0].mmPerHour[1]"),
            (Series($$"""{"gauges":["town:M1"],"from":"{{now}}","stepMinutes":5,"mmPerHour":[1]}"""), "series[0].gauges"),
            (Series($$"""{"from":"{{now}}","stepMinutes":5,"mmPerHour":[1]},{"from":"{{now}}","stepMinutes":5,"mmPerHour":[1]}"""), "series[1].gauges"),
            (Series($$"""{"from":"{{now - TimeSpan.FromHours(2)}}","stepMinutes":5,"mmPerHour":[1]}"""), "series"),
        })
        {
            using var refused = await host.Http.PutAsync("/api/v1/rain/outlook", new StringContent(body, Encoding.UTF8, "application/json"));
            Assert.Equal((HttpStatusCode.BadRequest, field), (refused.StatusCode, Text(await refused.Content.ReadFromJsonAsync<JsonElement>(), "field")));
        }
        using var none = await host.Http.DeleteAsync("/api/v1/rain/outlook?network=town");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    private static async Task<JsonElement> Put(RunningHost host, string body)
    {
        using var answer = await host.Http.PutAsync("/api/v1/rain/outlook", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static string? Text(JsonElement e, string name) => e.GetProperty(name).GetString();
}
