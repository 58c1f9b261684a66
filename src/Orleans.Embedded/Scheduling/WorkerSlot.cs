namespace Orleans.Runtime;

/// <summary>What one thread runs right now, so that calls held up behind a blocked thread time out too.</summary>
internal sealed class WorkerSlot
{
    [ThreadStatic]
    private static WorkerSlot? _ofThread;

    private static readonly Lock Gate = new();
    private static WorkerSlot[] _all = [];

    private readonly Thread _thread = Thread.CurrentThread;

    public volatile Activation? Activation;
    public volatile Invocation? Current;
    public volatile WorkItem? Cursor;

    public static WorkerSlot OfThread => _ofThread ??= Register(new WorkerSlot());

    /// <summary>Slots of all threads that have run turns, of every runtime in the process.</summary>
    public static WorkerSlot[] All => Volatile.Read(ref _all);

    private static WorkerSlot Register(WorkerSlot slot)
    {
        lock (Gate) _all = [.. _all.Where(other => other._thread.IsAlive), slot];
        return slot;
    }
}
