using DigitalTwin.Domain.Incidents.Clocks;
using DigitalTwin.Domain.Incidents.Grades;
using DigitalTwin.Domain.Incidents.Tasks;
using DigitalTwin.Domain.Incidents.Workflow;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Incidents;

public sealed record TaskCount(int Open, int Done, int Late);
public sealed record ClockCount(int Running, int Lapsed, Instant? NextDueAt);

/// <summary>What a list shows of an incident, and what decides who may see it.</summary>
/// <param name="People">Named in it.</param>
public sealed record IncidentSummary(string Id, int Version, string Title, bool IsDrill, double Pace, IncidentStage Stage, EventGrade? Grade, string? Scenario, string Topic, Person? Commander, Instant OpenedAt, Instant OpenedKnownAt, Instant KnownAt, Instant? ClosedAt,
    IReadOnlyList<string> Departments, IReadOnlyList<string> Regions, string? Network, double[]? Position, IReadOnlyList<string> Warnings, IReadOnlyList<string> People, TaskCount Tasks, ClockCount Clocks)
{
    public bool IsOver => IncidentWorkflow.IsOver(Stage);

    public static IncidentSummary Of(Incident i) => new(i.Id, i.Version, i.Title, i.IsDrill, i.Pace, i.Stage, i.Grade, i.Scenario, i.Topic, i.Commander, i.OpenedAt, i.OpenedKnownAt, i.KnownAt, i.ClosedAt,
        [.. i.Departments.Select(d => d.Department).Concat(i.Groups.Select(g => g.Department).OfType<string>()).Concat(i.Tasks.SelectMany(t => t.CoOwners.Prepend(t.Department))).Distinct().Order(StringComparer.Ordinal)],
        i.Regions, i.Network, i.Position, [.. i.Warnings.Select(w => w.Id)],
        [.. i.Tasks.Select(t => t.Assignee).Append(i.OpenedBy.Name).Append(i.Commander?.Name).Concat(i.Groups.SelectMany(g => g.Members)).OfType<string>().Distinct()],
        new(i.Tasks.Count(t => !t.IsSettled), i.Tasks.Count(t => t.State == TaskState.Done), i.Tasks.Count(t => t.LapsedAt is not null && !t.IsSettled)),
        new(i.Clocks.Count(c => c.StoppedAt is null), i.Clocks.Count(c => c.LapsedAt is not null), Clockwork.Next(i)));

    /// <summary>Whether a list must be told: all but the version and when it was known.</summary>
    public bool SaysTheSameAs(IncidentSummary? other) => other is not null && System.Text.Json.JsonSerializer.Serialize(this with { Version = 0, KnownAt = default }, IncidentJson.Options) == System.Text.Json.JsonSerializer.Serialize(other with { Version = 0, KnownAt = default }, IncidentJson.Options);
}
