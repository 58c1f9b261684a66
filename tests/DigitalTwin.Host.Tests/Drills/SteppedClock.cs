namespace DigitalTwin.Host.Tests.Drills;

/// <summary>The wall clock of a machine that somebody sets; its timers run on, as a machine's do.</summary>
internal sealed class SteppedClock : TimeProvider
{
    public TimeSpan Offset { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;
}
