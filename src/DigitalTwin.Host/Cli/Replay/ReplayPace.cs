using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Cli.Replay;

/// <summary>When each row of a series is due: its own time after the first, divided by the speed.</summary>
internal sealed class ReplayPace(Instant first, double speed, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>Up to which time of the series rows are due now.</summary>
    public Instant Due() => first + time.GetElapsedTime(_start) * speed;

    public Task Wait(Instant until, CancellationToken cancel)
    {
        var left = (until - Due()) / speed;
        return left > TimeSpan.Zero ? Task.Delay(left, time, cancel) : Task.CompletedTask;
    }
}
