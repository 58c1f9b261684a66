using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DigitalTwin.Host.Tests.Indicators;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.PipeCondition;

public class ConditionTests(LedgerTown town) : IClassFixture<LedgerTown>
{
    private readonly RunningHost _host = town.Host;

    [Fact]
    public async Task An_inspection_is_scored_corrected_and_the_past_keeps_what_it_was()
    {
        using var first = await Enter("reuse:J-WWTP", "2026-05-01", 5.0);
        var view = await first.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((5.0, 10.0), (view.GetProperty("score").GetProperty("structural").GetProperty("highest").GetDouble(), view.GetProperty("defects")[0].GetProperty("from").GetDouble()));
        var before = DateTimeOffset.UtcNow;
        await Task.Delay(20);
        using var second = await Enter("reuse:J-WWTP", "2026-05-01", 5.0, grade: 4);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(10, Highest(await _host.Get("/api/v1/condition/inspections?network=reuse&asset=reuse:J-WWTP")));
        Assert.Equal(5, Highest(await _host.Get($"/api/v1/condition/inspections?network=reuse&asset=reuse:J-WWTP&asOf={before.ToUnixTimeMilliseconds()}")));
        var pipes = await _host.Get("/api/v1/condition/pipes?network=reuse&inspected=true");
        var pipe = pipes.GetProperty("items").EnumerateArray().Single(p => p.GetProperty("id").GetString() == "reuse:J-WWTP");
        Assert.Equal(1, pipe.GetProperty("servedShare").GetDouble()); // All of the town's sewage passes it.
        Assert.Equal(pipe.GetProperty("likelihood").GetDouble() * pipe.GetProperty("consequence").GetDouble(), pipe.GetProperty("risk").GetDouble(), 1);
    }

    [Fact]
    public async Task Rows_of_a_file_are_taken_or_told_by_row_and_field()
    {
        const string csv = """
            asset,at,lengthM,code,grade,fromM,toM,importance,note
            reuse:MILL-J,2026-04-01,400,PL,2,12.5,,artery,"open, wet"
            reuse:MILL-J,2026-04-01,400,CJ,3,20,60,artery,
            TOWN-J,2026-04-02,400,,,,,,
            reuse:NOWHERE,2026-04-02,400,PL,2,3,,,
            reuse:WWTP-W,2026-04-03,50,XX,1,3,,,
            reuse:WWTP-W,2026-04-03,50,PL,1,4,,,
            reuse:RP-G,2026-04-03,2000,PL,1,far,,,
            """;
        foreach (var check in new[] { true, false })
        {
            using var answer = await _host.Http.PostAsync($"/api/v1/condition/inspections/import?network=reuse&check={(check ? "true" : "false")}", new StringContent(csv));
            var report = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal(2, report.GetProperty("accepted").GetInt32());
            Assert.Equal([(5, "asset"), (6, "code"), (8, "fromM")], report.GetProperty("rejected").EnumerateArray().Select(r => (r.GetProperty("row").GetInt32(), r.GetProperty("field").GetString()!)));
            var kept = await _host.Get("/api/v1/condition/inspections?network=reuse&asset=reuse:MILL-J");
            Assert.Equal(check ? 0 : 1, kept.GetProperty("items").GetArrayLength());
            if (!check) Assert.Equal("open, wet", kept.GetProperty("items")[0].GetProperty("defects")[0].GetProperty("note").GetString());
        }
    }

    [Fact]
    public async Task A_plan_stays_in_its_budget_and_under_its_bound()
    {
        using var broken = await Enter("reuse:G-TAP1", "2026-05-01", 1, grade: 4, length: 300);
        var answer = await _host.Get("/api/v1/condition/plan?network=reuse&budget=40");
        Assert.Equal(3, answer.GetProperty("plans").GetArrayLength());
        Assert.All(answer.GetProperty("plans").EnumerateArray(), p => Assert.True(p.GetProperty("cost").GetDouble() <= 40 && p.GetProperty("benefit").GetDouble() <= p.GetProperty("bound").GetDouble() + 0.01));
        Assert.Contains(answer.GetProperty("plans")[0].GetProperty("works").EnumerateArray(), w => w.GetProperty("asset").GetString() == "reuse:G-TAP1");
    }

    [Fact]
    public async Task A_bad_inspection_is_refused_by_field_and_one_sent_twice_is_one()
    {
        using var bad = await Enter("reuse:J-WWTP", "2026-05-02", 5, grade: 7);
        Assert.Equal((HttpStatusCode.BadRequest, "defects[0].grade"), (bad.StatusCode, (await bad.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("field").GetString()));
        using var stranger = new HttpClient { BaseAddress = _host.Http.BaseAddress };
        using var refused = await stranger.PostAsJsonAsync("/api/v1/condition/inspections", new { asset = "reuse:J-WWTP", at = "2026-05-02", lengthM = 10 });
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(2, (await _host.Get("/api/v1/condition/inflow?network=reuse")).EnumerateObject().Count(p => p.Name is "reference" or "items"));
    }

    private static double Highest(JsonElement page) => Assert.Single(page.GetProperty("items").EnumerateArray()).GetProperty("score").GetProperty("structural").GetProperty("highest").GetDouble();

    private Task<HttpResponseMessage> Enter(string asset, string at, double lengthTo, int grade = 3, double length = 1000) =>
        _host.Http.PostAsJsonAsync("/api/v1/condition/inspections", new { asset, at, lengthM = length, importance = "artery", defects = new[] { new { code = "PL", grade, fromM = 10.0, toM = (double?)(10 + lengthTo) } } });
}
