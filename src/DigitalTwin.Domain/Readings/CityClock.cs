namespace DigitalTwin.Domain.Readings;

/// <summary>Who sets the pace of the city's time.</summary>
public enum ClockMode : byte
{
    /// <summary>City time is wall time.</summary>
    Live,
    /// <summary>A simulated city runs at its own pace.</summary>
    Demo,
    /// <summary>A replay leads the clock while its lease lasts.</summary>
    Replay,
}

/// <summary>What the clock showed at one moment: city time, city seconds per wall second, and who leads.</summary>
public readonly record struct ClockReading(Instant Now, double Rate, ClockMode Mode);

/// <summary>City time: wall time, or a time that runs faster in a demo, or follows a replay. Every fact of the city bears it.</summary>
/// <remarks>Safe from any thread. Ticks, time-outs and leases never use it; they use the <see cref="TimeProvider"/>.</remarks>
public sealed class CityClock(TimeProvider time)
{
    /// <summary>City seconds per wall second that still make sense on a map.</summary>
    public const double MaxRate = 100_000;

    private readonly Lock _gate = new();
    private Pace _base = new(ClockMode.Live, default, 0, 1);
    private Pace? _replay;
    private long _leaseEnd;
    private Instant _newestLive;

    /// <summary>Raised after the pace was set, and when the end of a lease is noticed; outside the lock.</summary>
    public event Action<ClockReading>? Changed;

    public Instant Now => Read().Now;

    /// <summary>Live time shows no less than this: what was known before a restart is not known later than what comes after it.</summary>
    public void NotBefore(Instant known)
    {
        lock (_gate)
            if (known > _newestLive) _newestLive = known;
    }

    public ClockReading Read()
    {
        bool ended;
        ClockReading reading;
        lock (_gate)
        {
            ended = EndExpiredReplay();
            reading = Show(_replay ?? _base);
        }
        if (ended) Changed?.Invoke(reading);
        return reading;
    }

    /// <summary>Starts the demo's time at <paramref name="from"/>, or goes on from now at a new rate when it runs already and <paramref name="from"/> is null.</summary>
    public void RunDemo(Instant? from, double rate)
    {
        RequireRate(rate);
        Set(() => _base = new Pace(ClockMode.Demo, from ?? Show(_base).Now, time.GetTimestamp(), rate));
    }

    /// <summary>Gives the clock to a replay for <paramref name="lease"/> of wall time, or renews it; null <paramref name="now"/> keeps the time shown.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate or the lease is not positive, or out of its range.</exception>
    public void Replay(Instant? now, double rate, TimeSpan lease)
    {
        RequireRate(rate);
        if (lease <= TimeSpan.Zero || lease > TimeSpan.FromHours(1))
            throw new ArgumentOutOfRangeException(nameof(lease), lease, "A replay's lease lasts more than 0 and at most 3600 seconds.");
        Set(() =>
        {
            EndExpiredReplay();
            _replay = new Pace(ClockMode.Replay, now ?? Show(_replay ?? _base).Now, time.GetTimestamp(), rate);
            _leaseEnd = time.GetTimestamp() + (long)(lease.TotalSeconds * time.TimestampFrequency);
        });
    }

    /// <summary>Ends a replay, if there is one; the clock shows live or demo time again.</summary>
    public void EndReplay() => Set(() => _replay = null);

    private void Set(Action change)
    {
        ClockReading reading;
        lock (_gate)
        {
            change();
            reading = Show(_replay ?? _base);
        }
        Changed?.Invoke(reading);
    }

    private bool EndExpiredReplay()
    {
        if (_replay is null || time.GetTimestamp() < _leaseEnd) return false;
        _replay = null;
        return true;
    }

    private ClockReading Show(Pace pace) => pace.Mode == ClockMode.Live
        ? new ClockReading(Live(), 1, ClockMode.Live)
        : new ClockReading(pace.From + time.GetElapsedTime(pace.Anchor) * pace.Rate, pace.Rate, pace.Mode);

    /// <summary>Wall time; where that was set back, it stands still until wall time has caught up, because what is known must not become known earlier.</summary>
    private Instant Live()
    {
        NotBefore(Instant.From(time.GetUtcNow()));
        return _newestLive;
    }

    private static void RequireRate(double rate)
    {
        if (!(rate > 0 && rate <= MaxRate)) throw new ArgumentOutOfRangeException(nameof(rate), rate, $"A clock's rate is more than 0 and at most {MaxRate}.");
    }

    private sealed record Pace(ClockMode Mode, Instant From, long Anchor, double Rate);
}
