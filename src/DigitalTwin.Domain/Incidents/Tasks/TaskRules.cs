using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Incidents.Tasks;

/// <summary>What may be done with a task, by whom, and what becomes of it.</summary>
public static class TaskRules
{
    /// <summary>In which states a change makes sense.</summary>
    public static IReadOnlyList<TaskState> From(TaskChange change) => change switch
    {
        TaskChange.Accept => [TaskState.Open],
        TaskChange.Start => [TaskState.Open, TaskState.Accepted],
        TaskChange.Progress => [TaskState.Accepted, TaskState.Started],
        TaskChange.Done => [TaskState.Accepted, TaskState.Started],
        TaskChange.Refuse => [TaskState.Open, TaskState.Accepted],
        TaskChange.Reassign => [TaskState.Open, TaskState.Accepted, TaskState.Started, TaskState.Refused],
        TaskChange.Cancel => [TaskState.Open, TaskState.Accepted, TaskState.Started, TaskState.Refused],
        _ => [TaskState.Done, TaskState.Refused, TaskState.Cancelled],
    };

    /// <summary>The owner's and the co-owners' people and the assignee work on a task; to take it away or wake it again needs the right to command.</summary>
    public static bool May(Actor actor, IncidentTask task, TaskChange change)
    {
        if (actor.MayCommand) return true;
        if (!actor.MayWrite || change is TaskChange.Cancel or TaskChange.Reopen) return false;
        if (change is TaskChange.Reassign) return actor.Department is null || actor.Department == task.Department;
        return actor.Name == task.Assignee || actor.Department is null || actor.Department == task.Department || task.CoOwners.Contains(actor.Department);
    }

    /// <summary>Evidence that a task asks for and that neither it nor this order has.</summary>
    public static IReadOnlyList<Evidence> Missing(IncidentTask task, TaskOrder order, Func<string, string?> typeOf)
    {
        var types = task.Attachments.Concat(order.Attachments ?? []).Select(typeOf).OfType<string>().ToArray();
        return [.. task.Evidence.Where(e => !(e switch
        {
            Evidence.Photo => types.Any(t => t.StartsWith("image/", StringComparison.Ordinal)),
            Evidence.Document => types.Any(t => !t.StartsWith("image/", StringComparison.Ordinal)),
            Evidence.Measurement => !string.IsNullOrWhiteSpace(order.Measurement ?? task.Measurement),
            Evidence.Position => order.Position is not null,
            _ => !string.IsNullOrWhiteSpace(order.Text),
        }))];
    }

    public static IncidentTask Apply(IncidentTask task, TaskOrder order, By by, Instant knownAt, int number)
    {
        var next = task with
        {
            Version = number,
            Note = order.Text ?? task.Note,
            Measurement = order.Measurement ?? task.Measurement,
            Attachments = order.Attachments is { Count: > 0 } more ? [.. task.Attachments.Union(more)] : task.Attachments,
        };
        return order.Change switch
        {
            TaskChange.Accept => next with { State = TaskState.Accepted, AcceptedAt = knownAt, Assignee = order.Assignee ?? task.Assignee ?? by.Name },
            TaskChange.Start => next with { State = TaskState.Started, AcceptedAt = task.AcceptedAt ?? knownAt, StartedAt = knownAt, Assignee = task.Assignee ?? by.Name },
            TaskChange.Progress => next with { State = TaskState.Started, StartedAt = task.StartedAt ?? knownAt, Percent = order.Percent ?? task.Percent },
            TaskChange.Done => next with { State = TaskState.Done, DoneAt = knownAt, Percent = 100 },
            TaskChange.Refuse => next with { State = TaskState.Refused, Refusal = order.Text },
            TaskChange.Reassign => next with { State = TaskState.Open, Department = order.Department ?? task.Department, Assignee = order.Assignee, Refusal = null, AcceptedAt = null, StartedAt = null },
            TaskChange.Cancel => next with { State = TaskState.Cancelled },
            _ => next with { State = TaskState.Open, DoneAt = null, Refusal = null, Percent = 0, AcceptedAt = null, StartedAt = null },
        };
    }
}
