using DigitalTwin.Domain.Incidents.Clocks;
using DigitalTwin.Domain.Incidents.Grades;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Domain.Incidents;

/// <summary>接警: the rules of the first entry, and what the scale says of what is known.</summary>
internal static class IncidentOpening
{
    private const double FastestPace = 120;
    /// <summary>What was found longer ago is no emergency any more, or a slip of the pen.</summary>
    private static readonly TimeSpan OldestDiscovery = TimeSpan.FromDays(30), ClockSkew = TimeSpan.FromMinutes(5);

    public static Verdict Decide(IncidentEvent.Opened opened, Actor actor, Moment now)
    {
        if (!actor.MayWrite || (opened.IsDrill && !actor.MayCommand)) return new Verdict.Refused("notYours", opened.IsDrill ? "A drill needs the right to command." : "Opening an incident needs the right to write.");
        if (opened.Title is not { Length: > 0 and <= IncidentLimits.LongestTitle }) return Verdict.Faulty("title", $"title is missing or too long; expected 1 to {IncidentLimits.LongestTitle} characters.");
        if ((IncidentTexts.Optional("text", opened.Text) ?? IncidentTexts.Place("position", opened.Position)) is { } wrong) return wrong;
        if (!(opened.Pace is >= 1 and <= FastestPace) || (opened.Pace != 1 && !opened.IsDrill)) return Verdict.Faulty("pace", $"pace is {opened.Pace}; expected 1, or for a drill 1 to {FastestPace}.");
        if (opened.Warnings.Count > IncidentLimits.MostWarnings) return Verdict.Faulty("warnings", $"warnings are too many; expected at most {IncidentLimits.MostWarnings}.");
        if (opened.Regions.Count > IncidentLimits.MostRegions || opened.Regions.Any(r => r.Length is 0 or > 80)) return Verdict.Faulty("regions", $"regions are too many or too long; expected at most {IncidentLimits.MostRegions}.");
        if (opened.DiscoveredAt > now.KnownAt + ClockSkew || opened.DiscoveredAt < now.KnownAt - OldestDiscovery) return Verdict.Faulty("discoveredAt", $"discoveredAt is {opened.DiscoveredAt}; expected a time within the last {OldestDiscovery.TotalDays} days.");
        var lead = opened.Departments.FirstOrDefault(d => d.Part == "lead")?.Department ?? "emergency";
        return new Verdict.Accepted(opened, ClockCatalogue.Default.Start("opened", opened.DiscoveredAt, opened.Pace, lead, null, opened.Scenario, opened.Scenario == "sourceThreatened", [], []));
    }

    public static GradeProposal Proposal(Incident incident, EventFacts facts)
    {
        var worst = incident.Warnings.Select(w => Enum.TryParse<WarningLevel>(w.Level, ignoreCase: true, out var level) ? level : WarningLevel.None).DefaultIfEmpty().Max();
        var reaches = incident.Outlook?.Arrivals.Any(a => a.Kind is "outfall" or "riverSection" or "reuseIntake" or "riverNode") ?? false;
        return GradeScale.Default.Propose(facts, worst, reaches);
    }
}
