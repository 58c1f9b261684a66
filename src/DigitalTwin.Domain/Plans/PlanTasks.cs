using DigitalTwin.Domain.Incidents;
using DigitalTwin.Domain.Incidents.Tasks;

namespace DigitalTwin.Domain.Plans;

/// <summary>Turns plans and sampling plans into tasks of an incident.</summary>
internal static class PlanTasks
{
    public static Verdict Follow(Incident incident, IncidentCommand.FollowPlan c, Actor actor, Moment now)
    {
        if (c.Plan is null || PlanCatalogue.Default.Find(c.Plan) is not { } plan) return Verdict.Faulty("plan", $"plan is '{c.Plan}'; expected one of {string.Join(", ", PlanCatalogue.Default.Plans.Select(p => p.Id))}.");
        // Whoever comes second finds the plan in force: its tasks are not given twice.
        if (incident.Plans.Contains(plan.Id)) return new Verdict.Nothing();
        if (incident.Tasks.Count + plan.Tasks.Count > IncidentLimits.MostTasks) return new Verdict.Refused("tooMany", $"An incident has at most {IncidentLimits.MostTasks} tasks.");
        var groups = plan.Groups.Select(g => new WorkingGroup(g.Id, g.Title, Named(g.Department, incident), null, [])).ToArray();
        var tasks = plan.Tasks.Select((t, i) => TaskDesk.Make(incident, i, t.Title, null, Named(t.Department, incident), [.. t.CoOwners.Select(d => Named(d, incident)).Distinct().Where(d => d != Named(t.Department, incident))], t.DueMinutes, t.Evidence, actor, now) with { Group = t.Group }).ToArray();
        return IncidentDesk.Happened(new IncidentEvent.Planned(plan.Id, groups, tasks));
    }

    public static Verdict Sample(Incident incident, IncidentCommand.Sample c, Actor actor, Moment now)
    {
        var sampling = (PlanCatalogue.Default.Find(incident.Scenario ?? "") ?? PlanCatalogue.Default.Find("illegalDischarge"))?.Sampling;
        if (sampling is null) return new Verdict.Refused("wrongState", $"The plan of {incident.Scenario} samples nothing.");
        var taken = incident.Tasks.Where(t => t.Evidence.Contains(Evidence.Measurement) && !t.IsSettled).Select(t => t.Asset).ToHashSet();
        var places = SamplingPlan.Of(sampling, incident.Asset, incident.Position, c.Found ?? incident.Outlook?.Arrivals ?? [], now.At)
            .Where(p => (c.Places is null || c.Places.Contains(p.Asset)) && !taken.Contains(p.Asset)).ToArray();
        if (places.Length == 0) return new Verdict.Nothing();
        if (incident.Tasks.Count + places.Length > IncidentLimits.MostTasks) return new Verdict.Refused("tooMany", $"An incident has at most {IncidentLimits.MostTasks} tasks.");
        return IncidentDesk.Happened(new IncidentEvent.TasksAdded([.. places.Select((p, i) => TaskDesk.Make(incident, i, new Label($"采样：{p.Name ?? p.Asset}", $"Sample {p.Name ?? p.Asset}"), $"{string.Join(", ", p.Quantities)} · {p.From} – {p.To}",
            "ecology", [.. new[] { incident.Lead }.Where(d => d != "ecology")], sampling.EveryMinutes, [Evidence.Measurement], actor, now) with { Asset = p.Asset, Position = p.Position })]));
    }

    private static string Named(string department, Incident incident) => department == "lead" ? incident.Lead : department;
}
