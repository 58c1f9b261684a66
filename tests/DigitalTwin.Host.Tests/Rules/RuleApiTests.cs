using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.Rules;

/// <summary>Rules over HTTP: written, refused at the place of the error, tried on history, armed, undone.</summary>
public class RuleApiTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private RunningHost Host => shared.Host;

    [Fact]
    public async Task The_book_is_there_with_its_families_and_whether_each_rule_is_armed()
    {
        var all = (await Host.Get("/api/v1/rules")).GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal((24, 12, 9, 7), (Of("plant"), Of("network"), Of("reuse"), Of("sludge")));
        Assert.All(all, r => Assert.True(r.GetProperty("rule").GetProperty("armed").GetBoolean(), $"{r.GetProperty("id")} is not armed."));
        Assert.Equal(HttpStatusCode.BadRequest, (await Host.Http.GetAsync("/api/v1/rules?armed=perhaps")).StatusCode);

        int Of(string family) => all.Count(r => r.GetProperty("family").GetString() == family);
    }

    [Theory]
    [InlineData("levl > 1 m", 0, 4, "level")]
    [InlineData("level > 3 mg/L", 8, 14, null)]
    [InlineData("mean(level, 1) > 1 m", 12, 13, "1min")]
    public async Task A_mistake_is_told_with_its_field_its_place_and_what_may_be_meant(string when, int start, int end, string? suggestion)
    {
        using var answer = await Host.Http.PostAsJsonAsync("/api/v1/rules/check", Draft("mistake", when));
        var check = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.False(check.GetProperty("ok").GetBoolean());
        var fault = Assert.Single(check.GetProperty("faults").EnumerateArray());
        Assert.Equal(("steps[0].when", start, end), (Text(fault, "field"), fault.GetProperty("start").GetInt32(), fault.GetProperty("end").GetInt32()));
        Assert.Equal(suggestion, Text(fault, "suggestion"));
        Assert.NotEmpty(fault.GetProperty("message").GetProperty("zh").GetString()!);

        using var refused = await Host.Http.PostAsJsonAsync("/api/v1/rules", new { rule = Draft("mistake", when) });
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((HttpStatusCode.BadRequest, "steps[0].when", 1), (refused.StatusCode, Text(problem, "field"), problem.GetProperty("faults").GetArrayLength()));
        Assert.Equal(HttpStatusCode.NotFound, (await Host.Http.GetAsync("/api/v1/rules/mistake")).StatusCode);
    }

    [Fact]
    public async Task A_rule_is_made_changed_against_a_version_armed_and_removed_and_its_history_tells_so()
    {
        Assert.Equal(HttpStatusCode.OK, (await Send(HttpMethod.Post, "rules", new { rule = Draft("own-1", "level > 1 m"), reason = "试" })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Send(HttpMethod.Post, "rules", new { rule = Draft("own-1", "level > 1 m") })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Send(HttpMethod.Post, "rules", new { rule = Draft("N01", "level > 1 m") })).Status);

        var changed = Draft("own-1", "level > 2 m");
        changed["causes"] = new[] { new { id = "c1", zh = "堵塞", en = "blockage", weight = 2.0 }, new { id = "c2", zh = "降雨", en = "rain", weight = 1.0 } };
        changed["signs"] = new[] { new { zh = "水位下降", en = "falls", when = "rate(level, 1h) < 0 m/h", likely = new Dictionary<string, double> { ["c1"] = 0.9, ["c2"] = 0.1 } } };
        changed["actions"] = new[] { new { zh = "疏通", en = "clear it", within = "2h" } };
        Assert.Equal((HttpStatusCode.OK, 2), Version(await Send(HttpMethod.Put, "rules/own-1", new { rule = changed, version = 1, reason = "加原因" })));
        Assert.Equal(HttpStatusCode.Conflict, (await Send(HttpMethod.Put, "rules/own-1", new { rule = changed, version = 1 })).Status);
        var nobody = new Dictionary<string, object?>(changed) { ["causes"] = new[] { new { id = "c1", zh = "", en = "", weight = 1.0 } }, ["signs"] = Array.Empty<object>() };
        var refused = await Send(HttpMethod.Put, "rules/own-1", new { rule = nobody, version = 2 });
        Assert.Equal((HttpStatusCode.BadRequest, "causes"), (refused.Status, Text(refused.Body, "field")));
        Assert.Equal((HttpStatusCode.OK, 3), Version(await Send(HttpMethod.Post, "rules/own-1/arm", new { })));
        Assert.Equal((HttpStatusCode.OK, 3), Version(await Send(HttpMethod.Post, "rules/own-1/arm", new { }))); // Nothing to do.
        Assert.Equal((HttpStatusCode.OK, 4), Version(await Send(HttpMethod.Post, "rules/own-1/disarm", new { })));
        using (var removed = await Host.Http.DeleteAsync("/api/v1/rules/own-1")) Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Host.Http.GetAsync("/api/v1/rules/own-1")).StatusCode);

        var edits = (await Host.Get("/api/v1/rules/own-1/edits")).GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(["create", "change", "arm", "disarm", "remove"], edits.Select(e => Text(e, "what")));
        Assert.All(edits, e => Assert.Equal("bootstrap", Text(e, "who")));
        Assert.Equal("加原因", Text(edits[1], "reason"));
        Assert.Equal(0.9, edits[1].GetProperty("rule").GetProperty("signs")[0].GetProperty("likely").GetProperty("c1").GetDouble());

        static (HttpStatusCode, int) Version((HttpStatusCode Status, JsonElement Body) answer) => (answer.Status, answer.Body.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_rule_is_tried_on_what_was_measured_before_it_is_armed()
    {
        var end = DateTimeOffset.UtcNow.AddHours(-2);
        // Two high waters of twenty minutes, an hour apart, by the minute.
        await Host.Accept($"[{string.Join(',', Enumerable.Range(0, 180).Select(i => Readings.Item("town:M6", "level", end.AddMinutes(i - 180), i % 80 is >= 30 and < 50 ? 2 : 0.2)))}]");
        var draft = Draft("trial", "level > 1 m for 5min");
        var tried = await Send(HttpMethod.Post, "rules/try", new { draft, asset = "town:M6", from = end.AddHours(-4), to = end });
        Assert.Equal((HttpStatusCode.OK, 2), (tried.Status, tried.Body.GetProperty("count").GetInt32()));
        Assert.All(tried.Body.GetProperty("items").EnumerateArray(), r => Assert.Equal(("town:M6", "yellow"), (Text(r, "asset"), Text(r, "level"))));
        Assert.Equal(HttpStatusCode.NotFound, (await Host.Http.GetAsync("/api/v1/rules/trial")).StatusCode);
        var pipe = await Send(HttpMethod.Post, "rules/try", new { draft, asset = "town:P1" });
        Assert.Equal((HttpStatusCode.BadRequest, "asset"), (pipe.Status, Text(pipe.Body, "field")));
        var long1 = await Send(HttpMethod.Post, "rules/try", new { draft, from = end.AddDays(-400), to = end });
        Assert.Equal((HttpStatusCode.BadRequest, "from"), (long1.Status, Text(long1.Body, "field")));
    }

    [Theory]
    [InlineData("POST", "rules")]
    [InlineData("PUT", "rules/N02")]
    [InlineData("DELETE", "rules/N02")]
    [InlineData("POST", "rules/N02/arm")]
    [InlineData("POST", "rules/N02/disarm")]
    public async Task Nobody_changes_rules_without_a_key(string method, string path)
    {
        using var stranger = new HttpClient { BaseAddress = new Uri(Host.Url) };
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1/{path}") { Content = JsonContent.Create(new { rule = Draft("N02", "level > 1 m") }) };
        using var answer = await stranger.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> Send(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Content = JsonContent.Create(body) };
        using var answer = await Host.Http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    internal static Dictionary<string, object?> Draft(string id, string when) => new()
    {
        ["id"] = id, ["kinds"] = new[] { "manhole" }, ["title"] = new { zh = "自建规则", en = "Own rule" }, ["steps"] = new[] { new { level = "yellow", when } }, ["raiseAfter"] = "0min", ["clearAfter"] = "0min",
    };

    private static string? Text(JsonElement e, string name) => e.GetProperty(name).GetString();
}
