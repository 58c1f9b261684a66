namespace Orleans.Runtime;

/// <summary>Elapsed time in whole ticks, so that a call costs no look at a real clock.</summary>
internal sealed class CoarseClock(TimeProvider time, TimeSpan tickLength)
{
    private readonly long _start = time.GetTimestamp();
    private int _tick;

    public int Tick => Volatile.Read(ref _tick);

    public TimeSpan TickLength => tickLength;

    public void Update() => Volatile.Write(ref _tick, (int)(time.GetElapsedTime(_start) / tickLength));

    /// <summary>Ticks that a wait of this length takes, rounded up; a wait without end never falls due.</summary>
    public int TicksIn(TimeSpan duration) =>
        duration == Timeout.InfiniteTimeSpan || duration / tickLength > int.MaxValue / 2 ? int.MaxValue / 2 : (int)Math.Ceiling(duration / tickLength);

    /// <summary>The tick at which at least this much time has passed.</summary>
    public int TickAfter(TimeSpan duration) => Tick + TicksIn(duration) + 1;
}
