using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Incidents.Clocks;

/// <summary>What passing time does to an incident: clocks warn once, and lapse once.</summary>
public static class Clockwork
{
    /// <param name="now">Wall time.</param>
    public static IReadOnlyList<IncidentEvent> Due(Incident incident, Instant now)
    {
        if (incident.IsOver) return [];
        var events = new List<IncidentEvent>();
        foreach (var clock in incident.Clocks.Where(c => c.StoppedAt is null && c.LapsedAt is null))
        {
            if (now >= clock.LapseAt) events.Add(new IncidentEvent.ClockLapsed(clock.Id, null, clock.DueAt, clock.EscalateTo));
            else if (now >= clock.WarnAt && clock.WarnedAt is null && clock.DueAt > clock.StartedAt) events.Add(new IncidentEvent.ClockWarned(clock.Id, null, clock.DueAt));
        }
        foreach (var task in incident.Tasks.Where(t => !t.IsSettled && t.LapsedAt is null && t.DueAt is not null))
        {
            if (now >= task.DueAt!.Value) events.Add(new IncidentEvent.ClockLapsed(null, task.Id, task.DueAt.Value, new Escalation([task.Department, incident.Lead], ClockCatalogue.Default.TaskRoles)));
            else if (now >= task.WarnAt!.Value && task.WarnedAt is null) events.Add(new IncidentEvent.ClockWarned(null, task.Id, task.DueAt.Value));
        }
        return events;
    }

    /// <summary>When something will be due next; null where no clock runs.</summary>
    public static Instant? Next(Incident incident) => incident.IsOver ? null : incident.Clocks.Where(c => c.StoppedAt is null && c.LapsedAt is null).Select(c => c.DueAt)
        .Concat(incident.Tasks.Where(t => !t.IsSettled && t.LapsedAt is null).Select(t => t.DueAt).OfType<Instant>()).Cast<Instant?>().Min();
}
