using System.Text.Json;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Incidents.Workflow;

/// <summary>What must hold before an incident is stood down (<c>incident-workflow.json</c>).</summary>
/// <param name="IsAutomatic">Found by the platform; the others are said to hold by somebody.</param>
public sealed record ConditionDefinition(string Id, bool IsAutomatic, Label Title, string Document, string Clause, bool Verified);

/// <summary>To whom a report goes.</summary>
public sealed record Recipient(string Id, Label Title);

/// <summary>How a closing condition stands in one incident.</summary>
public sealed record ConditionState(string Id, Label Title, bool IsAutomatic, bool IsMet, bool IsWaived, string? Text, By? By, Instant? KnownAt)
{
    public bool Holds => IsMet || IsWaived;
}

/// <summary>Closing conditions and recipients of reports.</summary>
public sealed class WorkflowCatalogue(IReadOnlyList<ConditionDefinition> conditions, IReadOnlyList<Recipient> recipients)
{
    public static WorkflowCatalogue Default { get; } = Read();

    public IReadOnlyList<ConditionDefinition> Conditions => conditions;
    public IReadOnlyList<Recipient> Recipients => recipients;

    private static WorkflowCatalogue Read()
    {
        using var file = EmbeddedData.Open("incident-workflow.json");
        return new([.. file.RootElement.GetProperty("conditions").EnumerateArray().Select(c => new ConditionDefinition(Text(c, "id"), c.GetProperty("isAutomatic").GetBoolean(), Label.Read(c), Text(c, "document"), Text(c, "clause"), c.GetProperty("verified").GetBoolean()))],
            [.. file.RootElement.GetProperty("recipients").EnumerateArray().Select(r => new Recipient(Text(r, "id"), Label.Read(r)))]);
    }

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;
}
