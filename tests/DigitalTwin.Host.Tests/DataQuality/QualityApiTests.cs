using System.Net;
using System.Net.Http.Json;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.DataQuality;

public sealed class QualityApiTests
{
    [Fact]
    public async Task A_spike_is_stored_with_its_reason_and_raises_no_warning()
    {
        await using var host = await RunningHost.Start();
        await host.Import();
        var start = DateTimeOffset.UtcNow.AddMinutes(-60);
        for (var minute = 0; minute < 40; minute++) await host.Accept(Readings.One("town:M3", "level", start.AddMinutes(minute), 0.1 + minute % 3 * 0.005));
        // Above the rim: by itself a reason for the gravest warning.
        await host.Accept(Readings.One("town:M3", "level", start.AddMinutes(40), 4));
        await host.Accept(Readings.One("town:M3", "level", start.AddMinutes(43), 0.105));
        var series = await host.Get($"/api/v1/assets/town:M3/readings?quantity=level&from={Uri.EscapeDataString(start.AddMinutes(39).ToString("O"))}");
        Assert.Equal(["good", "spike", "good"], series.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("quality").GetString()));
        await host.Accept(Readings.One("town:M1", "level", start.AddMinutes(44), 3.5));
        await host.Accept(Readings.One("town:M1", "level", start.AddMinutes(46), 3.5));
        var warnings = await host.GetUntil("/api/v1/warnings", w => w.GetProperty("items").EnumerateArray().Any(i => i.GetProperty("asset").GetString() == "town:M1"));
        Assert.DoesNotContain(warnings.GetProperty("items").EnumerateArray(), w => w.GetProperty("asset").GetString() == "town:M3");
    }

    [Fact]
    public async Task The_list_of_sources_tells_who_is_silent_and_what_was_doubtful_today()
    {
        await using var host = await RunningHost.Start();
        await host.Import();
        var now = DateTimeOffset.UtcNow;
        await Put(host, "/api/v1/devices/d1", """{"name":"一号液位计","protocol":"http","asset":"town:M1","intervalSeconds":60}""");
        await Put(host, "/api/v1/devices/d2", """{"name":"二号液位计","protocol":"http","asset":"town:M2","intervalSeconds":60}""");
        await host.Accept($"[{Readings.Item("town:M1", "level", now.AddSeconds(-5), 0.4)},{Readings.Item("town:M2", "level", now.AddMinutes(-30), 99)},{Readings.Item("town:M4", "level", now.AddSeconds(-5), 0.4)}]");
        var answer = await host.Get("/api/v1/devices/quality");
        var items = answer.GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal("d2", items[0].GetProperty("key").GetString());
        Assert.Contains("silent", items[0].GetProperty("trouble").EnumerateArray().Select(t => t.GetString()));
        var isToday = now.AddHours(8).Day == now.AddMinutes(-30).AddHours(8).Day; // Else it was doubtful yesterday.
        Assert.Equal(isToday, items[0].GetProperty("marksToday").TryGetProperty("outOfRange", out var outOfRange));
        if (isToday) Assert.Equal(1, outOfRange.GetInt32());
        Assert.Equal(14, items[0].GetProperty("days").GetArrayLength());
        var only = await host.Get("/api/v1/devices/quality?trouble=silent&from=2026-01-01&to=2026-01-03");
        Assert.Equal(3, only.GetProperty("items")[0].GetProperty("days").GetArrayLength());
    }

    [Theory]
    [InlineData("?from=yesterday", "from")]
    [InlineData("?from=2026-02-02&to=2026-02-01", "from")]
    [InlineData("?from=2020-01-01", "from")]
    [InlineData("?limit=0", "limit")]
    [InlineData("?trouble=rust", "trouble")]
    [InlineData("?cursor=x", "cursor")]
    public async Task A_wrong_question_names_its_field(string query, string field)
    {
        await using var host = await RunningHost.Start();
        using var answer = await host.Http.GetAsync("/api/v1/devices/quality" + query);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"\"field\":\"{field}\"", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Limits_of_an_asset_hold_at_once_and_after_a_restart()
    {
        var folder = RunningHost.NewFolder();
        var at = DateTimeOffset.UtcNow.AddMinutes(-10);
        await using (var host = await RunningHost.Start(folder))
        {
            await host.Import();
            using (var wrong = await host.Http.PutAsJsonAsync("/api/v1/quality/limits?asset=town:M1&quantity=level", new { minimum = 5, maximum = 2 })) Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            await Put(host, "/api/v1/quality/limits?asset=town:M1&quantity=level", """{"maximum":2.5}""");
            await host.Accept(Readings.One("town:M1", "level", at, 2.6));
            Assert.Equal("outOfRange", await Newest(host));
        }
        await using (var host = await RunningHost.Start(folder))
        {
            await host.Accept(Readings.One("town:M1", "level", at.AddMinutes(2), 2.7));
            Assert.Equal("outOfRange", await Newest(host));
            (await host.Http.DeleteAsync("/api/v1/quality/limits?asset=town:M1&quantity=level")).Dispose();
            await host.Accept(Readings.One("town:M1", "level", at.AddMinutes(4), 2.7));
            Assert.Equal("good", await Newest(host));
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_narrower_limits_hold_and_who_set_them_is_told()
    {
        await using var host = await RunningHost.Start();
        await host.Import();
        var at = DateTimeOffset.UtcNow.AddMinutes(-30);
        var minute = 0;
        await Put(host, "/api/v1/quality/limits?quantity=level", """{"maximum":2}""");
        Assert.Equal("outOfRange", await MarkOf(2.5));
        await Put(host, "/api/v1/quality/limits?quantity=level&kind=manhole", """{"maximum":3,"spikeFactor":0,"perMinute":0,"flatHours":0}""");
        Assert.Equal("good", await MarkOf(2.5));
        await Put(host, "/api/v1/quality/limits?quantity=level&asset=town:M1", """{"maximum":1}""");
        Assert.Equal("outOfRange", await MarkOf(2.5));
        var series = await host.Get("/api/v1/quality/limits?asset=town:M1&quantity=level");
        Assert.Equal(1, series.GetProperty("limits").GetProperty("maximum").GetDouble());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, series.GetProperty("limits").GetProperty("spikeFactor").ValueKind);
        var all = (await host.Get("/api/v1/quality/limits")).GetProperty("items").EnumerateArray().Where(i => i.GetProperty("quantity").GetString() == "level").ToArray();
        Assert.Equal([null, "manhole", null], all.Select(i => i.GetProperty("kind").GetString()));
        Assert.Equal([null, null, "town:M1"], all.Select(i => i.GetProperty("asset").GetString()));
        Assert.All(all, i => Assert.Equal("bootstrap", i.GetProperty("by").GetString()));

        (await host.Http.DeleteAsync("/api/v1/quality/limits?quantity=level&asset=town:M1")).Dispose();
        (await host.Http.DeleteAsync("/api/v1/quality/limits?quantity=level&kind=manhole")).Dispose();
        Assert.Equal("outOfRange", await MarkOf(2.5));
        var history = (await host.Get("/api/v1/quality/limits/history?quantity=level")).GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(["manhole", null, null, "manhole", null], history.Select(h => h.GetProperty("kind").GetString()));
        Assert.Equal([true, true, false, false, false], history.Select(h => h.GetProperty("limits").ValueKind == System.Text.Json.JsonValueKind.Null));

        async Task<string?> MarkOf(double value)
        {
            await host.Accept(Readings.One("town:M1", "level", at.AddMinutes(minute++), value));
            return await Newest(host);
        }
    }

    [Theory]
    [InlineData("quantity=mood", "quantity"), InlineData("quantity=level&kind=castle", "kind"), InlineData("quantity=level&kind=manhole&asset=town:M1", "kind"), InlineData("", "quantity")]
    public async Task Limits_without_a_scope_that_makes_sense_name_the_field(string query, string field)
    {
        await using var host = await RunningHost.Start();
        await host.Import();
        using var answer = await host.Http.PutAsJsonAsync("/api/v1/quality/limits?" + query, new { maximum = 2 });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"\"field\":\"{field}\"", await answer.Content.ReadAsStringAsync());
    }

    private static async Task<string?> Newest(RunningHost host) =>
        (await host.Get("/api/v1/assets/town:M1")).GetProperty("state").GetProperty("latest")[0].GetProperty("quality").GetString();

    private static async Task Put(RunningHost host, string path, string json)
    {
        using var answer = await host.Http.PutAsync(path, new StringContent(json, System.Text.Encoding.UTF8, "application/json"));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
