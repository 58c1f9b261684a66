using System.Net.Http.Json;
using System.Text.Json;
using DigitalTwin.Host.Tests.Files;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.Laboratory;

/// <summary>Laboratory results from entry to series, and their corrections under two clocks.</summary>
public class LaboratoryTests(SharedHost shared) : IClassFixture<SharedHost>
{
    [Fact]
    public async Task A_result_below_detection_is_kept_with_its_limit_and_corrected_by_a_later_entry()
    {
        var at = "2026-06-01T08:30:00.000Z";
        var (status, first) = await Enter(new { asset = "town:OUT", at, point = "总排口", sampler = "王", method = "HJ 535", results = new object[] { new { quantity = "nh3n", value = "<0.05", unit = "mg/L" }, new { quantity = "tp", value = "500", unit = "µg/L" } } });
        Assert.True(status == 201, first.ToString());
        var nh3n = await Series("nh3n");
        Assert.Equal((0.05, "belowDetection"), (nh3n[0].GetProperty("value").GetDouble(), nh3n[0].Text("quality")));
        Assert.Equal(0.5, (await Series("tp"))[0].GetProperty("value").GetDouble(), 9);
        var before = nh3n[0].Text("knownAt")!;
        var latest = (await shared.Host.Get("/api/v1/assets/town:OUT")).GetProperty("state").GetProperty("latest").EnumerateArray().Single(l => l.Text("quantity") == "nh3n");
        Assert.Equal("laboratory", latest.Text("provenance"));

        await Task.Delay(20); // Another known time.
        var (_, second) = await Enter(new { asset = "town:OUT", at, point = "总排口", sampler = "王", method = "HJ 535", comment = "复核", results = new object[] { new { quantity = "nh3n", value = "1.2", unit = "mg/L" } } });
        Assert.Equal((first.Text("id"), 2L, "bootstrap"), (second.Text("id"), second.Number("version"), second.Text("enteredBy")));
        Assert.Equal(1.2, (await Series("nh3n"))[0].GetProperty("value").GetDouble());
        Assert.Equal(0.05, (await Series("nh3n", before))[0].GetProperty("value").GetDouble());
        Assert.Equal("suspect", (await Series("tp"))[0].Text("quality")); // Left out of the correction.

        using var withdrawn = await shared.Host.Http.DeleteAsync($"/api/v1/laboratory/samples/{first.Text("id")}");
        Assert.True(withdrawn.IsSuccessStatusCode);
        Assert.Equal("suspect", (await Series("nh3n"))[0].Text("quality"));
        var listed = (await shared.Host.Get("/api/v1/laboratory/samples?asset=town:OUT")).GetProperty("items").EnumerateArray().Single(s => s.Text("id") == first.Text("id"));
        Assert.True(listed.GetProperty("withdrawn").GetBoolean());
        Assert.Equal(3, listed.Number("version"));
    }

    [Theory]
    [InlineData("town:NOWHERE", "2026-06-01T08:30:00Z", "cod", "30", "mg/L", "asset")]
    [InlineData("town:OUT", "2099-06-01T08:30:00Z", "cod", "30", "mg/L", "at")]
    [InlineData("town:OUT", "yesterday", "cod", "30", "mg/L", "at")]
    [InlineData("town:OUT", "2026-06-01T08:30:00Z", "codd", "30", "mg/L", "results[0].quantity")]
    [InlineData("town:OUT", "2026-06-01T08:30:00Z", "cod", "ND", "mg/L", "results[0].value")]
    [InlineData("town:OUT", "2026-06-01T08:30:00Z", "cod", "<0", "mg/L", "results[0].value")]
    [InlineData("town:OUT", "2026-06-01T08:30:00Z", "cod", "30", "MGD", "results[0].unit")]
    public async Task What_is_wrong_with_an_entry_is_named(string asset, string at, string quantity, string value, string unit, string field)
    {
        var (status, body) = await Enter(new { asset, at, sampler = "王", results = new object[] { new { quantity, value, unit } } });
        Assert.Equal((400, field), (status, body.Text("field")));
    }

    private async Task<(int, JsonElement)> Enter(object sample)
    {
        using var answer = await shared.Host.Http.PostAsJsonAsync("/api/v1/laboratory/samples", sample);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    private async Task<JsonElement> Series(string quantity, string? asOf = null) =>
        (await shared.Host.Get($"/api/v1/assets/town:OUT/readings?quantity={quantity}&from=2026-06-01T00:00:00Z&to=2026-06-02T00:00:00Z{(asOf is null ? "" : $"&asOf={asOf}")}")).GetProperty("items");
}
