namespace DigitalTwin.Domain.Incidents.Workflow;

/// <summary>Where an incident stands: 接警 → 核实 → 研判 → 响应 → 终止 → 评估归档; or found to be none.</summary>
public enum IncidentStage : byte { Received, Verified, Assessed, Responding, StoodDown, Closed, Dismissed }

/// <summary>One thing that can be done with an incident: in which stages, and whether it needs the right to command.</summary>
public sealed record IncidentAction(string Name, bool NeedsCommand, params IncidentStage[] From);

/// <summary>Which step may follow which.</summary>
public static class IncidentWorkflow
{
    private static readonly IncidentStage[] Open = [IncidentStage.Received, IncidentStage.Verified, IncidentStage.Assessed, IncidentStage.Responding, IncidentStage.StoodDown];
    private static readonly IncidentStage[] Acting = [IncidentStage.Verified, IncidentStage.Assessed, IncidentStage.Responding];

    public static IReadOnlyList<IncidentAction> Actions { get; } =
    [
        new("verify", false, IncidentStage.Received),
        new("dismiss", true, IncidentStage.Received, IncidentStage.Verified),
        new("assess", true, IncidentStage.Verified, IncidentStage.Assessed),
        // The first report does not wait for the assessment: its clock runs from the discovery.
        new("reportUpward", false, IncidentStage.Verified, IncidentStage.Assessed, IncidentStage.Responding, IncidentStage.StoodDown),
        new("commander", true, Open),
        new("respond", true, IncidentStage.Assessed),
        new("update", false, IncidentStage.Responding),
        new("grade", true, IncidentStage.Assessed, IncidentStage.Responding),
        new("facts", false, Open),
        new("decide", true, Open),
        new("note", false, Open),
        new("group", true, Acting),
        new("condition", true, IncidentStage.Responding),
        new("standDown", true, IncidentStage.Responding),
        new("reopen", true, IncidentStage.StoodDown),
        new("review", true, IncidentStage.StoodDown),
        new("link", true, Open),
        new("warnings", false, Open),
        new("plan", true, Acting),
        new("sampling", true, Acting),
        new("tasks", true, Acting),
        new("mark", false, Open),
        new("unmark", false, Open),
        new("attach", false, Open),
        new("task", false, Open),
    ];

    private static readonly Dictionary<string, IncidentAction> ByName = Actions.ToDictionary(a => a.Name);

    public static IncidentAction Find(string name) => ByName[name];

    public static bool IsOver(IncidentStage stage) => stage is IncidentStage.Closed or IncidentStage.Dismissed;
}
