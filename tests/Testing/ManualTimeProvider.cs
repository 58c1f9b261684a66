namespace DigitalTwin.Testing;

/// <summary>A clock that moves only when told to. Timers fire inside <see cref="Advance"/>, in order of their due time, on the calling thread.</summary>
/// <remarks>Safe to use from several threads. A timer callback sees the clock at its own due time; timers it starts fire within the same advance if they fall due.</remarks>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly SortedSet<ManualTimer> _timers = new(ByDueTime);
    private DateTimeOffset _now = start.ToUniversalTime();
    private long _order;

    public ManualTimeProvider() : this(new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    private static IComparer<ManualTimer> ByDueTime { get; } = Comparer<ManualTimer>.Create((a, b) =>
        a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Order.CompareTo(b.Order));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How many timers are running.</summary>
    public int ActiveTimers
    {
        get
        {
            lock (_lock) return _timers.Count;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock forward and fires what falls due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        AdvanceTo(GetUtcNow() + by);
    }

    /// <summary>Moves the clock to this moment; one in the past leaves it where it is.</summary>
    public void AdvanceTo(DateTimeOffset moment)
    {
        while (TakeDue(moment) is { } timer) timer.Fire();
    }

    private ManualTimer? TakeDue(DateTimeOffset moment)
    {
        lock (_lock)
        {
            if (_timers.Min is not { } first || first.Due > moment)
            {
                if (moment > _now) _now = moment;
                return null;
            }

            _timers.Remove(first);
            if (first.Due > _now) _now = first.Due;
            if (first.Period > TimeSpan.Zero) Schedule(first, _now + first.Period);
            return first;
        }
    }

    private void Schedule(ManualTimer timer, DateTimeOffset due)
    {
        timer.Due = due;
        timer.Order = _order++;
        _timers.Add(timer);
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public DateTimeOffset Due { get; set; }

        public long Order { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                if (_disposed) return false;
                clock._timers.Remove(this);
                Period = period;
                if (dueTime != Timeout.InfiniteTimeSpan) clock.Schedule(this, clock._now + dueTime);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                _disposed = true;
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
