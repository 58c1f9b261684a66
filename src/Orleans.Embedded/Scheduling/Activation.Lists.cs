namespace Orleans.Runtime;

/// <summary>The calls that wait, first come first, and those that run. Both are linked through the calls themselves.</summary>
internal partial class Activation
{
    private int _isWatched;

    public IWatched? NextWatched { get; set; }

    public bool HasCallsPending => !IsIdle || Volatile.Read(ref _inbox) is not (null or EmptyInbox);

    public bool TryBeginWatch() => Interlocked.Exchange(ref _isWatched, 1) == 0;

    public void EndWatch() => Volatile.Write(ref _isWatched, 0);

    public void Expire(int now)
    {
        ExpireChain(_running, now);
        ExpireChain(_firstWaiting, now);
        ExpireChain(Volatile.Read(ref _inbox), now);
    }

    /// <summary>Also what a thread holds that runs a turn now, and perhaps blocks in it.</summary>
    public void Expire(int now, WorkerSlot slot)
    {
        ExpireOne(slot.Current, now);
        ExpireChain(slot.Cursor, now);
        Expire(now);
    }

    /// <remarks>Links may change under the walk: it may miss calls, which the next sweep finds, or stray into another list, which is as good.</remarks>
    private void ExpireChain(WorkItem? item, int now)
    {
        for (var steps = 0; item is not null && steps < 4 * Runtime.Options.MaxEnqueuedRequests; steps++)
        {
            ExpireOne(item as Invocation, now);
            item = item.Next;
        }
    }

    private void ExpireOne(Invocation? call, int now)
    {
        if (call is null || call.IsAnswered) return;
        call.StartWaiting(Runtime);
        if (call.ExpiresAt > now) return;
        call.Fail(new TimeoutException(
            $"{call.Method.Name} on {GrainId} has not answered in {call.Method.Timeout ?? Runtime.Options.ResponseTimeout}. "
            + $"The activation is {_state} with {PendingCalls} calls pending; running: {_running?.Method.Name ?? "none"}."));
    }

    private void Enqueue(Invocation call)
    {
        call.StartWaiting(Runtime);
        call.Next = null;
        if (_lastWaiting is null) _firstWaiting = call;
        else _lastWaiting.Next = call;
        _lastWaiting = call;
        if (call.IsReadOnly) _waitingReaders++;
    }

    private void Dequeue(Invocation? before, Invocation call)
    {
        if (before is null) _firstWaiting = (Invocation?)call.Next;
        else before.Next = call.Next;
        if (ReferenceEquals(_lastWaiting, call)) _lastWaiting = before;
        if (call.IsReadOnly) _waitingReaders--;
        call.Next = null;
    }

    private void AddRunning(Invocation call)
    {
        call.StartWaiting(Runtime);
        call.Previous = null;
        call.Next = _running;
        if (_running is not null) _running.Previous = call;
        _running = call;
        Count(call, 1);
    }

    private void RemoveRunning(Invocation call)
    {
        if (call.Next is Invocation next) next.Previous = call.Previous;
        if (call.Previous is null) _running = (Invocation?)call.Next;
        else call.Previous.Next = call.Next;
        call.Next = null;
        call.Previous = null;
        Count(call, -1);
    }

    private void Count(Invocation call, int by)
    {
        if (call.IsAlwaysInterleave) return;
        if (call.IsReadOnly) _runningReaders += by;
        else _runningWriters += by;
    }
}
