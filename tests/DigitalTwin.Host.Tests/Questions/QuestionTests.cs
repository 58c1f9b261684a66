using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.Questions;

public class QuestionTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private RunningHost Host => shared.Host;

    [Fact]
    public async Task A_question_is_answered_as_table_csv_and_geojson()
    {
        var answer = await Post("ask", new { text = "pipeSegment where upstream of pump('PS1') and diameter >= 500 mm", columns = new[] { "id", "diameter", "surchargeHours(90 d)" }, limit = 4 });
        Assert.Equal(6, answer.GetProperty("count").GetInt32());
        Assert.Equal(4, answer.GetProperty("items").GetArrayLength());
        Assert.Equal("m", answer.GetProperty("columns")[1].GetProperty("unit").GetString());
        Assert.Equal(0.5, answer.GetProperty("items")[0].GetProperty("values")[1].GetDouble());
        Assert.Equal(0, answer.GetProperty("items")[0].GetProperty("values")[2].GetDouble());
        var rest = await Post("ask", new { text = "pipeSegment where upstream of pump('PS1') and diameter >= 500 mm", columns = new[] { "id" }, limit = 4, cursor = answer.GetProperty("next").GetString() });
        Assert.Equal(2, rest.GetProperty("items").GetArrayLength());

        using var csv = await Host.Http.PostAsJsonAsync("/api/v1/questions/ask", new { text = "manhole where within 150 m of manhole('M2')", columns = new[] { "id", "full" }, format = "csv" });
        Assert.Equal("text/csv", csv.Content.Headers.ContentType!.MediaType);
        Assert.Equal(4, (await csv.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        var shapes = await Post("ask", new { text = "pipeSegment where downstream of manhole('M5')", format = "geojson" });
        Assert.All(shapes.GetProperty("features").EnumerateArray(), f => Assert.Equal("LineString", f.GetProperty("geometry").GetProperty("type").GetString()));
    }

    [Fact]
    public async Task Assets_are_grouped_and_a_measure_added_up()
    {
        var answer = await Post("group", new { text = "manhole, pipeSegment", by = "kind", measure = "length" });
        var pipes = answer.GetProperty("groups").EnumerateArray().Single(g => g.GetProperty("name").GetString() == "pipeSegment");
        Assert.Equal((6, 600), (pipes.GetProperty("count").GetInt32(), pipes.GetProperty("sum").GetDouble()));
    }

    [Fact]
    public async Task What_a_series_came_to_in_a_period_can_be_asked_for()
    {
        var now = DateTimeOffset.UtcNow;
        await Host.Accept($"[{string.Join(',', Enumerable.Range(0, 10).Select(i => Readings.Item("town:M4", "level", now.AddMinutes(i - 30), i / 10.0)))}]");
        var answer = await Post("ask", new { text = "manhole where max(level, 24 h) > 0.8 m", columns = new[] { "id", "count(level, 24 h)", "max(level, 24 h)" } });
        var only = Assert.Single(answer.GetProperty("items").EnumerateArray());
        Assert.Equal("town:M4", only.GetProperty("id").GetString());
        Assert.Equal((10, 0.9), (only.GetProperty("values")[1].GetDouble(), only.GetProperty("values")[2].GetDouble()));
        var before = await Post("ask", new { text = "manhole where max(level, 24 h) > 0.8 m", asOf = now.AddDays(-1).ToString("O") });
        Assert.Equal(0, before.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task A_mistake_is_shown_where_it_is_and_the_caret_is_offered_what_fits()
    {
        var check = await Post("check", new { text = "pipeSegment where lvel > 1" });
        Assert.False(check.GetProperty("ok").GetBoolean());
        Assert.Equal((18, 22), (check.GetProperty("fault").GetProperty("start").GetInt32(), check.GetProperty("fault").GetProperty("end").GetInt32()));
        var complete = await Post("complete", new { text = "manhole where upstream of pump('PS" });
        Assert.Contains(complete.GetProperty("items").EnumerateArray(), i => i.GetProperty("text").GetString() == "town:PS1')");
        using var wrong = await Host.Http.PostAsJsonAsync("/api/v1/questions/ask", new { text = "manhole where upstream of pump('PS9')" });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(32, (await wrong.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("column").GetInt32());
        using var list = await Host.Http.GetAsync("/api/v1/assets?where=upstream of pump('PS9')");
        Assert.Equal(HttpStatusCode.BadRequest, list.StatusCode);
    }

    [Fact]
    public async Task A_question_is_kept_changed_and_removed_and_what_it_was_stays_on_record()
    {
        foreach (var text in (string[])["stale", "stale and level > 1 m"])
            using (var put = await Host.Http.PutAsJsonAsync("/api/v1/questions/silent-ones", new { name = "Silent", text, shared = true })) Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
        using (var bad = await Host.Http.PutAsJsonAsync("/api/v1/questions/bad", new { name = "Bad", text = "lvel > 1" })) Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        Assert.Equal(2, (await Host.Get("/api/v1/questions/silent-ones")).GetProperty("version").GetInt32());
        Assert.Equal(["stale", "stale and level > 1 m"], (await Host.Get("/api/v1/questions/silent-ones/history")).GetProperty("items").EnumerateArray().Select(q => q.GetProperty("text").GetString()));
        using (var deleted = await Host.Http.DeleteAsync("/api/v1/questions/silent-ones")) Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await Host.Http.GetAsync("/api/v1/questions/silent-ones");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    private async Task<JsonElement> Post(string route, object body)
    {
        using var answer = await Host.Http.PostAsJsonAsync($"/api/v1/questions/{route}", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
