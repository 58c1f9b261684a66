using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using DigitalTwin.Host.Tests.People;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Testing;

namespace DigitalTwin.Host.Tests.Incidents;

/// <summary>Each sees and does only what is his department's and region's: in the API and in the hub, by whatever address.</summary>
public sealed class ReachTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task A_department_without_a_part_in_it_finds_nothing_under_any_address()
    {
        var id = await Given(["east"]);
        using var stranger = await town.SignedInOf("finance", [], "fin-head", "departmentHead");
        using var elsewhere = await town.SignedInOf("ecology", ["west"], "eco-west", "departmentHead");
        foreach (var browser in (HttpClient[])[stranger, elsewhere])
        {
            foreach (var path in (string[])["", "/entries", "/outlook", "/report", "/export", "/verify", "/evaluation", "/sampling", $"/attachments/{new string('a', 64)}"])
            {
                using var answer = await browser.GetAsync($"/api/v1/incidents/{id}{path}");
                Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{path}: {(int)answer.StatusCode}");
            }
            foreach (var action in (string[])["note", "mark", "facts", "reportUpward", "tasks/T1/accept", "tasks/T1/done", "attachments?name=a.txt"])
            {
                using var answer = await browser.PostAsJsonAsync($"/api/v1/incidents/{id}/{action}", new { text = "x" });
                Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{action}: {(int)answer.StatusCode}");
            }
            Assert.DoesNotContain((await browser.See("incidents?open=all")).GetProperty("items").EnumerateArray(), i => i.Text("id") == id);
        }
        Assert.Equal(id, (await town.Host.Http.See($"incidents/{id}")).Text("id"));
    }

    [Fact]
    public async Task A_task_is_worked_on_by_its_owners_people_and_refused_to_others_who_see_it()
    {
        var id = await Given(["east"]);
        using var owner = await town.SignedInOf("networkOperator", ["east"], "crew-east", "fieldCrew");
        using var other = await town.SignedInOf("housing", [], "housing-head", "departmentHead");
        Assert.Equal("notYours", (await other.Act(id, "tasks/T1/accept", HttpStatusCode.Forbidden)).Text("code"));
        await other.Act(id, "decide", HttpStatusCode.Forbidden, new { text = "x" }).ContinueWith(t => { }, TaskScheduler.Default); // Its answer has no body of ours: the door refuses.
        var done = await owner.Do(id, "tasks/T1/accept", new { requestId = "p1" });
        Assert.Equal("crew-east", done.GetProperty("tasks")[0].Text("assignee"));
        Assert.Contains("task:T1:done", done.GetProperty("may").EnumerateArray().Select(m => m.GetString()));
        Assert.DoesNotContain("decide", done.GetProperty("may").EnumerateArray().Select(m => m.GetString()));
    }

    [Fact]
    public async Task Whoever_joined_is_told_of_each_entry_and_who_else_looks_and_a_stranger_cannot_join()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var id = await Given([]);
        await using var viewer = await HubConnection.Open(new Uri(town.Host.Url), patience.Token, path: "/hubs/incidents", header: ("Authorization", $"Bearer {RunningHost.Key}"));
        await viewer.Call("Join", [id], patience.Token);
        await viewer.Next(r => Is(r, 3), patience.Token);
        await town.Host.Http.Do(id, "mark", new { mark = "m1", shape = "text", coordinates = new[] { new[] { 118.3, 35.0 } }, text = "<img src=x onerror=alert(1)>" });
        JsonElement entry = default;
        await viewer.Next(r =>
        {
            var message = JsonSerializer.Deserialize<JsonElement>(r.Span);
            if (!message.TryGetProperty("target", out var target) || target.GetString() != "Entry") return false;
            entry = message.GetProperty("arguments")[0].GetProperty("entry");
            return entry.Text("kind") == "marked";
        }, patience.Token);
        Assert.Equal("m1", entry.GetProperty("data").GetProperty("mark").Text("id"));

        var cookies = new CookieContainer();
        using var stranger = await town.SignedIn("hub-stranger", out cookies, "fieldCrew");
        await using var outside = await HubConnection.Open(new Uri(town.Host.Url), patience.Token, path: "/hubs/incidents", header: ("Cookie", cookies.GetCookieHeader(new Uri(town.Host.Url))));
        // Of the department of water, which has no part in heat from sewage.
        await outside.Call("Join", [await town.Host.Http.Open(new { title = "热泵停运", topic = "heatPump" })], patience.Token);
        string? error = null;
        await outside.Next(r =>
        {
            var message = JsonSerializer.Deserialize<JsonElement>(r.Span);
            if (message.GetProperty("type").GetInt32() != 3) return false;
            error = message.TryGetProperty("error", out var told) ? told.GetString() : null;
            return true;
        }, patience.Token);
        Assert.Contains("There is no incident", error);
        await Assert.ThrowsAsync<WebSocketException>(() => HubConnection.Open(new Uri(town.Host.Url), patience.Token, path: "/hubs/incidents"));
    }

    [Fact]
    public async Task What_people_write_stays_text_in_the_report()
    {
        var id = await Given([]);
        const string attack = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>";
        await town.Host.Http.Do(id, "note", new { text = attack });
        await town.Host.Http.Do(id, "decide", new { text = attack });
        foreach (var lang in (string[])["zh", "en"])
        {
            using var answer = await town.Host.Http.GetAsync($"/api/v1/incidents/{id}/report?lang={lang}");
            var html = await answer.Content.ReadAsStringAsync();
            Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
            Assert.DoesNotContain("<script", html);
            Assert.DoesNotContain("<img", html);
            Assert.Contains("&lt;script&gt;", html);
            Assert.DoesNotContain("unsafe-inline", answer.Headers.GetValues("Content-Security-Policy").Single());
        }
    }

    private async Task<string> Given(string[] regions)
    {
        var id = await town.Host.Http.Open(new { title = "偷排", scenario = "illegalDischarge", topic = "waterQuality", regions });
        await town.Host.Http.Do(id, "verify", new { text = "核实" });
        await town.Host.Http.Do(id, "tasks", new { title = "封堵", department = "networkOperator" });
        return id;
    }

    private static bool Is(ReadOnlyMemory<byte> record, int type) => JsonSerializer.Deserialize<JsonElement>(record.Span).GetProperty("type").GetInt32() == type;
}
