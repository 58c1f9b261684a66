using System.Text.Json;
using DigitalTwin.Domain.Incidents;
using DigitalTwin.Domain.Incidents.Tasks;

namespace DigitalTwin.Domain.Plans;

/// <summary>A working group of a plan; <paramref name="Department"/> may be <c>lead</c>.</summary>
public sealed record PlanGroup(string Id, Label Title, string Department);

/// <summary>A task of a plan: whose (a department, or <c>lead</c>), with whom, within how many minutes, and what shows that it was done.</summary>
public sealed record PlanTask(Label Title, string Group, string Department, IReadOnlyList<string> CoOwners, double? DueMinutes, IReadOnlyList<Evidence> Evidence);

public sealed record PlanResource(string Kind, int Count);

/// <summary>What to sample, how often, and at how many of the places that pollution reaches.</summary>
public sealed record PlanSampling(IReadOnlyList<string> Quantities, double EveryMinutes, int Places);

/// <summary>预案: what is done in one scenario. A template; an incident that follows it gets copies that live on their own.</summary>
/// <param name="Id">Also the scenario's id.</param>
/// <param name="Symptoms">Kinds of warnings that suggest it.</param>
public sealed record ResponsePlan(string Id, Label Title, string Topic, IReadOnlyList<string> Symptoms, IReadOnlyList<PlanGroup> Groups, IReadOnlyList<PlanTask> Tasks, IReadOnlyList<PlanResource> Resources, PlanSampling? Sampling, string Document, bool Verified);

public sealed class PlanCatalogue(IReadOnlyList<ResponsePlan> plans)
{
    public static PlanCatalogue Default { get; } = Read();

    public IReadOnlyList<ResponsePlan> Plans => plans;

    public ResponsePlan? Find(string id) => plans.FirstOrDefault(p => p.Id == id);

    /// <summary>The plan that a warning suggests.</summary>
    /// <param name="kind">Kind of the symptom, by its wire name.</param>
    /// <param name="assetKind">Of the asset where it is.</param>
    public ResponsePlan? Suggest(string kind, string? assetKind) => plans.FirstOrDefault(p => p.Symptoms.Contains($"{kind}@{assetKind}")) ?? plans.FirstOrDefault(p => p.Symptoms.Contains(kind));

    private static PlanCatalogue Read()
    {
        using var file = EmbeddedData.Open("plans.json");
        return new([.. file.RootElement.GetProperty("plans").EnumerateArray().Select(Plan)]);
    }

    private static ResponsePlan Plan(JsonElement p) => new(Text(p, "id"), Label.Read(p), Text(p, "topic"), Texts(p, "symptoms"),
        [.. p.GetProperty("groups").EnumerateArray().Select(g => new PlanGroup(Text(g, "id"), Label.Read(g), Text(g, "department")))],
        [.. p.GetProperty("tasks").EnumerateArray().Select(t => new PlanTask(Label.Read(t), Text(t, "group"), Text(t, "department"), Texts(t, "with"), t.TryGetProperty("minutes", out var due) ? due.GetDouble() : null,
            [.. Texts(t, "evidence").Select(e => Enum.Parse<Evidence>(e, ignoreCase: true))]))],
        [.. p.GetProperty("resources").EnumerateArray().Select(r => new PlanResource(Text(r, "kind"), r.GetProperty("count").GetInt32()))],
        p.TryGetProperty("sampling", out var s) ? new(Texts(s, "quantities"), s.GetProperty("everyMinutes").GetDouble(), s.GetProperty("places").GetInt32()) : null, Text(p, "document"), p.GetProperty("verified").GetBoolean());

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;
    private static string[] Texts(JsonElement item, string name) => item.TryGetProperty(name, out var texts) ? [.. texts.EnumerateArray().Select(t => t.GetString()!)] : [];
}
