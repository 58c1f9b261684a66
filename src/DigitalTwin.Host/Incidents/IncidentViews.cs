using System.Text.Json;
using System.Text.Json.Nodes;
using DigitalTwin.Domain.Incidents;
using DigitalTwin.Domain.Incidents.Tasks;
using DigitalTwin.Domain.Incidents.Workflow;

namespace DigitalTwin.Host.Incidents;

/// <summary>Incidents and their entries as the API and the page know them.</summary>
internal static class IncidentViews
{
    /// <summary>All of an incident, and what this caller may do with it now.</summary>
    public static JsonObject Of(Incident incident, string lastHash, Actor actor)
    {
        var view = JsonSerializer.SerializeToNode(incident, IncidentJson.Options)!.AsObject();
        foreach (var derived in (string[])["isOver", "lead", "told", "threatensDrinkingWater"]) view.Remove(derived);
        view["lastHash"] = lastHash;
        view["may"] = new JsonArray([.. May(incident, actor).Select(m => JsonValue.Create(m))]);
        return view;
    }

    public static JsonObject Of(ChainedEntry chained)
    {
        var entry = chained.Entry;
        return new JsonObject
        {
            ["number"] = entry.Number, ["at"] = entry.At.ToString(), ["knownAt"] = entry.KnownAt.ToString(), ["by"] = JsonSerializer.SerializeToNode(entry.By, IncidentJson.Options),
            ["kind"] = IncidentNames.KindOf(entry.Data), ["data"] = JsonSerializer.SerializeToNode(entry.Data, IncidentJson.Options), ["requestId"] = entry.RequestId, ["previous"] = chained.Previous, ["hash"] = chained.Hash,
        };
    }

    public static JsonNode Of<T>(T value) => JsonSerializer.SerializeToNode(value, IncidentJson.Options)!;

    private static IEnumerable<string> May(Incident incident, Actor actor)
    {
        foreach (var action in IncidentWorkflow.Actions.Where(a => a.Name != "task" && a.From.Contains(incident.Stage) && (a.NeedsCommand ? actor.MayCommand : actor.MayWrite))) yield return action.Name;
        if (!IncidentWorkflow.Find("task").From.Contains(incident.Stage)) yield break;
        foreach (var task in incident.Tasks)
            foreach (var change in Enum.GetValues<TaskChange>().Where(c => TaskRules.From(c).Contains(task.State) && TaskRules.May(actor, task, c)))
                yield return $"task:{task.Id}:{char.ToLowerInvariant(change.ToString()[0])}{change.ToString()[1..]}";
    }
}
