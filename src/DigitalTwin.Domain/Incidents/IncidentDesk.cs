using DigitalTwin.Domain.Incidents.Clocks;
using DigitalTwin.Domain.Incidents.Grades;
using DigitalTwin.Domain.Incidents.Tasks;
using DigitalTwin.Domain.Incidents.Workflow;
using DigitalTwin.Domain.Plans;

namespace DigitalTwin.Domain.Incidents;

/// <summary>The rules: what somebody asks of an incident as it stands → what happens, or why not. Pure.</summary>
public static class IncidentDesk
{
    /// <param name="seen">The version that the asker saw; null where he does not say.</param>
    public static Verdict Decide(Incident? incident, IncidentCommand command, Actor actor, Moment now, int? seen = null)
    {
        if (command is IncidentCommand.Open open) return incident is null ? IncidentOpening.Decide(open.As, actor, now) : new Verdict.Refused("exists", $"{incident.Id} was opened already.");
        if (incident is null) return new Verdict.Refused("notThere", "There is no such incident.");
        if (command is IncidentCommand.TakeOutlook take) return incident.IsOver ? new Verdict.Nothing() : Happened(new IncidentEvent.OutlookTaken(take.Outlook));
        if (!actor.MaySee(incident)) return new Verdict.Refused("notThere", "There is no such incident.");
        var action = IncidentWorkflow.Find(IncidentNames.ActionOf(command));
        if (action.NeedsCommand ? !actor.MayCommand : !actor.MayWrite) return new Verdict.Refused("notYours", $"{action.Name} needs the right to {(action.NeedsCommand ? "command" : "write")}.");
        if (!action.From.Contains(incident.Stage)) return new Verdict.Refused("wrongStage", $"{action.Name} is not possible while the incident is {IncidentNames.Of(incident.Stage)}; expected {string.Join(" or ", action.From.Select(IncidentNames.Of))}.");
        if (incident.Version >= IncidentLimits.MostEntries && command is not (IncidentCommand.StandDown or IncidentCommand.Close)) return new Verdict.Refused("tooMany", $"The record has {incident.Version} entries, the most that one incident may have; stand it down and open another, linked to it.");
        return Decide(incident, command, actor, now, seen, action);
    }

    private static Verdict Decide(Incident incident, IncidentCommand command, Actor actor, Moment now, int? seen, IncidentAction action) => command switch
    {
        IncidentCommand.Verify c => IncidentTexts.Fault("text", c.Text) ?? Happened(new IncidentEvent.Verified(c.Text!)),
        IncidentCommand.Dismiss c => IncidentTexts.Fault("reason", c.Reason) ?? Happened(new IncidentEvent.Dismissed(c.Reason!)),
        IncidentCommand.Assess c => Changed(incident, seen, "assess") ?? Assess(incident, c, now),
        IncidentCommand.ReportUpward c => Report(incident, c, now),
        IncidentCommand.Command c => string.IsNullOrWhiteSpace(c.Name) || c.Name.Length > 80 ? Verdict.Faulty("name", "name is missing or too long; expected an account's name.") : Happened(new IncidentEvent.Commanded(new Person(c.Name, c.FullName, c.Department))),
        IncidentCommand.Respond c => Respond(incident, c),
        IncidentCommand.Update c => IncidentTexts.Fault("text", c.Text) ?? Happened(new IncidentEvent.Updated(c.Text!)),
        IncidentCommand.Regrade c => Changed(incident, seen, "assess") ?? Regrade(incident, c, now),
        IncidentCommand.SetFacts c => SetFacts(incident, c, now),
        IncidentCommand.Decide c => IncidentTexts.Fault("text", c.Text) ?? IncidentTexts.Files(incident, c.Attachments) ?? Happened(new IncidentEvent.Decided(c.Text!, c.Attachments ?? [])),
        IncidentCommand.Note c => IncidentTexts.Fault("text", c.Text) ?? IncidentTexts.Files(incident, c.Attachments) ?? IncidentTexts.Place("position", c.Position) ?? Happened(new IncidentEvent.Noted(c.Text!, c.Attachments ?? [], c.Position)),
        IncidentCommand.SetGroup c => Group(incident, c),
        IncidentCommand.SetCondition c => Condition(c),
        IncidentCommand.StandDown c => StandDown(incident, c),
        IncidentCommand.Reopen c => IncidentTexts.Fault("reason", c.Reason) ?? Happened(new IncidentEvent.Reopened(c.Reason!)),
        IncidentCommand.Close c => Close(incident, c),
        IncidentCommand.Link c => Link(incident, c),
        IncidentCommand.SetWarnings c => Warnings(incident, c),
        IncidentCommand.FollowPlan c => PlanTasks.Follow(incident, c, actor, now),
        IncidentCommand.Sample c => PlanTasks.Sample(incident, c, actor, now),
        IncidentCommand.AddTask c => TaskDesk.Add(incident, c, actor, now),
        IncidentCommand.ChangeTask c => TaskDesk.Change(incident, c.Order, actor, seen),
        IncidentCommand.Attach c => incident.FindAttachment(c.Attachment.Id) is { } same && same.Task == c.Attachment.Task ? new Verdict.Nothing()
            : incident.Attachments.Count >= IncidentLimits.MostAttachments ? new Verdict.Refused("tooMany", $"An incident takes at most {IncidentLimits.MostAttachments} files.")
            : c.Attachment.Task is { } task && incident.FindTask(task) is null ? Verdict.Faulty("task", $"task '{task}' is not known.") : Happened(new IncidentEvent.Attached(c.Attachment)),
        IncidentCommand.Draw c => MarkDesk.Draw(incident, c),
        IncidentCommand.Erase c => MarkDesk.Erase(incident, c, actor),
        _ => throw new InvalidOperationException($"{action.Name} has no rule."),
    };

    private static Verdict Assess(Incident incident, IncidentCommand.Assess c, Moment now)
    {
        if ((Verdict?)IncidentTexts.Fault("reason", c.Reason) is { } wrong) return wrong;
        if (c.Facts?.Fault() is { } fault) return Verdict.Faulty(fault.Field, fault.Why);
        if (c.Scenario is { } scenario && PlanCatalogue.Default.Find(scenario) is null) return Verdict.Faulty("scenario", $"scenario is '{scenario}'; expected one of {string.Join(", ", PlanCatalogue.Default.Plans.Select(p => p.Id))}.");
        var facts = c.Facts ?? incident.Facts;
        var next = incident with { Facts = facts, Scenario = c.Scenario ?? incident.Scenario, Departments = c.Departments ?? incident.Departments };
        return new Verdict.Accepted(new IncidentEvent.Assessed(c.Grade, c.Reason!, c.Facts, IncidentOpening.Proposal(next, facts), c.Scenario, c.Topic, c.Departments), [.. OfGrade(next, c.Grade, now), .. OfSource(next, now)]);
    }

    private static Verdict Regrade(Incident incident, IncidentCommand.Regrade c, Moment now)
    {
        if ((Verdict?)IncidentTexts.Fault("reason", c.Reason) is { } wrong) return wrong;
        if (c.Grade is null) return Verdict.Faulty("grade", "grade is missing; expected I, II, III or IV.");
        return c.Grade == incident.Grade ? new Verdict.Nothing() : new Verdict.Accepted(new IncidentEvent.Graded(incident.Grade, c.Grade, c.Reason!), OfGrade(incident, c.Grade, now));
    }

    private static Verdict SetFacts(Incident incident, IncidentCommand.SetFacts c, Moment now)
    {
        if (c.Facts is not { } facts) return Verdict.Faulty("facts", "facts are missing; expected an object.");
        if (facts.Fault() is { } fault) return Verdict.Faulty(fault.Field, fault.Why);
        return new Verdict.Accepted(new IncidentEvent.FactsSet(facts, IncidentOpening.Proposal(incident, facts)), OfSource(incident with { Facts = facts }, now));
    }

    private static IReadOnlyList<RunningClock> OfGrade(Incident incident, EventGrade? grade, Moment now) => Start(incident, "graded", grade, now.KnownAt);

    /// <summary>Clocks of the opening that hold only since drinking water is known to be threatened, or since the scenario is known: from now on.</summary>
    private static IReadOnlyList<RunningClock> OfSource(Incident incident, Moment now) => Start(incident, "opened", incident.Grade, now.KnownAt);

    private static IReadOnlyList<RunningClock> Start(Incident incident, string by, EventGrade? grade, Domain.Readings.Instant from) =>
        ClockCatalogue.Default.Start(by, from, incident.Pace, incident.Lead, grade, incident.Scenario, incident.ThreatensDrinkingWater, incident.Told, incident.Clocks.Select(c => c.Id));

    private static Verdict Report(Incident incident, IncidentCommand.ReportUpward c, Moment now)
    {
        if (c.Type is not ("initial" or "update" or "final")) return Verdict.Faulty("type", $"type is '{c.Type}'; expected initial, update or final.");
        if (c.To is not { Count: > 0 }) return Verdict.Faulty("to", "to is empty; expected one or more recipients.");
        if (c.To.FirstOrDefault(t => WorkflowCatalogue.Default.Recipients.All(r => r.Id != t)) is { } unknown) return Verdict.Faulty("to", $"to has '{unknown}'; expected some of {string.Join(", ", WorkflowCatalogue.Default.Recipients.Select(r => r.Id))}.");
        if ((Verdict?)IncidentTexts.Fault("text", c.Text) is { } wrong) return wrong;
        if (c.Method?.Length > 80) return Verdict.Faulty("method", "method is longer than 80 characters.");
        if (c.Type == "final" && incident.Stage != IncidentStage.StoodDown) return new Verdict.Refused("wrongStage", "The final report is made after the stand-down.");
        if (c.Type != "initial" && incident.Reports.Count == 0) return new Verdict.Refused("wrongState", "No first report was made yet; expected type initial.");
        var to = c.To.Distinct().ToArray();
        var after = incident with { Reports = [.. incident.Reports, new UpwardReport(0, c.Type, to, "", null, now.KnownAt, Actor.Platform.By)] };
        return new Verdict.Accepted(new IncidentEvent.Reported(c.Type, to, c.Text!, c.Method), [.. to.Where(t => !incident.Told.Contains(t)).SelectMany(t => Start(after, $"reported:{t}", incident.Grade, now.KnownAt))]);
    }

    private static Verdict Respond(Incident incident, IncidentCommand.Respond c)
    {
        if (incident.Grade is null) return new Verdict.Refused("wrongState", "A response has the grade of its event; assess with a grade first.", "grade");
        if (incident.Commander is null) return new Verdict.Refused("wrongState", "Nobody commands yet; name a commander first.", "commander");
        return (Verdict?)IncidentTexts.Fault("text", c.Text) ?? Happened(new IncidentEvent.Responded(c.Text!));
    }

    private static Verdict Group(Incident incident, IncidentCommand.SetGroup c)
    {
        if (c.Group is not { Length: > 0 and <= 40 }) return Verdict.Faulty("group", "group is missing or too long; expected an id of 1 to 40 characters.");
        var before = incident.Groups.FirstOrDefault(g => g.Group == c.Group);
        if (before is null && incident.Groups.Count >= IncidentLimits.MostGroups) return new Verdict.Refused("tooMany", $"An incident has at most {IncidentLimits.MostGroups} groups.");
        if (c.Title?.Length > IncidentLimits.LongestTitle || (before is null && string.IsNullOrWhiteSpace(c.Title))) return Verdict.Faulty("title", $"title is missing or too long; expected 1 to {IncidentLimits.LongestTitle} characters.");
        if (c.Members?.Count > 50 || c.Members?.Any(m => m is not { Length: > 0 and <= 80 }) == true || c.Lead?.Length > 80) return Verdict.Faulty("members", "members are too many or too long; expected at most 50 names.");
        if ((Verdict?)IncidentTexts.Department("department", c.Department) is { } wrong) return wrong;
        return Happened(new IncidentEvent.Grouped(new WorkingGroup(c.Group, c.Title is null ? before!.Title : Label.Of(c.Title), c.Department ?? before?.Department, c.Lead ?? before?.Lead, c.Members ?? before?.Members ?? [])));
    }

    private static Verdict Condition(IncidentCommand.SetCondition c)
    {
        if (WorkflowCatalogue.Default.Conditions.FirstOrDefault(d => d.Id == c.Condition) is not { } condition) return Verdict.Faulty("condition", $"condition is '{c.Condition}'; expected one of {string.Join(", ", WorkflowCatalogue.Default.Conditions.Select(d => d.Id))}.");
        if (condition.IsAutomatic && c.Waived is null) return Verdict.Faulty("waived", $"{condition.Id} is found by the platform; it can only be waived.");
        return (Verdict?)IncidentTexts.Fault("text", c.Text) ?? Happened(new IncidentEvent.ConditionSet(condition.Id, c.Met ?? false, c.Waived ?? false, c.Text!));
    }

    private static Verdict StandDown(Incident incident, IncidentCommand.StandDown c)
    {
        var open = incident.Conditions.Where(d => !d.Holds).ToArray();
        if (open.Length > 0) return new Verdict.Refused("conditionsOpen", $"Not all conditions for standing down hold: {string.Join(", ", open.Select(d => d.Title.En))}.", null, [.. open.Select(d => d.Id)]);
        return (Verdict?)IncidentTexts.Fault("text", c.Text) ?? Happened(new IncidentEvent.StoodDown(c.Text!));
    }

    private static Verdict Close(Incident incident, IncidentCommand.Close c)
    {
        if (incident.Reports.All(r => r.Type != "final")) return new Verdict.Refused("wrongState", "The final report (处理结果报告) was not made yet.", null, ["finalReport"]);
        if ((Verdict?)(IncidentTexts.Fault("summary", c.Summary) ?? IncidentTexts.Optional("causes", c.Causes)) is { } wrong) return wrong;
        var costs = c.Costs ?? [];
        if (costs.Count > 100 || costs.Any(k => k is not { Item.Length: > 0 and <= 200, Yuan: >= 0 and <= 1e15 })) return Verdict.Faulty("costs", "costs are not as they should be; expected at most 100 of {item, yuan}, none below 0.");
        if (c.Lessons is not { Count: > 0 and <= 100 } || c.Lessons.Concat(c.Improvements ?? []).Any(l => l is not { Length: > 0 and <= IncidentLimits.LongestText }) || c.Improvements?.Count > 100) return Verdict.Faulty("lessons", "lessons are missing, too many or too long; expected 1 to 100.");
        return Happened(new IncidentEvent.Reviewed(new AfterReview(c.Summary!, c.Causes, costs, c.Lessons, c.Improvements ?? [])));
    }

    private static Verdict Link(Incident incident, IncidentCommand.Link c)
    {
        if (c.Relation is not ("related" or "causes" or "causedBy" or "partOf")) return Verdict.Faulty("relation", $"relation is '{c.Relation}'; expected related, causes, causedBy or partOf.");
        if (c.Incident is not { Length: > 0 and <= 40 } || c.Incident == incident.Id) return Verdict.Faulty("incident", "incident is missing, or this one; expected the id of another.");
        var link = new IncidentLink(c.Incident, c.Relation);
        if (incident.Links.Contains(link)) return new Verdict.Nothing();
        return incident.Links.Count >= 50 ? new Verdict.Refused("tooMany", "An incident is linked to at most 50.") : Happened(new IncidentEvent.Linked(link));
    }

    private static Verdict Warnings(Incident incident, IncidentCommand.SetWarnings c)
    {
        var known = incident.Warnings.Select(w => w.Id).ToHashSet();
        var (added, removed) = ((c.Found ?? []).Where(w => !known.Contains(w.Id)).DistinctBy(w => w.Id).ToArray(), (c.Remove ?? []).Where(known.Contains).Distinct().ToArray());
        if (added.Length == 0 && removed.Length == 0) return new Verdict.Nothing();
        return known.Count + added.Length - removed.Length > IncidentLimits.MostWarnings ? new Verdict.Refused("tooMany", $"An incident is about at most {IncidentLimits.MostWarnings} warnings.") : Happened(new IncidentEvent.WarningsSet(added, removed));
    }

    /// <summary>Two who decide the same thing at once: the second learns of the first before his own counts.</summary>
    private static Verdict? Changed(Incident incident, int? seen, string step) =>
        seen is { } version && incident.Steps.LastOrDefault(s => s.Step == step) is { } last && last.Number > version ? new Verdict.Refused("changed", $"{last.By.FullName ?? last.By.Name} was quicker (entry {last.Number}); look at it first.") : null;

    internal static Verdict Happened(IncidentEvent data) => new Verdict.Accepted(data, []);
}
