namespace Orleans.Runtime;

/// <summary>One entry of an activation's inbox, which is a stack linked through the entries themselves.</summary>
internal abstract class WorkItem
{
    public WorkItem? Next;
}

/// <summary>Marks an inbox that is empty while its activation is scheduled or running.</summary>
internal sealed class EmptyInbox : WorkItem
{
    public static readonly EmptyInbox Marker = new();
}

/// <summary>A continuation, or any other task, that must run in turn.</summary>
internal sealed class TaskItem(Task task) : WorkItem
{
    public readonly Task Task = task;
}

/// <summary>A request to end the activation, coming from outside of its turns.</summary>
internal sealed class DeactivateItem(DeactivationReason reason, CancellationToken cancellation) : WorkItem
{
    public readonly DeactivationReason Reason = reason;
    public readonly CancellationToken Cancellation = cancellation;
}
