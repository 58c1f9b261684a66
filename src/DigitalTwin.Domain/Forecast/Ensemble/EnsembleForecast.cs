using DigitalTwin.Domain.Forecast.State;

namespace DigitalTwin.Domain.Forecast.Ensemble;

/// <summary>A part's forecast as issued.</summary>
public sealed record EnsembleForecast
{
    public required LiveModel Model { get; init; }
    /// <summary>City time.</summary>
    public required DateTime IssuedAt { get; init; }
    public required IReadOnlyList<DateTime> Times { get; init; }
    public required RainSource Rain { get; init; }
    /// <summary>Of the logarithm of rain to come.</summary>
    public required double RainSpread { get; init; }
    /// <summary>mm/h, [time][0]: mean of the gauges that the part looks at.</summary>
    public required Band RainAhead { get; init; }
    public required IReadOnlyList<EnsembleMember> Members { get; init; }
    /// <summary>Each member's own run, in the order of <see cref="Members"/>; events are found in these.</summary>
    public required IReadOnlyList<IssuedForecast> Runs { get; init; }
    /// <summary>m over each node's invert, [time][node of the part].</summary>
    public required Band Depth { get; init; }
    /// <summary>m³/s over each node's rim.</summary>
    public required Band Overflow { get; init; }
    /// <summary>m³/s in each link as it is drawn, [time][link of the part].</summary>
    public required Band Flow { get; init; }
    /// <summary>m³/s into each end; elements in the order of <see cref="Ends"/>.</summary>
    public required Band EndInflow { get; init; }
    /// <summary>Nodes of the part where water leaves.</summary>
    public required IReadOnlyList<int> Ends { get; init; }
    /// <summary>m³ over the rims of all nodes.</summary>
    public required Spread OverflowVolume { get; init; }
    /// <summary>The worst of all members, as a share.</summary>
    public required double ContinuityError { get; init; }
}
