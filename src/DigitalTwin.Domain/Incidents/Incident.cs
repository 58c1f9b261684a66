using DigitalTwin.Domain.Incidents.Clocks;
using DigitalTwin.Domain.Incidents.Grades;
using DigitalTwin.Domain.Incidents.Tasks;
using DigitalTwin.Domain.Incidents.Workflow;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Incidents;

/// <summary>One incident as its entries have made it; immutable. <see cref="Version"/> is the number of the last entry.</summary>
public sealed partial record Incident
{
    public required string Id { get; init; }
    public int Version { get; init; }
    public required string Title { get; init; }
    public string? Text { get; init; }
    public required string Source { get; init; }
    public bool IsDrill { get; init; }
    /// <summary>A drill's clocks run so many times faster.</summary>
    public double Pace { get; init; } = 1;
    public string? Scenario { get; init; }
    public required string Topic { get; init; }
    public string? Network { get; init; }
    public string? Asset { get; init; }
    public double[]? Position { get; init; }
    public IncidentStage Stage { get; init; }
    public EventGrade? Grade { get; init; }
    public EventFacts Facts { get; init; } = new();
    public GradeProposal Proposal { get; init; } = GradeProposal.None;
    /// <summary>City time.</summary>
    public Instant OpenedAt { get; init; }
    /// <summary>Wall time, as all times below that are no <c>At</c>.</summary>
    public Instant DiscoveredAt { get; init; }
    public Instant OpenedKnownAt { get; init; }
    public Instant KnownAt { get; init; }
    public Instant? ClosedAt { get; init; }
    public required By OpenedBy { get; init; }
    public Person? Commander { get; init; }
    public IReadOnlyList<DutyPart> Departments { get; init; } = [];
    public IReadOnlyList<string> Regions { get; init; } = [];
    public IReadOnlyList<IncidentWarning> Warnings { get; init; } = [];
    public IReadOnlyList<StepTaken> Steps { get; init; } = [];
    public IReadOnlyList<RunningClock> Clocks { get; init; } = [];
    public IReadOnlyList<WorkingGroup> Groups { get; init; } = [];
    public IReadOnlyList<IncidentTask> Tasks { get; init; } = [];
    public IReadOnlyList<Decision> Decisions { get; init; } = [];
    public IReadOnlyList<UpwardReport> Reports { get; init; } = [];
    public IReadOnlyList<ConditionState> Conditions { get; init; } = [];
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];
    public IReadOnlyList<IncidentLink> Links { get; init; } = [];
    public IReadOnlyList<Mark> Marks { get; init; } = [];
    public IReadOnlyList<string> Plans { get; init; } = [];
    public Outlook? Outlook { get; init; }
    public AfterReview? Review { get; init; }

    public bool IsOver => IncidentWorkflow.IsOver(Stage);
    public string Lead => Departments.FirstOrDefault(d => d.Part == "lead")?.Department ?? Departments.FirstOrDefault()?.Department ?? "emergency";
    /// <summary>Whom reports have reached.</summary>
    public IReadOnlyCollection<string> Told => Reports.SelectMany(r => r.To).ToHashSet();
    public bool ThreatensDrinkingWater => Scenario == "sourceThreatened" || Facts.WaterSource > WaterSource.None;

    public IncidentTask? FindTask(string id) => Tasks.FirstOrDefault(t => t.Id == id);
    public Attachment? FindAttachment(string id) => Attachments.FirstOrDefault(a => a.Id == id);

    /// <summary>The incident after one more entry.</summary>
    public Incident Then(IncidentEntry entry) => Apply(entry);

    /// <summary>The incident that these entries tell; null where there are none.</summary>
    public static Incident? Fold(IEnumerable<IncidentEntry> entries) => entries.Aggregate((Incident?)null, (state, entry) => state is null ? Open(entry) : state.Apply(entry));
}
