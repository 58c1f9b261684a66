using System.Text.Json;
using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Duties;
using DigitalTwin.Domain.Incidents;
using DigitalTwin.Domain.Plans;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Incidents;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Demo;
using DigitalTwin.Host.Incidents;
using DigitalTwin.Simulation.Scenarios;
using Orleans;

namespace DigitalTwin.Host.Http.Incidents;

/// <summary>What somebody says who opens an incident.</summary>
internal sealed record OpenBody(string? Title, string? Text, string? Scenario, string? Topic, string[]? Warnings, string? Asset, double[]? Position, string[]? Regions, Instant? DiscoveredAt, bool? IsDrill, double? Pace, string? DemoScenario);

/// <summary>接警: from what is said, and what the platform knows of the warnings, to the first entry.</summary>
internal sealed class IncidentOpen(IGrainFactory grains, IncidentOrders orders, IncidentProposals proposals, DutyBook duties, IRegistry registry, TimeProvider time, IServiceProvider services)
{
    public async Task<IResult> Open(HttpContext http)
    {
        var actor = IncidentActor.Of(http.User);
        var (json, fault) = await IncidentOrders.ReadBody(http);
        if (json is null || !IncidentOrders.TryTake(json, out var requestId, out _, out fault)) return fault!;
        OpenBody body;
        try
        {
            body = json.Deserialize<OpenBody>(IncidentJson.Options)!;
        }
        catch (JsonException e)
        {
            var field = e.Path?.TrimStart('$', '.') is { Length: > 0 } path ? path : "body";
            return IncidentProblems.Faulty(field, $"{field} is not as it should be: {e.Message.Split(" Path:")[0]}");
        }
        if (Wrong(body) is { } wrong) return wrong;
        if (body.DemoScenario is not null && !http.User.HasClaim(Scopes.Claim, Scopes.RunDemo)) return Problems.Of(StatusCodes.Status403Forbidden, "demoScenario needs the right to run the demo.", new() { ["code"] = "notYours" });
        var opened = Opened(body, actor);
        var answer = await grains.GetGrain<IIncidentBookGrain>(IIncidentBookGrain.Key).Open(new IncidentOrder(IncidentRecords.Of(actor), IncidentRecords.Of(new IncidentCommand.Open(opened)), requestId, null));
        if (answer.Verdict == "refused") return IncidentProblems.Of(answer);
        string? started = null;
        // Only with the opening itself: a request that comes again starts no second scenario.
        if (body.DemoScenario is { } scenario && answer.Verdict == "done") started = StartDemo(scenario);
        return await orders.Answer(actor, answer, answer.Verdict == "done" ? StatusCodes.Status201Created : StatusCodes.Status200OK, j => j["demoTarget"] = started);
    }

    private IResult? Wrong(OpenBody body)
    {
        if (body.Scenario is { } scenario && PlanCatalogue.Default.Find(scenario) is null) return IncidentProblems.Faulty("scenario", $"scenario is '{scenario}'; expected one of {string.Join(", ", PlanCatalogue.Default.Plans.Select(p => p.Id))}.");
        if (body.Topic is { } topic && duties.Find(topic) is null) return IncidentProblems.Faulty("topic", $"topic is '{topic}'; expected one of {string.Join(", ", DutyCatalogue.Default.Topics)}.");
        if (body.Warnings is { Length: > 0 } wanted && proposals.Named(wanted).Count < wanted.Distinct().Count()) return IncidentProblems.Faulty("warnings", "warnings has some that are not open; GET /api/v1/warnings?open=true lists those that are.");
        if (body.Asset is { } asset && (!AssetId.IsValid(asset) || registry.Find(new AssetId(asset)) is null)) return IncidentProblems.Faulty("asset", $"asset '{asset}' is not known.");
        if (body.DemoScenario is { } demo && (!Enum.TryParse<ScenarioKind>(demo, ignoreCase: true, out _) || char.IsDigit(demo[0]) || services.GetService<DemoCityHost>()?.Simulation is null)) return IncidentProblems.Faulty("demoScenario", $"demoScenario is '{demo}'; expected one of {string.Join(", ", Enum.GetNames<ScenarioKind>())}, in a running demo city.");
        return null;
    }

    private IncidentEvent.Opened Opened(OpenBody body, Actor actor)
    {
        var around = body.Warnings is { Length: > 0 } ids ? proposals.Around(ids) : null;
        var scenario = body.Scenario ?? around?.Proposal.Scenario;
        var topic = body.Topic ?? PlanCatalogue.Default.Find(scenario ?? "")?.Topic ?? around?.Proposal.Topic ?? "networkEmergency";
        var asset = body.Asset ?? around?.Proposal.Asset;
        var (position, region) = asset is null ? (null, null) : proposals.PlaceOf(asset);
        var departments = duties.Find(topic)!.Duty.Parts.ToList();
        // Whoever opens it must find it again.
        if (actor.Department is { Length: > 0 } own && departments.All(d => d.Department != own)) departments.Add(new DutyPart(own, "asked"));
        var isDrill = body.IsDrill ?? false;
        return new IncidentEvent.Opened("", body.Title ?? around?.Proposal.Title.Zh ?? "", body.Text, isDrill ? "drill" : around is null ? "hand" : "warning", isDrill, body.Pace ?? 1, scenario, topic,
            asset?.Split(':')[0] ?? around?.Proposal.Network, asset, body.Position ?? position, body.Regions ?? [.. (around?.Proposal.Regions ?? []).Append(region).OfType<string>().Distinct()],
            proposals.Named(body.Warnings ?? []), departments, body.DiscoveredAt ?? Instant.From(time.GetUtcNow()));
    }

    private string? StartDemo(string scenario) => services.GetService<DemoCityHost>()?.Simulation is { } city ? city.Start(Enum.Parse<ScenarioKind>(scenario, ignoreCase: true), null).Target : null;
}
