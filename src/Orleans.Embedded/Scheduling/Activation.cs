using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime;

/// <summary>One grain in memory: its mailbox, its turns and its life. It is also the task scheduler of everything that the grain awaits.</summary>
/// <remarks>
/// All state below is touched only in turn, except where said otherwise. The time-out sweep and the idle collector read it from outside
/// without a lock: what they see may be old, so they only mark calls as answered, or ask in turn.
/// </remarks>
internal partial class Activation(GrainClass grainClass, string key) : TaskScheduler, IGrainContext, IGrainTimerFactory, IWatched, IThreadPoolWorkItem
{
    public readonly GrainClass Class = grainClass;
    public readonly string Key = key;

    private ActivationExtras? _extras;

    public GrainRuntime Runtime => Class.Runtime;

    public object? GrainInstance { get; private set; }

    public GrainId GrainId => new(Class.GrainType, IdSpan.Create(Key));

    public GrainReference GrainReference => Extras.Reference ??= Runtime.Factory.ReferenceTo(Class, Key, Class.PrimaryInterface);

    public IServiceProvider ActivationServices => (Extras.Scope ??= Runtime.Services.CreateAsyncScope()).ServiceProvider;

    public Task Deactivated => Extras.Deactivated.Task;

    /// <summary>Calls that wait or run here.</summary>
    public int PendingCalls => Volatile.Read(ref _pendingCalls);

    /// <summary>May be made from any thread, so that whoever is first wins.</summary>
    private ActivationExtras Extras => Volatile.Read(ref _extras) ?? MakeExtras();

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override string ToString() => $"{GrainId} ({_state}, {PendingCalls} calls pending)";

    public void DelayDeactivation(TimeSpan timeSpan) =>
        Extras.KeepAliveUntil = timeSpan <= TimeSpan.Zero && timeSpan != Timeout.InfiniteTimeSpan
            ? 0
            : Runtime.Clock.TickAfter(timeSpan);

    public IGrainTimer RegisterGrainTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        if (!ReferenceEquals(RuntimeContext.Current, this))
        {
            throw new InvalidOperationException($"A timer of {GrainId} can only be made in a turn of that grain.");
        }

        var timer = new GrainTimer(this, callback, options);
        Extras.Timers.Add(timer);
        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    /// <summary>Counts as use, so that the activation is not collected as idle.</summary>
    public void Touch() => _lastUsed = Runtime.Collector.Round;

    public void OnTimerDisposed(GrainTimer timer)
    {
        if (ReferenceEquals(RuntimeContext.Current, this)) _extras?.Timers.Remove(timer);
    }

    private ActivationExtras MakeExtras()
    {
        var made = new ActivationExtras();
        return Interlocked.CompareExchange(ref _extras, made, null) ?? made;
    }
}
