using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Alarms;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Host.Tests.Alarms;

public class AlarmApiTests : IAsyncLifetime
{
    private const string AtM3 = "town:M3~sewer.overflow";
    private RunningHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await RunningHost.Start();
        await _host.Import();
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task An_overflow_is_listed_acknowledged_by_name_and_not_twice()
    {
        var alarm = await Overflow("M3");
        Assert.Equal(("unacknowledged", "B", "high"), (Text(alarm, "state"), Text(alarm, "letter"), Text(alarm, "priority")));
        Assert.Equal("污水冒溢", alarm.GetProperty("title").GetProperty("zh").GetString());
        Assert.NotEmpty(alarm.GetProperty("warnings").EnumerateArray());
        var done = await Post(AtM3, "acknowledge", new { comment = "泵车已出发", version = alarm.GetProperty("version").GetInt32() });
        Assert.Equal((HttpStatusCode.OK, "acknowledged", "bootstrap"), (done.Status, Text(done.Body, "state"), Text(done.Body, "acknowledgedBy")));
        var twice = await Post(AtM3, "acknowledge", new { });
        Assert.Equal((HttpStatusCode.Conflict, "bootstrap"), (twice.Status, Text(twice.Body, "by")));
        Assert.Contains("acknowledged by bootstrap at", Text(twice.Body, "detail"));
        Assert.Contains(await Facts("audit"), f => f.Contains("acknowledge alarm") && f.Contains("\"status\":200"));
    }

    [Theory]
    [InlineData("town:M6~sewer.overflow", "acknowledge", "{}", 404, null)]
    [InlineData("nowhere", "acknowledge", "{}", 404, null)]
    [InlineData("town:M6~sewer.overflow", "shelve", "{\"reason\":\"x\"}", 400, "minutes")]
    [InlineData("town:M6~sewer.overflow", "shelve", "{\"reason\":\"x\",\"minutes\":481}", 400, "minutes")]
    [InlineData("town:M6~sewer.overflow", "outOfService", "{}", 400, "reason")]
    [InlineData("town:M6~sewer.overflow", "comment", "{\"text\":\"  \"}", 400, "text")]
    [InlineData("town:GHOST~sewer.overflow", "outOfService", "{\"reason\":\"x\"}", 404, null)]
    public async Task What_cannot_be_done_is_told_precisely(string alarm, string action, string body, int status, string? field)
    {
        using var answer = await _host.Http.PostAsync($"/api/v1/alarms/{alarm}/{action}", new StringContent(body, Encoding.UTF8, "application/json"));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(field, problem.TryGetProperty("field", out var named) ? named.GetString() : null);
    }

    [Fact]
    public async Task Shelved_suppressed_and_out_of_service_are_lists_of_their_own_and_come_back()
    {
        await Overflow("M3");
        await Overflow("M5");
        Assert.Equal(HttpStatusCode.OK, (await Post(AtM3, "shelve", new { minutes = 30, reason = "阀门检修" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Post("town:M5~sewer.overflow", "suppress", new { condition = "standby", reason = "x" })).Status);
        Assert.Equal("suppressed", Text((await Post("town:M5~sewer.overflow", "suppress", new { condition = "calibration", reason = "年检" })).Body, "state"));
        Assert.Equal("outOfService", Text((await Post("town:M1~sewer.overflow", "outOfService", new { reason = "换表" })).Body, "state"));
        Assert.Equal([AtM3], await Ids("state=shelved"));
        Assert.Contains("town:M5~sewer.overflow", await Ids("state=suppressed")); // And whatever else it has that the condition names.
        Assert.Equal(["town:M1~sewer.overflow"], await Ids("state=outOfService"));
        var refused = await Post(AtM3, "acknowledge", new { });
        Assert.Contains("shelved it until", Text(refused.Body, "detail"));
        Assert.Equal("unacknowledged", Text((await Post(AtM3, "unshelve", new { })).Body, "state"));
        Assert.Equal("unacknowledged", Text((await Post("town:M5~sewer.overflow", "unsuppress", new { })).Body, "state"));
        Assert.Equal("normal", Text((await Post("town:M1~sewer.overflow", "returnToService", new { comment = "好了" })).Body, "state"));
        Assert.Empty(await Ids("state=outOfService"));
        Assert.Contains("town:M1~sewer.overflow", await Ids("state=normal"));
    }

    [Fact]
    public async Task The_past_shows_alarms_as_they_were_known()
    {
        await Overflow("M3");
        var before = _host.Services.GetRequiredService<CityClock>().Now;
        await Task.Delay(20);
        await Post(AtM3, "acknowledge", new { });
        var then = await _host.Get($"/api/v1/alarms?asOf={before.UnixMilliseconds}");
        Assert.Equal("unacknowledged", Text(then.GetProperty("items").EnumerateArray().Single(a => Text(a, "id") == AtM3), "state"));
    }

    [Fact]
    public async Task Pages_follow_one_another_without_gap_or_repeat()
    {
        for (var i = 1; i <= 5; i++) await Post($"town:M{i}~sewer.surcharge", "outOfService", new { reason = "x" });
        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = await _host.Get($"/api/v1/alarms?limit=2&state=outOfService&cursor={Uri.EscapeDataString(cursor)}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(a => Text(a, "id")!));
            cursor = page.GetProperty("next").GetString() ?? "";
        }
        while (cursor.Length > 0);
        Assert.Equal(Enumerable.Range(1, 5).Select(i => $"town:M{i}~sewer.surcharge"), seen.Order());
    }

    [Fact]
    public async Task A_definition_without_an_action_is_refused_and_a_whole_one_is_in_force_at_once()
    {
        var all = await _host.Get("/api/v1/alarms/definitions");
        var definition = all.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("definition")).Single(d => Text(d, "id") == "sewer.overflow");
        var body = JsonSerializer.Deserialize<Dictionary<string, object?>>(definition.GetRawText())!;
        using var refused = await _host.Http.PutAsJsonAsync("/api/v1/alarms/definitions", new Dictionary<string, object?>(body) { ["action"] = null });
        Assert.Equal("action", Text(await refused.Content.ReadFromJsonAsync<JsonElement>(), "field"));
        body["grades"] = new[] { new { level = "red", consequence = "severe", respondMinutes = 5 } };
        using var taken = await _host.Http.PutAsJsonAsync("/api/v1/alarms/definitions", body);
        Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync());
        Assert.Equal("critical", Text(await Overflow("M4"), "priority"));
    }

    [Fact]
    public async Task Indicators_count_what_was_announced_and_how_soon_it_was_acknowledged()
    {
        await Overflow("M3");
        await Post(AtM3, "acknowledge", new { });
        var kpis = await _host.Get("/api/v1/alarms/kpis?every=1h");
        Assert.True(kpis.GetProperty("announced").GetProperty("count").GetInt32() >= 1);
        Assert.True(kpis.GetProperty("announced").GetProperty("count").GetInt32() <= kpis.GetProperty("ungrouped").GetProperty("count").GetInt32());
        Assert.Equal(1, kpis.GetProperty("acknowledgement").GetProperty("count").GetInt32());
        Assert.InRange(kpis.GetProperty("series").GetArrayLength(), 24, 25);
        using var refused = await _host.Http.GetAsync("/api/v1/alarms/kpis?from=2020-01-01T00:00:00Z&every=1m");
        Assert.Equal("every", Text(await refused.Content.ReadFromJsonAsync<JsonElement>(), "field"));
    }

    [Fact]
    public async Task What_a_rule_holds_is_an_alarm_until_it_ends()
    {
        var (facts, now) = (_host.Services.GetRequiredService<IFactLog>(), _host.Services.GetRequiredService<CityClock>().Now);
        var source = _host.Services.GetRequiredService<RuleSource>();
        Task Tell(object raise, bool ends) => facts.AppendToSpan(RuleSource.Stream, "bulking@town:M2@1", now, now, JsonSerializer.SerializeToUtf8Bytes(raise, JsonSerializerOptions.Web), closes: ends);
        await Tell(new { rule = "bulking", version = 1, asset = "town:M2", level = 3, since = now.UnixMilliseconds, at = now.UnixMilliseconds }, ends: false);
        await source.Sweep();
        var raised = (await _host.GetUntil("/api/v1/alarms", l => l.GetProperty("items").GetArrayLength() > 0)).GetProperty("items")[0];
        Assert.Equal(("town:M2~rule.raised~bulking", "medium", "bulking"), (Text(raised, "id"), Text(raised, "priority"), raised.GetProperty("title").GetProperty("en").GetString()));
        await Tell(new { rule = "bulking", version = 1, asset = "town:M2", level = 3, since = now.UnixMilliseconds, at = now.UnixMilliseconds, until = now.UnixMilliseconds }, ends: true);
        await source.Sweep();
        await _host.GetUntil("/api/v1/alarms?state=returned", l => l.GetProperty("items").GetArrayLength() == 1);
    }

    [Fact]
    public async Task Viewers_are_told_of_every_change_counted()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var hub = await HubConnection.Open(new Uri(_host.Url), patience.Token);
        await Overflow("M3");
        await Post(AtM3, "acknowledge", new { });
        var (states, last) = (new List<string>(), 0L);
        await hub.Next(record =>
        {
            var message = JsonDocument.Parse(record).RootElement;
            if (!message.TryGetProperty("target", out var target) || target.GetString() != "Alarms") return false;
            var news = message.GetProperty("arguments")[0];
            Assert.True(last == 0 || news.GetProperty("seq").GetInt64() == last + 1);
            last = news.GetProperty("seq").GetInt64();
            states.AddRange(news.GetProperty("upserts").EnumerateArray().Where(a => Text(a, "id") == AtM3).Select(a => Text(a, "state")!));
            return states.Contains("acknowledged");
        }, patience.Token);
        Assert.Equal("unacknowledged", states[0]);
    }

    private async Task<JsonElement> Overflow(string manhole)
    {
        var now = DateTimeOffset.UtcNow;
        await _host.Accept($"[{string.Join(',', Enumerable.Range(0, 4).Select(i => Readings.Item($"town:{manhole}", "level", now.AddMinutes(i - 4), 3.2)))}]");
        var id = $"town:{manhole}~sewer.overflow";
        var list = await _host.GetUntil("/api/v1/alarms", l => l.GetProperty("items").EnumerateArray().Any(a => Text(a, "id") == id));
        return list.GetProperty("items").EnumerateArray().Single(a => Text(a, "id") == id);
    }

    private async Task<string[]> Ids(string query) => [.. (await _host.Get($"/api/v1/alarms?{query}")).GetProperty("items").EnumerateArray().Select(a => Text(a, "id")!)];

    private async Task<(HttpStatusCode Status, JsonElement Body)> Post(string alarm, string action, object body)
    {
        using var answer = await _host.Http.PostAsJsonAsync($"/api/v1/alarms/{alarm}/{action}", body);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    private async Task<string[]> Facts(string stream) =>
        [.. (await _host.Services.GetRequiredService<IFactLog>().Read(stream, default, new Instant(long.MaxValue), 1000)).Select(f => Encoding.UTF8.GetString(f.Body.Span))];

    private static string? Text(JsonElement e, string name) => e.GetProperty(name).GetString();
}
