using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.Http;

public class ComplianceTests
{
    /// <summary>A reclaimed plant that feeds a street-sweeping hydrant over 3 km of main.</summary>
    private const string Reclaimed = """
        {"type":"FeatureCollection","features":[
         {"type":"Feature","geometry":{"type":"Point","coordinates":[118.30,35.05]},"properties":{"id":"RP","kind":"reclaimedPlant"}},
         {"type":"Feature","geometry":{"type":"Point","coordinates":[118.333,35.05]},"properties":{"id":"HYDRANT","kind":"reuseIntake","use":"toilet"}},
         {"type":"Feature","geometry":{"type":"LineString","coordinates":[[118.30,35.05],[118.333,35.05]]},"properties":{"id":"MAIN","class":"reclaimed","diameter":400,"isPressurised":true}}]}
        """;

    [Fact]
    public async Task An_intake_loses_its_class_before_the_water_of_a_failing_plant_arrives()
    {
        await using var host = await RunningHost.Start();
        using (var import = await host.Http.PostAsync("/api/v1/networks?format=geojson&crs=EPSG:4326&as=reuse", new StringContent(Reclaimed)))
            Assert.True(import.IsSuccessStatusCode, await import.Content.ReadAsStringAsync());
        var now = DateTimeOffset.UtcNow;
        await Report(host, "reuse:MAIN", "flow", now, 0.05);
        await Report(host, "reuse:HYDRANT", "turbidity", now, 2, everyMinutes: 30, count: 49); // The mean of a day wants most of its hours.
        var good = await host.GetUntil("/api/v1/assets/reuse:HYDRANT/compliance", c => c.GetProperty("stillMeets").GetArrayLength() > 0);
        Assert.Equal("GBT18920-2020-A", good.GetProperty("class").GetString());
        Assert.Empty(good.GetProperty("expected").EnumerateArray());

        await Report(host, "reuse:RP", "turbidity", now, 40);
        var warned = await host.GetUntil("/api/v1/assets/reuse:HYDRANT/compliance", c => c.GetProperty("expected").GetArrayLength() > 0);
        var expected = warned.GetProperty("expected")[0];
        Assert.Equal("turbidity", expected.GetProperty("quantity").GetString());
        Assert.True(expected.GetProperty("value").GetDouble() > 5);
        // 3 km at 0.05 m³/s in 0.4 m take about two hours: the intake still has good water and is told.
        Assert.True(expected.GetProperty("at").GetDateTimeOffset() > DateTimeOffset.UtcNow + TimeSpan.FromMinutes(20), expected.GetRawText());
        var still = expected.GetProperty("stillMeets").EnumerateArray().Select(u => u.GetProperty("use").GetString()).ToArray();
        Assert.DoesNotContain("streetSweeping", still);
        Assert.DoesNotContain("toilet", still);
    }

    [Fact]
    public async Task A_corrected_limit_is_known_with_who_when_and_why_and_the_past_keeps_the_old_one()
    {
        await using var host = await RunningHost.Start();
        var before = DateTimeOffset.UtcNow;
        using (var answer = await host.Http.PostAsJsonAsync("/api/v1/standards/edits", Edit(40)))
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.Contains(Cod(await host.Get("/api/v1/standards")), l => l.GetProperty("max").ValueKind == JsonValueKind.Number && l.GetProperty("max").GetDouble() == 40);
        Assert.DoesNotContain(Cod(await host.Get($"/api/v1/standards?asOf={before.AddSeconds(-1).ToUnixTimeMilliseconds()}")), l => l.GetProperty("max").ValueKind == JsonValueKind.Number && l.GetProperty("max").GetDouble() == 40);
        var edit = (await host.Get("/api/v1/standards/edits")).GetProperty("items")[0];
        Assert.Equal(("stricter permit", false), (edit.GetProperty("edit").GetProperty("reason").GetString(), string.IsNullOrEmpty(edit.GetProperty("who").GetString())));
    }

    [Fact]
    public async Task A_limit_that_makes_no_sense_is_refused_by_field_and_without_a_key_nothing_is_changed()
    {
        await using var host = await RunningHost.Start();
        using (var bad = await host.Http.PostAsJsonAsync("/api/v1/standards/edits", Edit(1e9)))
        {
            Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
            Assert.Equal("max", (await bad.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("field").GetString());
        }
        using var stranger = new HttpClient { BaseAddress = host.Http.BaseAddress };
        using var refused = await stranger.PostAsJsonAsync("/api/v1/standards/edits", Edit(40));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private static object Edit(double max) => new
    {
        @class = "GB18918-2002-1A", quantity = "cod", basis = "dailyMean", max, validFrom = "2026-01-01", document = "permit 12", clause = "3", verified = true, reason = "stricter permit",
    };

    private static IEnumerable<JsonElement> Cod(JsonElement standards) => standards.GetProperty("classes").EnumerateArray()
        .Single(c => c.GetProperty("id").GetString() == "GB18918-2002-1A").GetProperty("limits").EnumerateArray().Where(l => l.GetProperty("quantity").GetString() == "cod");

    /// <summary>About one value for a while, the last reading of it now; a line without any noise would be marked as a dead sensor's.</summary>
    private static Task Report(RunningHost host, string asset, string quantity, DateTimeOffset now, double value, int everyMinutes = 1, int count = 11) =>
        host.Accept($"[{string.Join(',', Enumerable.Range(0, count).Select(i => Readings.Item(asset, quantity, now.AddMinutes((i - count + 1) * everyMinutes), value * (1 + (i % 7 / 100.0)))))}]");
}
