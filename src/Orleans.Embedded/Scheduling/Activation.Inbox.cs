using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>Inbox and threads: any thread posts without a lock; one thread at a time drains.</summary>
internal partial class Activation
{
    /// <summary>Rounds of draining before other activations get the thread.</summary>
    private const int MaxRoundsPerQuantum = 32;

    private static readonly Action<object?> RunTurnsAction = static activation => ((Activation)activation!).RunTurns();

    /// <summary>Null: idle. <see cref="EmptyInbox.Marker"/>: scheduled or running, nothing new. Else the newest of a stack of items.</summary>
    private WorkItem? _inbox;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Puts a call into the mailbox, or refuses it where that is full; a one-way call is then lost, and logged.</summary>
    public void Receive(Invocation call)
    {
        if (call.IsLocal || Interlocked.Increment(ref _pendingCalls) <= Runtime.Options.MaxEnqueuedRequests) Post(call);
        else Refuse(call);
    }

    void IThreadPoolWorkItem.Execute()
    {
        var slot = WorkerSlot.OfThread;
        var outer = RuntimeContext.Current;
        RuntimeContext.Current = this;
        slot.Activation = this;
        try
        {
            Drain(slot);
        }
        finally
        {
            slot.Activation = null;
            RuntimeContext.Current = outer;
        }
    }

    protected override void QueueTask(Task task) => Post(new TaskItem(task));

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(RuntimeContext.Current, this) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private void Refuse(Invocation call)
    {
        Interlocked.Decrement(ref _pendingCalls);
        var limit = Runtime.Options.MaxEnqueuedRequests;
        if (call.IsOneWay) Runtime.Logger.LogWarning("{Grain} holds {Limit} calls; one-way call {Method} is lost.", GrainId, limit, call.Method.Name);
        else call.Fail(new LimitExceededException(nameof(Runtime.Options.MaxEnqueuedRequests), PendingCalls, limit, GrainId));
    }

    private void Post(WorkItem item)
    {
        var head = Volatile.Read(ref _inbox);
        while (true)
        {
            item.Next = ReferenceEquals(head, EmptyInbox.Marker) ? null : head;
            var seen = Interlocked.CompareExchange(ref _inbox, item, head);
            if (ReferenceEquals(seen, head)) break;
            head = seen;
        }

        if (head is null) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        else if (_isWatched == 0) Runtime.Timeouts.Watch(this);
    }

    private void Drain(WorkerSlot slot)
    {
        for (var round = 0; round < MaxRoundsPerQuantum; round++)
        {
            slot.Cursor = TakeInbox();
            while (slot.Cursor is { } item)
            {
                if (item is TaskItem continuation)
                {
                    slot.Cursor = item.Next;
                    TryExecuteTask(continuation.Task);
                }
                else
                {
                    RunTurnsInScheduler();
                }
            }

            if (NeedsPump) RunTurnsInScheduler();
            if (!IsIdle) Runtime.Timeouts.Watch(this);
            if (ReferenceEquals(Interlocked.CompareExchange(ref _inbox, null, EmptyInbox.Marker), EmptyInbox.Marker)) return;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Runs the rest of the batch inside a task of this scheduler, so that what it awaits comes back here.</summary>
    private void RunTurnsInScheduler() =>
        new Task(RunTurnsAction, this, CancellationToken.None, TaskCreationOptions.DenyChildAttach).RunSynchronously(this);

    /// <summary>Takes all that was posted, oldest first.</summary>
    private WorkItem? TakeInbox()
    {
        WorkItem? item = Interlocked.Exchange(ref _inbox, EmptyInbox.Marker);
        if (ReferenceEquals(item, EmptyInbox.Marker)) return null;
        WorkItem? oldest = null;
        while (item is not null)
        {
            var next = item.Next;
            item.Next = oldest;
            oldest = item;
            item = next;
        }

        return oldest;
    }
}
