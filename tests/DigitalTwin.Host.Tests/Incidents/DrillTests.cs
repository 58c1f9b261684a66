using System.Net;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Incidents;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Incidents;
using DigitalTwin.Host.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Host.Tests.Incidents;

/// <summary>A drill in the demo city: a discharge is measured, warned of, proposed as an incident and worked through.</summary>
public sealed class DrillTests
{
    [Fact]
    public async Task A_discharge_in_the_demo_city_becomes_a_drill_with_arrivals_samples_a_clock_that_lapses_once_and_a_report()
    {
        await using var host = await RunningHost.Start(args: ["--city", "demo:600", "--seed", "7", "--speed", "1"]);
        var works = host.Services.GetRequiredService<IRegistry>().Find("demo")!.Nodes.Where(n => n.Kind == AssetKind.Drainer).MaxBy(n => n.DryWeatherInflow)!.LocalId;
        var now = host.Services.GetRequiredService<CityClock>().Now.ToDateTimeOffset();
        await host.Accept($"[{string.Join(',', Enumerable.Range(0, 9).Select(i => Readings.Item($"demo:{works}", "tds", now.AddMinutes(i - 8), 150_000 + i)))}]");
        var proposals = await host.GetUntil("/api/v1/incidents/proposals", p => p.GetProperty("items").EnumerateArray().Any(i => i.Text("asset") == $"demo:{works}"));
        var proposal = proposals.GetProperty("items").EnumerateArray().First(i => i.Text("asset") == $"demo:{works}");
        Assert.True(proposal.GetProperty("affected").GetInt32() > 3);

        var warnings = proposal.GetProperty("warnings").EnumerateArray().Select(w => w.GetString()).ToArray();
        var id = await host.Http.Open(new { warnings, scenario = "illegalDischarge", isDrill = true, pace = 120, requestId = "drill" });
        using (var second = await host.Http.PostAsync("/api/v1/incidents", new StringContent(JsonSerializer.Serialize(new { title = "另一起", warnings }))))
            Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        var seen = await host.GetUntil($"/api/v1/incidents/{id}", i => i.GetProperty("outlook").ValueKind == JsonValueKind.Object);
        Assert.True(seen.GetProperty("outlook").GetProperty("arrivals").GetArrayLength() > 0);
        Assert.True(seen.GetProperty("regions").GetArrayLength() > 0, "Its place is in a district.");
        Assert.DoesNotContain((await host.Get("/api/v1/incidents/proposals")).GetProperty("items").EnumerateArray(), i => i.Text("asset") == $"demo:{works}");

        await host.Http.Do(id, "verify", new { text = "核实" });
        var sampling = (await host.Get($"/api/v1/incidents/{id}/sampling")).GetProperty("items");
        Assert.Equal($"demo:{works}", sampling[0].Text("asset"));
        var sampled = await host.Http.Do(id, "sampling");
        Assert.Equal(sampling.GetArrayLength(), sampled.GetProperty("tasks").GetArrayLength());
        await host.Http.Act(id, "sampling", HttpStatusCode.OK);

        // At a pace of 120 what is due at once lapses after five seconds.
        var lapsed = await host.GetUntil($"/api/v1/incidents/{id}", i => i.GetProperty("clocks").EnumerateArray().Any(c => c.Text("id") == "plantShock" && c.GetProperty("lapsedAt").ValueKind == JsonValueKind.String));
        Assert.Equal(sampling.GetArrayLength(), lapsed.GetProperty("tasks").GetArrayLength());
        await Task.Delay(2500);
        var entries = (await host.Get($"/api/v1/incidents/{id}/entries")).GetProperty("items").EnumerateArray().ToArray();
        Assert.Single(entries, e => e.Text("kind") == "clockLapsed" && e.GetProperty("data").GetProperty("clock").GetString() == "plantShock");
        Assert.Equal(Enumerable.Range(1, entries.Length), entries.Select(e => e.GetProperty("number").GetInt32()));

        var record = (await host.Services.GetRequiredService<IncidentReader>().Read(id, Actor.Platform))!.Value;
        var told = record.Entries.SelectMany(e => IncidentNotices.Of(record.Incident, e.Entry)).ToArray();
        Assert.Contains(told, n => n.Kind == "clockLapsed" && n.Clock == "plantShock" && n.Roles.Contains("departmentHead"));
        Assert.Equal(told.Length, told.Select(n => n.Key).Distinct().Count());
        Assert.All(told, n => Assert.StartsWith("【演练】", n.Zh));
        Assert.Contains(told, n => n.Kind == "taskAsked" && n.Departments.Contains("ecology"));

        using var answer = await host.Http.GetAsync($"/api/v1/incidents/{id}/report?lang=zh");
        var report = await answer.Content.ReadAsStringAsync();
        Assert.Contains("<svg", report);
        Assert.Contains("演 练", report);
        var evaluation = await host.Get($"/api/v1/incidents/{id}/evaluation");
        Assert.True(evaluation.GetProperty("score").GetProperty("lapsed").GetInt32() >= 1);
        if (Environment.GetEnvironmentVariable("KEEP_REPORT") is { Length: > 0 } keep) await File.WriteAllTextAsync(keep, report);
    }
}
