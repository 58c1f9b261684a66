using DigitalTwin.Domain.Incidents.Clocks;

namespace DigitalTwin.Domain.Incidents.Tasks;

/// <summary>Rules of giving tasks and of what is done with them.</summary>
internal static class TaskDesk
{
    private const double LongestMinutes = 60 * 24 * 30;

    public static Verdict Add(Incident incident, IncidentCommand.AddTask c, Actor actor, Moment now)
    {
        if (c.Title is not { Length: > 0 and <= IncidentLimits.LongestTitle }) return Verdict.Faulty("title", $"title is missing or too long; expected 1 to {IncidentLimits.LongestTitle} characters.");
        if (c.Department is null) return Verdict.Faulty("department", "department is missing; expected whose task it is.");
        if ((IncidentTexts.Optional("text", c.Text) ?? IncidentTexts.Department("department", c.Department) ?? IncidentTexts.Place("position", c.Position)) is { } wrong) return wrong;
        if (c.CoOwners?.Select(d => IncidentTexts.Department("coOwners", d)).OfType<Verdict.Refused>().FirstOrDefault() is { } unknown) return unknown;
        if (c.DueMinutes is { } due && !(due is > 0 and <= LongestMinutes)) return Verdict.Faulty("dueMinutes", $"dueMinutes is {due}; expected more than 0 and at most {LongestMinutes}.");
        if (c.Asset?.Length > 200 || c.Assignee?.Length > 80 || c.CoOwners?.Count > 20) return Verdict.Faulty("task", "asset, assignee or coOwners are too long.");
        if (c.Group is not null && incident.Groups.All(g => g.Group != c.Group)) return Verdict.Faulty("group", $"group '{c.Group}' is not in this incident.");
        if (incident.Tasks.Count >= IncidentLimits.MostTasks) return new Verdict.Refused("tooMany", $"An incident has at most {IncidentLimits.MostTasks} tasks.");
        var task = Make(incident, 0, Label.Of(c.Title), c.Text, c.Department, c.CoOwners ?? [], c.DueMinutes, c.Evidence ?? [], actor, now) with { Assignee = c.Assignee, Asset = c.Asset, Position = c.Position, Group = c.Group };
        return IncidentDesk.Happened(new IncidentEvent.TasksAdded([task]));
    }

    /// <param name="nth">Among those that are made at once, from 0.</param>
    /// <param name="dueMinutes">At the pace of the incident; null where no clock runs.</param>
    public static IncidentTask Make(Incident incident, int nth, Label title, string? text, string department, IReadOnlyList<string> coOwners, double? dueMinutes, IReadOnlyList<Evidence> evidence, Actor actor, Moment now)
    {
        var within = dueMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) / incident.Pace : (TimeSpan?)null;
        return new IncidentTask($"T{incident.Tasks.Count + nth + 1}", title, text, department, coOwners, null, null, [.. evidence.Distinct()], null, null, now.KnownAt,
            within is { } w ? now.KnownAt + w * ClockCatalogue.Default.WarnAtShare : null, within is { } d ? now.KnownAt + d : null, actor.By);
    }

    public static Verdict Change(Incident incident, TaskOrder order, Actor actor, int? seen)
    {
        if (incident.FindTask(order.Task) is not { } task) return new Verdict.Refused("notThere", $"There is no task '{order.Task}' in {incident.Id}.", "task");
        if (!TaskRules.May(actor, task, order.Change)) return new Verdict.Refused("notYours", $"{task.Id} is a task of {task.Department}.");
        if (seen is { } version && task.Version > version) return new Verdict.Refused("changed", $"{task.Id} was changed by entry {task.Version}; look at it first.");
        if (!TaskRules.From(order.Change).Contains(task.State)) return new Verdict.Refused("wrongState", $"{task.Id} is {Name(task.State)}; expected {string.Join(" or ", TaskRules.From(order.Change).Select(Name))}.");
        if (order.Change is TaskChange.Refuse or TaskChange.Cancel or TaskChange.Reopen or TaskChange.Reassign && string.IsNullOrWhiteSpace(order.Text)) return Verdict.Faulty("reason", "reason is missing; expected why.");
        if ((IncidentTexts.Optional("text", order.Text) ?? IncidentTexts.Optional("measurement", order.Measurement) ?? IncidentTexts.Files(incident, order.Attachments) ?? IncidentTexts.Place("position", order.Position) ?? IncidentTexts.Department("department", order.Department)) is { } wrong) return wrong;
        if (order.Percent is < 0 or > 100) return Verdict.Faulty("percent", $"percent is {order.Percent}; expected 0 to 100.");
        if (order.Assignee?.Length > 80) return Verdict.Faulty("assignee", "assignee is longer than 80 characters.");
        if (order.Change == TaskChange.Reassign && order.Department is null && order.Assignee is null) return Verdict.Faulty("department", "Neither department nor assignee is named; expected at least one.");
        if (order.Change == TaskChange.Reassign && !actor.MayCommand && order.Department is not null && order.Department != task.Department) return new Verdict.Refused("notYours", "Only who commands gives a task to another department.");
        if (order.Change == TaskChange.Done && TaskRules.Missing(task, order, id => incident.FindAttachment(id)?.Type) is { Count: > 0 } missing)
            return new Verdict.Refused("wrongState", $"{task.Id} asks for evidence that is not there: {string.Join(", ", missing.Select(e => e.ToString().ToLowerInvariant()))}.", "attachments", [.. missing.Select(e => e.ToString().ToLowerInvariant())]);
        return IncidentDesk.Happened(new IncidentEvent.TaskChanged(order));
    }

    private static string Name(TaskState state) => state.ToString().ToLowerInvariant();
}
