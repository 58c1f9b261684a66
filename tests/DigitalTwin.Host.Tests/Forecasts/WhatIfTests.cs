using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.Forecasts;

public class WhatIfTests
{
    private const string Cloudburst = """{"network":"town","title":"暴雨","horizonMinutes":120,"changes":[{"kind":"rain","mmPerHour":300,"minutes":60}]}""";

    /// <summary>The street with two hectares that drain to its upper end.</summary>
    internal const string WithLand = TestPlan.Swmm + """

        [SUBCATCHMENTS]
        S1 RG1 M1 2 90 200 0.5 0
        [SUBAREAS]
        S1 0.013 0.1 1 3 25 OUTLET
        [INFILTRATION]
        S1 75 10 4 7 0

        """;

    [Fact]
    public async Task A_cloudburst_floods_what_is_dry_without_it_and_both_outlive_a_restart()
    {
        var folder = RunningHost.NewFolder();
        try
        {
            string id, issued;
            await using (var host = await RunningHost.Start(folder))
            {
                await host.Import(plan: WithLand);
                issued = ForecastApiTests.Text(await ForecastApiTests.Ready(host), "id")!;
                id = await Make(host, Cloudburst);
                var done = await host.GetUntil($"/api/v1/whatifs/{id}", w => Text(w, "status") is "ready" or "failed");
                Assert.Equal("ready", Text(done, "status"));
                await Check(host, id);
            }
            await using (var again = await RunningHost.Start(folder, args: ["--empty", "--DigitalTwin:Forecast:Enabled=false"]))
            {
                await Check(again, id);
                Assert.NotEmpty((await again.Get($"/api/v1/forecasts/{Uri.EscapeDataString(issued)}/frames")).GetProperty("times").EnumerateArray());
                using var removed = await again.Http.DeleteAsync($"/api/v1/whatifs/{id}");
                Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
                Assert.Equal(HttpStatusCode.NotFound, (await again.Http.GetAsync($"/api/v1/whatifs/{id}/frames")).StatusCode);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task What_cannot_be_tried_is_refused_by_the_field_and_more_than_may_wait_is_told_so()
    {
        await using var host = await RunningHost.Start(args: ["--empty", "--DigitalTwin:Forecast:MostQueued=1"]);
        await host.Import();
        foreach (var (body, field) in new[]
        {
            ("""{"title":"x","changes":[{"kind":"rain","factor":1}]}""", "network"),
            ("""{"network":"town","changes":[{"kind":"rain","factor":1}]}""", "title"),
            ("""{"network":"town","title":"x"}""", "changes"),
            ("""{"network":"town","title":"x","horizonMinutes":1441,"changes":[{"kind":"rain","factor":1}]}""", "horizonMinutes"),
            ("""{"network":"town","title":"x","changes":[{"kind":"rain","factor":1},{"kind":"block","asset":"town:PS1","share":0.5}]}""", "changes[1].asset"),
            ("""{"network":"town","title":"x","changes":[{"kind":"block","asset":"town:P3","share":1.5}]}""", "changes[0].share"),
            ("""{"network":"town","title":"x","changes":[{"kind":"pump","asset":"town:PS1"}]}""", "changes[0].setting"),
            ("""{"network":"town","title":"x","changes":[{"kind":"grow","district":"atlantis","factor":2}]}""", "changes[0].district"),
            ("""{"network":"town","title":"x","changes":[{"kind":"flood"}]}""", "changes[0].kind"),
        })
        {
            using var refused = await host.Http.PostAsync("/api/v1/whatifs", new StringContent(body, Encoding.UTF8, "application/json"));
            Assert.Equal((HttpStatusCode.BadRequest, field), (refused.StatusCode, Text(await refused.Content.ReadFromJsonAsync<JsonElement>(), "field")));
        }
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            using var answer = await host.Http.PostAsync("/api/v1/whatifs", new StringContent("""{"network":"town","title":"x","horizonMinutes":1440,"changes":[{"kind":"pump","asset":"town:PS1","setting":0}]}""", Encoding.UTF8, "application/json"));
            statuses.Add(answer.StatusCode);
        }
        Assert.Equal(HttpStatusCode.Accepted, statuses[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }

    private static async Task Check(RunningHost host, string id)
    {
        var summary = (await host.Get($"/api/v1/whatifs/{id}")).GetProperty("summary");
        Assert.Equal(0, summary.GetProperty("overflowM3").GetProperty("base").GetDouble());
        Assert.True(summary.GetProperty("overflowM3").GetProperty("run").GetDouble() > 10, summary.GetRawText());
        Assert.True(summary.GetProperty("nodesFlooding").GetProperty("run").GetDouble() >= 1);
        Assert.Equal("overflowVolume", Text(summary.GetProperty("differences")[0], "quantity"));
        var changed = await host.Get($"/api/v1/whatifs/{id}/frames");
        Assert.Contains(changed.GetProperty("overflow").EnumerateArray(), row => row.GetArrayLength() > 0);
        Assert.All((await host.Get($"/api/v1/whatifs/{id}/frames?run=base")).GetProperty("overflow").EnumerateArray(), row => Assert.Equal(0, row.GetArrayLength()));
        Assert.Contains((await host.Get($"/api/v1/whatifs/{id}/events")).GetProperty("items").EnumerateArray(), e => Text(e, "kind") == "overflow");
        var (wet, dry) = (await host.Get($"/api/v1/whatifs/{id}/series?asset=town:M5&quantity=level"), await host.Get($"/api/v1/whatifs/{id}/series?asset=town:M5&quantity=level&run=base"));
        Assert.True(ForecastApiTests.Numbers(wet, "p50").Max() > ForecastApiTests.Numbers(dry, "p50").Max() + 0.5);
    }

    private static async Task<string> Make(RunningHost host, string body)
    {
        using var answer = await host.Http.PostAsync("/api/v1/whatifs", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        return Text(await answer.Content.ReadFromJsonAsync<JsonElement>(), "id")!;
    }

    private static string? Text(JsonElement e, string name) => e.GetProperty(name).GetString();
}
