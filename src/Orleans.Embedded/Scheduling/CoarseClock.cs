namespace Orleans.Runtime;

/// <summary>Elapsed time in whole ticks of some milliseconds, small enough to be kept with every call.</summary>
internal sealed class CoarseClock(TimeProvider time, TimeSpan tickLength)
{
    /// <summary>A tick that never comes.</summary>
    public const int Never = int.MaxValue;

    private readonly long _start = time.GetTimestamp();

    public TimeSpan TickLength => tickLength;

    public int Tick => (int)(time.GetElapsedTime(_start) / tickLength);

    /// <summary>The first tick at which at least this much time has passed.</summary>
    public int TickAfter(TimeSpan duration)
    {
        var ticks = duration / tickLength;
        return duration == Timeout.InfiniteTimeSpan || ticks > Never / 2 ? Never : Tick + (int)Math.Ceiling(ticks) + 1;
    }
}
