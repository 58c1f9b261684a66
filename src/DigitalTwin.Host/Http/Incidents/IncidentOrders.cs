using System.Text.Json;
using System.Text.Json.Nodes;
using DigitalTwin.Contracts;
using DigitalTwin.Domain.Incidents;
using DigitalTwin.Grains.Incidents;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Incidents;
using Orleans;

namespace DigitalTwin.Host.Http.Incidents;

/// <summary>From a request's body to a command of the incident's grain, and back to an answer.</summary>
internal sealed class IncidentOrders(IGrainFactory grains, IncidentReader incidents, IncidentProposals proposals, DutyBook duties, PeopleList people)
{
    public const int LongestRequestId = 64;
    private const int LargestBody = 256 * 1024;

    /// <param name="action">As the command is called; <paramref name="shape"/> makes its JSON out of the body's.</param>
    public async Task<IResult> Do(HttpContext http, string id, string action, Func<JsonObject, JsonObject>? shape = null)
    {
        var actor = IncidentActor.Of(http.User);
        if (await incidents.Find(id, actor) is not { } before) return IncidentProblems.NotThere(id);
        var (body, fault) = await ReadBody(http);
        if (body is null) return fault!;
        if (!TryTake(body, out var requestId, out var seen, out fault)) return fault!;
        IncidentCommand command;
        try
        {
            var shaped = shape is null ? body : shape(body);
            foreach (var own in (string[])["found", "topic", "departments", "as", "action"]) shaped.Remove(own);
            shaped.Insert(0, "action", action);
            command = shaped.Deserialize<IncidentCommand>(IncidentJson.Options)!;
        }
        catch (JsonException e)
        {
            var field = e.Path?.TrimStart('$', '.') is { Length: > 0 } path ? path : "body";
            return IncidentProblems.Faulty(field, $"{field} is not as it should be: {e.Message.Split(" Path:")[0]}");
        }
        if (await Unknown(command, actor) is { } unknown) return unknown;
        http.Was(new { before.Id, before.Version, before.Stage });
        command = await Filled(command, before, actor);
        var answer = await Send(actor, id, command, requestId, seen);
        if (command is IncidentCommand.Link { Incident: { } other, Relation: { } relation } && answer is IncidentResult) await Send(actor, other, new IncidentCommand.Link(id, Inverse(relation)), null);
        return answer;
    }

    public async Task<IResult> Send(Actor actor, string id, IncidentCommand command, string? requestId, int? seen = null)
    {
        var answer = await grains.GetGrain<IIncidentGrain>(id).Do(new IncidentOrder(IncidentRecords.Of(actor), IncidentRecords.Of(command), requestId, seen));
        if (answer.Verdict == "refused") return IncidentProblems.Of(answer);
        return await Answer(actor, answer, StatusCodes.Status200OK);
    }

    public async Task<IResult> Answer(Actor actor, IncidentAnswer answer, int status, Action<JsonObject>? more = null)
    {
        var entry = answer.Entry is { } body ? ChainedEntry.Read(body) : null;
        if (await incidents.Read(answer.Incident, actor) is not { } now) return IncidentProblems.NotThere(answer.Incident);
        var json = new JsonObject
        {
            ["entry"] = entry is null ? null : IncidentViews.Of(entry), ["version"] = now.Incident.Version, ["isRepeated"] = answer.Verdict == "repeated",
            ["incident"] = IncidentViews.Of(now.Incident, now.Entries[^1].Hash, actor),
        };
        more?.Invoke(json);
        return new IncidentResult(json, new { answer.Incident, answer.Verdict, number = entry?.Entry.Number, kind = entry is null ? null : IncidentNames.KindOf(entry.Entry.Data), entry?.Hash }, status);
    }

    public static async Task<(JsonObject? Body, IResult? Fault)> ReadBody(HttpContext http)
    {
        using var raw = await RequestBody.Read(http, LargestBody);
        if (raw is null) return (null, Problems.Of(StatusCodes.Status413PayloadTooLarge, $"The body is larger than {LargestBody} bytes."));
        try
        {
            return JsonNode.Parse(raw.Bytes.Length == 0 ? "{}"u8 : raw.Bytes, documentOptions: new() { MaxDepth = 16 }) is JsonObject body && body.Count >= 0 ? (body, null) : (null, IncidentProblems.Faulty("body", "The body is no object."));
        }
        catch (Exception e) when (e is JsonException or ArgumentException) // A name that comes twice is an argument's fault.
        {
            return (null, IncidentProblems.Faulty("body", "The body is no JSON object."));
        }
    }

    /// <summary>Takes out what belongs to the request and not to the command.</summary>
    public static bool TryTake(JsonObject body, out string? requestId, out int? seen, out IResult? fault)
    {
        (requestId, seen, fault) = (null, null, null);
        if (body.Remove("requestId", out var request) && request is not null)
        {
            if (request.GetValueKind() != JsonValueKind.String || request.GetValue<string>() is not { Length: > 0 and <= LongestRequestId } given)
            {
                fault = IncidentProblems.Faulty("requestId", $"requestId is not as it should be; expected 1 to {LongestRequestId} characters.");
                return false;
            }
            requestId = given;
        }
        if (body.Remove("seen", out var version) && version is not null)
        {
            if (version.GetValueKind() != JsonValueKind.Number || !version.AsValue().TryGetValue<int>(out var number))
            {
                fault = IncidentProblems.Faulty("seen", "seen is no version; expected a whole number.");
                return false;
            }
            seen = number;
        }
        return true;
    }

    /// <summary>A person or an incident that is named must be there, and the incident be one that he may see.</summary>
    private async Task<IResult?> Unknown(IncidentCommand command, Actor actor)
    {
        if (command is IncidentCommand.Link { Incident: { } other } && await incidents.Find(other, actor) is null) return IncidentProblems.Faulty("incident", $"incident '{other}' is not known.");
        var (field, name) = command switch
        {
            IncidentCommand.Command c => ("name", c.Name),
            IncidentCommand.AddTask c => ("assignee", c.Assignee),
            IncidentCommand.ChangeTask c => ("assignee", c.Order.Assignee),
            _ => ("", null),
        };
        return name is null || name == actor.Name || await people.Find(name) is not null ? null : IncidentProblems.Faulty(field, $"{field} '{name}' is nobody's account; GET /api/v1/incidents/people lists those that there are.");
    }

    private static string Inverse(string relation) => relation switch { "causes" => "causedBy", "causedBy" => "causes", _ => "related" };

    /// <summary>What only the platform knows: whose matter a scenario is, which warnings are open, what is reached.</summary>
    private async Task<IncidentCommand> Filled(IncidentCommand command, Incident incident, Actor actor) => command switch
    {
        IncidentCommand.Command { Name: { } name } => await people.Find(name) is { } person ? new IncidentCommand.Command(person.Name, person.FullName, person.Department) : new IncidentCommand.Command(actor.Name, actor.FullName, actor.Department),
        IncidentCommand.Assess { Scenario: { } scenario } assess when Domain.Plans.PlanCatalogue.Default.Find(scenario) is { } plan && scenario != incident.Scenario =>
            assess with { Topic = plan.Topic, Departments = [.. duties.Find(plan.Topic)!.Duty.Parts.Concat(incident.Departments.Select(d => new DutyPart(d.Department, "asked"))).DistinctBy(d => d.Department)] },
        IncidentCommand.SetWarnings warnings => warnings with { Found = proposals.Named(warnings.Add ?? []) },
        IncidentCommand.Sample sample => sample with { Found = JsonSerializer.Deserialize<Arrival[]>((await grains.GetGrain<IIncidentGrain>(incident.Id).Reach()).Arrivals, IncidentJson.Options) },
        _ => command,
    };
}
