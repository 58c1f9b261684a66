using DigitalTwin.Domain.Incidents.Tasks;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Incidents;

/// <summary>How long a step took from the discovery on, in minutes of the real thing: a drill at a pace of 60 is counted sixtyfold.</summary>
public sealed record StepTime(string Step, Instant KnownAt, By By, double Minutes);

/// <param name="IsKept">Null while it still runs.</param>
public sealed record ClockTime(string Id, Label Title, double DueMinutes, double? TookMinutes, bool? IsKept, string Document, string Clause);

public sealed record TaskTime(string Id, Label Title, string Department, double? AcceptedMinutes, double? DoneMinutes, double? DueMinutes, bool IsLate);
public sealed record Score(int Kept, int Lapsed, int Running);

/// <summary>What a drill, or an emergency that is over, is judged by.</summary>
public sealed record IncidentEvaluation(string Id, bool IsDrill, double Pace, IReadOnlyList<StepTime> Steps, IReadOnlyList<ClockTime> Clocks, IReadOnlyList<TaskTime> Tasks, Score Score)
{
    public static IncidentEvaluation Of(Incident i)
    {
        double Minutes(Instant from, Instant to) => Math.Round((to - from).TotalMinutes * i.Pace, 1);
        var clocks = i.Clocks.Select(c => new ClockTime(c.Id, c.Title, Minutes(c.StartedAt, c.DueAt), c.StoppedAt is { } stopped ? Minutes(c.StartedAt, stopped) : null,
            c.LapsedAt is not null ? false : c.StoppedAt is { } at ? at <= c.LapseAt : null, c.Document, c.Clause)).ToArray();
        var tasks = i.Tasks.Where(t => t.State != TaskState.Cancelled).Select(t => new TaskTime(t.Id, t.Title, t.Department, t.AcceptedAt is { } accepted ? Minutes(t.CreatedAt, accepted) : null,
            t.DoneAt is { } done ? Minutes(t.CreatedAt, done) : null, t.DueAt is { } due ? Minutes(t.CreatedAt, due) : null, t.LapsedAt is not null)).ToArray();
        return new(i.Id, i.IsDrill, i.Pace, [.. i.Steps.Select(s => new StepTime(s.Step, s.KnownAt, s.By, Minutes(i.DiscoveredAt, s.KnownAt)))], clocks, tasks,
            new(clocks.Count(c => c.IsKept == true), clocks.Count(c => c.IsKept == false), clocks.Count(c => c.IsKept is null)));
    }
}
