using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.Incidents;

/// <summary>An incident from the first report to the review, over HTTP.</summary>
public sealed class IncidentFlowTests : IAsyncLifetime
{
    private RunningHost _host = null!;

    private HttpClient Http => _host.Http;

    public async Task InitializeAsync() => _host = await RunningHost.Start();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task An_incident_goes_from_its_report_to_its_review_step_by_step()
    {
        var id = await Http.Open(new { title = "某泵站上游偷排", scenario = "illegalDischarge", regions = new[] { "east" } });
        Assert.Equal("received", (await Http.See($"incidents/{id}")).Text("stage"));
        await Http.Do(id, "verify", new { text = "现场核实" });
        await Http.Do(id, "assess", new { grade = "IV", reason = "尚无人员伤亡", facts = new { lossYuan = 20000 } });
        await Http.Do(id, "commander", new { name = "bootstrap" });
        await Http.Do(id, "reportUpward", new { type = "initial", to = new[] { "countyGovernment", "drainageAuthority", "ecologyAuthority" }, text = "初报" });
        await Http.Do(id, "respond", new { text = "启动 IV 级响应" });
        var planned = await Http.Do(id, "plan", new { plan = "illegalDischarge" });
        foreach (var task in planned.GetProperty("tasks").EnumerateArray()) await Http.Do(id, $"tasks/{task.Text("id")}/cancel", new { reason = "演示" });
        var early = await Http.Act(id, "standDown", HttpStatusCode.Conflict, new { text = "终止" });
        Assert.Equal("conditionsOpen", early.Text("code"));
        Assert.Equal(["sourceControlled", "standardsMet", "noRelapse"], early.GetProperty("open").EnumerateArray().Select(o => o.GetString()));
        foreach (var condition in (string[])["sourceControlled", "standardsMet", "noRelapse"]) await Http.Do(id, "condition", new { condition, met = true, text = "监测报告" });
        await Http.Do(id, "standDown", new { text = "响应终止" });
        await Http.Act(id, "review", HttpStatusCode.Conflict, new { summary = "总结", lessons = new[] { "加强巡查" } });
        await Http.Do(id, "reportUpward", new { type = "final", to = new[] { "cityGovernment" }, text = "处理结果报告" });
        var closed = await Http.Do(id, "review", new { summary = "总结", costs = new[] { new { item = "抽排", yuan = 12000.5 } }, lessons = new[] { "加强巡查" } });
        Assert.Equal("closed", closed.Text("stage"));
        Assert.Equal(["report", "verify", "assess", "reportUpward", "respond", "standDown", "reportUpward", "review"], closed.GetProperty("steps").EnumerateArray().Select(s => s.Text("step")));
        Assert.Equal(id, (await Http.See("incidents?open=false")).GetProperty("items")[0].Text("id"));
        Assert.Empty((await Http.See("incidents?open=true")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_request_that_comes_again_changes_nothing_and_is_answered_as_before()
    {
        var opening = new { title = "冒溢", scenario = "sewerOverflow", requestId = "phone-1" };
        var first = await Http.Open(opening);
        using var again = await Http.PostAsJsonAsync("/api/v1/incidents", opening);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(first, (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("incident").Text("id"));
        await Http.Do(first, "verify", new { text = "核实" });
        var task = new { title = "围挡", department = "cityManagement", requestId = "phone-2" };
        var once = await Http.Act(first, "tasks", HttpStatusCode.OK, task);
        var twice = await Http.Act(first, "tasks", HttpStatusCode.OK, task);
        Assert.Equal(once.GetProperty("entry").Text("hash"), twice.GetProperty("entry").Text("hash"));
        Assert.Single(twice.GetProperty("incident").GetProperty("tasks").EnumerateArray());
    }

    [Fact]
    public async Task What_was_recorded_outlasts_a_restart_and_is_seen_as_it_was_known()
    {
        var folder = RunningHost.NewFolder();
        string id;
        string between;
        await using (var host = await RunningHost.Start(folder))
        {
            id = await host.Http.Open();
            await host.Http.Do(id, "verify", new { text = "核实" });
            between = DateTimeOffset.UtcNow.ToString("O");
            await Task.Delay(5);
            await host.Http.Do(id, "note", new { text = "第二天的话" });
        }
        await using (var host = await RunningHost.Start(folder))
        {
            Assert.Equal(3, (await host.Http.See($"incidents/{id}")).GetProperty("version").GetInt32());
            Assert.Equal(2, (await host.Http.See($"incidents/{id}?asOf={Uri.EscapeDataString(between)}")).GetProperty("version").GetInt32());
            Assert.Single((await host.Http.See("incidents?open=true")).GetProperty("items").EnumerateArray());
            Assert.NotEqual(id, await host.Http.Open());
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Faults_name_the_field_and_what_was_expected()
    {
        var id = await Http.Open();
        Assert.Equal("text", (await Http.Act(id, "verify", HttpStatusCode.BadRequest, new { })).Text("field"));
        await Http.Do(id, "verify", new { text = "核实" });
        Assert.Equal("grade", (await Http.Act(id, "assess", HttpStatusCode.BadRequest, new { grade = "VII", reason = "?" })).Text("field"));
        Assert.Equal("facts.deaths", (await Http.Act(id, "facts", HttpStatusCode.BadRequest, new { facts = new { deaths = -1 } })).Text("field"));
        Assert.Equal("coordinates", (await Http.Act(id, "mark", HttpStatusCode.BadRequest, new { mark = "m1", shape = "polygon", coordinates = new[] { new[] { 1.0, 2.0 } } })).Text("field"));
        Assert.Equal("wrongStage", (await Http.Act(id, "standDown", HttpStatusCode.Conflict, new { text = "x" })).Text("code"));
        await Http.Act("I-20200101-1", "verify", HttpStatusCode.NotFound, new { text = "x" });
        await Http.Act("x';--", "verify", HttpStatusCode.NotFound, new { text = "x" });
    }

    [Fact]
    public async Task Linked_incidents_know_of_each_other_and_only_people_with_an_account_are_named()
    {
        var (one, other) = (await Http.Open(), await Http.Open(new { title = "下游冒溢", scenario = "sewerOverflow" }));
        await Http.Do(one, "link", new { incident = other, relation = "causes" });
        Assert.Equal("causedBy", (await Http.See($"incidents/{other}")).GetProperty("links")[0].Text("relation"));
        Assert.Equal("incident", (await Http.Act(one, "link", HttpStatusCode.BadRequest, new { incident = "I-20200101-9", relation = "related" })).Text("field"));
        Assert.Equal("name", (await Http.Act(one, "commander", HttpStatusCode.BadRequest, new { name = "nobody-here" })).Text("field"));
    }

    [Fact]
    public async Task Duties_are_the_citys_to_change_and_keep_their_history()
    {
        var before = (await Http.See("duties")).GetProperty("items").EnumerateArray().First(d => d.Text("topic") == "waterQuality");
        using var saved = await Http.PutAsJsonAsync("/api/v1/duties/waterQuality", new { responsible = new[] { "cityManagement" }, lead = "cityManagement", assist = new[] { "ecology" }, reason = "市政府分工", version = 0 });
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync());
        using var late = await Http.PutAsJsonAsync("/api/v1/duties/waterQuality", new { responsible = new[] { "ecology" }, lead = "ecology", reason = "旧版", version = 0 });
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var id = await Http.Open();
        Assert.Equal("cityManagement", (await Http.See($"incidents/{id}")).GetProperty("departments")[0].Text("department"));
        Assert.Single((await Http.See("duties/waterQuality/history")).GetProperty("items").EnumerateArray());
        Assert.Equal("ecology", before.Text("lead"));
    }
}
