using System.Text.Json.Serialization;
using DigitalTwin.Domain.Incidents.Clocks;
using DigitalTwin.Domain.Incidents.Grades;
using DigitalTwin.Domain.Incidents.Tasks;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Incidents;

/// <summary>What happened in an incident. Stored as JSON for good: a kind is never renamed, a field never changes its meaning.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(Verified), "verified")]
[JsonDerivedType(typeof(Dismissed), "dismissed")]
[JsonDerivedType(typeof(Assessed), "assessed")]
[JsonDerivedType(typeof(Reported), "reported")]
[JsonDerivedType(typeof(Commanded), "commanded")]
[JsonDerivedType(typeof(Responded), "responded")]
[JsonDerivedType(typeof(Updated), "updated")]
[JsonDerivedType(typeof(Graded), "graded")]
[JsonDerivedType(typeof(FactsSet), "factsSet")]
[JsonDerivedType(typeof(Decided), "decided")]
[JsonDerivedType(typeof(Noted), "noted")]
[JsonDerivedType(typeof(Grouped), "grouped")]
[JsonDerivedType(typeof(ConditionSet), "conditionSet")]
[JsonDerivedType(typeof(StoodDown), "stoodDown")]
[JsonDerivedType(typeof(Reopened), "reopened")]
[JsonDerivedType(typeof(Reviewed), "reviewed")]
[JsonDerivedType(typeof(Linked), "linked")]
[JsonDerivedType(typeof(WarningsSet), "warningsSet")]
[JsonDerivedType(typeof(Planned), "planned")]
[JsonDerivedType(typeof(TasksAdded), "tasksAdded")]
[JsonDerivedType(typeof(TaskChanged), "taskChanged")]
[JsonDerivedType(typeof(Attached), "attached")]
[JsonDerivedType(typeof(Marked), "marked")]
[JsonDerivedType(typeof(Unmarked), "unmarked")]
[JsonDerivedType(typeof(OutlookTaken), "outlook")]
[JsonDerivedType(typeof(ClockWarned), "clockWarned")]
[JsonDerivedType(typeof(ClockLapsed), "clockLapsed")]
public abstract record IncidentEvent
{
    private IncidentEvent() { }

    /// <param name="Source"><c>hand</c>, <c>warning</c> or <c>drill</c>.</param>
    /// <param name="Pace">A drill's clocks run so many times faster; 1 otherwise.</param>
    /// <param name="DiscoveredAt">Wall time: the first clock runs from here.</param>
    public sealed record Opened(string Id, string Title, string? Text, string Source, bool IsDrill, double Pace, string? Scenario, string Topic, string? Network, string? Asset, double[]? Position, IReadOnlyList<string> Regions,
        IReadOnlyList<IncidentWarning> Warnings, IReadOnlyList<DutyPart> Departments, Instant DiscoveredAt) : IncidentEvent;

    public sealed record Verified(string Text) : IncidentEvent;
    public sealed record Dismissed(string Reason) : IncidentEvent;

    /// <param name="Proposal">What the scale proposed then; the grade is a person's decision.</param>
    /// <param name="Departments">Where the scenario, and with it whose matter this is, became another; null where not.</param>
    public sealed record Assessed(EventGrade? Grade, string Reason, EventFacts? Facts, GradeProposal Proposal, string? Scenario, string? Topic, IReadOnlyList<DutyPart>? Departments) : IncidentEvent;
    public sealed record Reported(string Type, IReadOnlyList<string> To, string Text, string? Method) : IncidentEvent;
    public sealed record Commanded(Person Person) : IncidentEvent;
    public sealed record Responded(string Text) : IncidentEvent;
    public sealed record Updated(string Text) : IncidentEvent;
    public sealed record Graded(EventGrade? Before, EventGrade? Grade, string Reason) : IncidentEvent;
    public sealed record FactsSet(EventFacts Facts, GradeProposal Proposal) : IncidentEvent;
    public sealed record Decided(string Text, IReadOnlyList<string> Attachments) : IncidentEvent;
    public sealed record Noted(string Text, IReadOnlyList<string> Attachments, double[]? Position) : IncidentEvent;
    public sealed record Grouped(WorkingGroup Group) : IncidentEvent;
    public sealed record ConditionSet(string Condition, bool IsMet, bool IsWaived, string Text) : IncidentEvent;
    public sealed record StoodDown(string Text) : IncidentEvent;
    public sealed record Reopened(string Reason) : IncidentEvent;
    public sealed record Reviewed(AfterReview Review) : IncidentEvent;
    public sealed record Linked(IncidentLink Link) : IncidentEvent;
    public sealed record WarningsSet(IReadOnlyList<IncidentWarning> Added, IReadOnlyList<string> Removed) : IncidentEvent;
    public sealed record Planned(string Plan, IReadOnlyList<WorkingGroup> Groups, IReadOnlyList<IncidentTask> Tasks) : IncidentEvent;
    public sealed record TasksAdded(IReadOnlyList<IncidentTask> Tasks) : IncidentEvent;
    public sealed record TaskChanged(TaskOrder Order) : IncidentEvent;
    public sealed record Attached(Attachment Attachment) : IncidentEvent;
    public sealed record Marked(Mark Mark) : IncidentEvent;
    public sealed record Unmarked(string Mark) : IncidentEvent;
    public sealed record OutlookTaken(Outlook Outlook) : IncidentEvent;

    /// <param name="Task">Where it is a task's clock.</param>
    public sealed record ClockWarned(string? Clock, string? Task, Instant DueAt) : IncidentEvent;
    public sealed record ClockLapsed(string? Clock, string? Task, Instant DueAt, Escalation EscalateTo) : IncidentEvent;
}
