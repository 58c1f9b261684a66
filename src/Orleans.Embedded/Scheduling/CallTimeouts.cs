namespace Orleans.Runtime;

/// <summary>Answers calls that have waited too long. Looks only at what holds a call back, and at what threads run right now.</summary>
/// <remarks>Calls that are answered at once never come here. While nothing is held back it looks once a time-out, for threads that block.</remarks>
internal sealed class CallTimeouts : IDisposable
{
    private readonly GrainRuntime _runtime;
    private readonly ITimer _timer;
    private IWatched? _watched;

    public CallTimeouts(GrainRuntime runtime)
    {
        _runtime = runtime;
        using var _ = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        _timer = runtime.Time.CreateTimer(static self => ((CallTimeouts)self!).OnTimer(), this, runtime.Options.ResponseTimeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How fine time-outs are measured: a thirtieth of the usual one, between 10 ms and a second.</summary>
    public static TimeSpan TickLengthFor(TimeSpan responseTimeout) =>
        TimeSpan.FromMilliseconds(Math.Clamp(responseTimeout.TotalMilliseconds / 30, 10, 1000));

    /// <summary>Keeps an eye on an activation or observer until it holds no more calls. From any thread.</summary>
    public void Watch(IWatched target)
    {
        if (target.TryBeginWatch()) Push(target);
    }

    public void Dispose() => _timer.Dispose();

    private void Push(IWatched target)
    {
        do target.NextWatched = Volatile.Read(ref _watched);
        while (!ReferenceEquals(Interlocked.CompareExchange(ref _watched, target, target.NextWatched), target.NextWatched));
        if (target.NextWatched is null) SetTimer(_runtime.Clock.TickLength);
    }

    private void OnTimer()
    {
        Sweep();
        if (_watched is null) SetTimer(_runtime.Options.ResponseTimeout);

        // Something may have come in between.
        if (Volatile.Read(ref _watched) is not null) SetTimer(_runtime.Clock.TickLength);
    }

    private void Sweep()
    {
        var now = _runtime.Clock.Tick;
        foreach (var slot in WorkerSlot.All)
        {
            if (slot.Activation is { } activation && ReferenceEquals(activation.Runtime, _runtime)) activation.Expire(now, slot);
        }

        var next = Interlocked.Exchange(ref _watched, null);
        while (next is { } target)
        {
            next = target.NextWatched;
            target.NextWatched = null;
            target.Expire(now);
            if (target.HasCallsPending)
            {
                Push(target);
            }
            else
            {
                target.EndWatch();
                if (target.HasCallsPending) Watch(target);
            }
        }
    }

    private void SetTimer(TimeSpan due) => _timer.Change(due, Timeout.InfiniteTimeSpan);
}
