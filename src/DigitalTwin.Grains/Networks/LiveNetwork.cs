using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Grains.Networks;

/// <summary>A compiled network and its flows of now. Safe from any thread.</summary>
public sealed class LiveNetwork(CompiledNetwork compiled, CityClock clock, TimeProvider time)
{
    /// <summary>A pass goes over the whole network, so there is at most one in this time (wall).</summary>
    private static readonly TimeSpan RecomputePause = TimeSpan.FromSeconds(1);

    /// <summary>A measurement older than this (city time) says nothing of now; its place falls back to dry weather.</summary>
    public static readonly TimeSpan MeasurementLife = TimeSpan.FromHours(2);

    private readonly Lock _gate = new();
    private long _recomputedAt;

    public CompiledNetwork Compiled => compiled;

    /// <summary>Where measured flows and levels go.</summary>
    public FlowField Flows { get; } = new(compiled);

    /// <summary>The flows of now; what was measured in the last second may still be missing.</summary>
    public FlowState CurrentFlows()
    {
        lock (_gate)
        {
            if (_recomputedAt != 0 && time.GetElapsedTime(_recomputedAt) < RecomputePause) return Flows.Current;
            _recomputedAt = time.GetTimestamp();
        }
        Flows.ForgetBefore(clock.Now - MeasurementLife);
        // Dry weather hardly moves within a quarter of an hour, and every step moves every flow.
        Flows.SetHourOfDay(Math.Floor(CityCalendar.Of(compiled.Source).HourOf(clock.Now) * 4) / 4);
        Flows.Recompute();
        return Flows.Current;
    }
}
