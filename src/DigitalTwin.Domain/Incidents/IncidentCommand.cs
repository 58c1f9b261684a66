using System.Text.Json.Serialization;
using DigitalTwin.Domain.Incidents.Grades;
using DigitalTwin.Domain.Incidents.Tasks;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Incidents;

/// <summary>What somebody asks of an incident. The name is the one in <see cref="Workflow.IncidentWorkflow"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "action")]
[JsonDerivedType(typeof(Open), "open")]
[JsonDerivedType(typeof(Verify), "verify")]
[JsonDerivedType(typeof(Dismiss), "dismiss")]
[JsonDerivedType(typeof(Assess), "assess")]
[JsonDerivedType(typeof(ReportUpward), "reportUpward")]
[JsonDerivedType(typeof(Command), "commander")]
[JsonDerivedType(typeof(Respond), "respond")]
[JsonDerivedType(typeof(Update), "update")]
[JsonDerivedType(typeof(Regrade), "grade")]
[JsonDerivedType(typeof(SetFacts), "facts")]
[JsonDerivedType(typeof(Decide), "decide")]
[JsonDerivedType(typeof(Note), "note")]
[JsonDerivedType(typeof(SetGroup), "group")]
[JsonDerivedType(typeof(SetCondition), "condition")]
[JsonDerivedType(typeof(StandDown), "standDown")]
[JsonDerivedType(typeof(Reopen), "reopen")]
[JsonDerivedType(typeof(Close), "review")]
[JsonDerivedType(typeof(Link), "link")]
[JsonDerivedType(typeof(SetWarnings), "warnings")]
[JsonDerivedType(typeof(FollowPlan), "plan")]
[JsonDerivedType(typeof(Sample), "sampling")]
[JsonDerivedType(typeof(AddTask), "tasks")]
[JsonDerivedType(typeof(ChangeTask), "task")]
[JsonDerivedType(typeof(Attach), "attach")]
[JsonDerivedType(typeof(Draw), "mark")]
[JsonDerivedType(typeof(Erase), "unmark")]
[JsonDerivedType(typeof(TakeOutlook), "outlook")]
public abstract record IncidentCommand
{
    private IncidentCommand() { }

    public sealed record Open(IncidentEvent.Opened As) : IncidentCommand;
    public sealed record Verify(string? Text) : IncidentCommand;
    public sealed record Dismiss(string? Reason) : IncidentCommand;

    /// <param name="Topic">Filled by the platform, with <paramref name="Departments"/>, where the scenario is named.</param>
    public sealed record Assess(EventGrade? Grade, string? Reason, EventFacts? Facts = null, string? Scenario = null, string? Topic = null, IReadOnlyList<DutyPart>? Departments = null) : IncidentCommand;
    public sealed record ReportUpward(string? Type, IReadOnlyList<string>? To, string? Text, string? Method = null) : IncidentCommand;
    public sealed record Command(string? Name, string? FullName = null, string? Department = null) : IncidentCommand;
    public sealed record Respond(string? Text) : IncidentCommand;
    public sealed record Update(string? Text) : IncidentCommand;
    public sealed record Regrade(EventGrade? Grade, string? Reason) : IncidentCommand;
    public sealed record SetFacts(EventFacts? Facts) : IncidentCommand;
    public sealed record Decide(string? Text, IReadOnlyList<string>? Attachments = null) : IncidentCommand;
    public sealed record Note(string? Text, IReadOnlyList<string>? Attachments = null, double[]? Position = null) : IncidentCommand;
    public sealed record SetGroup(string? Group, string? Title = null, string? Department = null, string? Lead = null, IReadOnlyList<string>? Members = null) : IncidentCommand;
    public sealed record SetCondition(string? Condition, bool? Met, string? Text, bool? Waived = null) : IncidentCommand;
    public sealed record StandDown(string? Text) : IncidentCommand;
    public sealed record Reopen(string? Reason) : IncidentCommand;
    public sealed record Close(string? Summary, string? Causes = null, IReadOnlyList<Cost>? Costs = null, IReadOnlyList<string>? Lessons = null, IReadOnlyList<string>? Improvements = null) : IncidentCommand;
    public sealed record Link(string? Incident, string? Relation) : IncidentCommand;

    /// <param name="Found">Filled by the platform: the warnings that <paramref name="Add"/> names.</param>
    public sealed record SetWarnings(IReadOnlyList<string>? Add = null, IReadOnlyList<string>? Remove = null, IReadOnlyList<IncidentWarning>? Found = null) : IncidentCommand;
    public sealed record FollowPlan(string? Plan) : IncidentCommand;

    /// <param name="Found">Filled by the platform: arrivals at the places.</param>
    public sealed record Sample(IReadOnlyList<string>? Places = null, IReadOnlyList<Arrival>? Found = null) : IncidentCommand;
    public sealed record AddTask(string? Title, string? Text = null, string? Department = null, IReadOnlyList<string>? CoOwners = null, string? Assignee = null, double? DueMinutes = null,
        IReadOnlyList<Evidence>? Evidence = null, string? Asset = null, double[]? Position = null, string? Group = null) : IncidentCommand;
    public sealed record ChangeTask(TaskOrder Order) : IncidentCommand;
    public sealed record Attach(Attachment Attachment) : IncidentCommand;
    public sealed record Draw(string? Mark, string? Shape, double[][]? Coordinates, string? Text = null, string? Colour = null) : IncidentCommand;
    public sealed record Erase(string? Mark) : IncidentCommand;
    public sealed record TakeOutlook(Outlook Outlook) : IncidentCommand;
}

/// <summary>City time and wall time of one moment.</summary>
public readonly record struct Moment(Instant At, Instant KnownAt);
