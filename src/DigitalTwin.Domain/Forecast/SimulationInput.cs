using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Hydraulics.Routing;

namespace DigitalTwin.Domain.Forecast;

/// <summary>What a run is given beside the network. Times are city time.</summary>
public sealed record SimulationInput
{
    public required DateTime Start { get; init; }
    /// <summary>By rain gauge; gauges that are not named stay dry.</summary>
    public IReadOnlyDictionary<string, RainSeries> Rain { get; init; } = new Dictionary<string, RainSeries>();
    public Evaporation Evaporation { get; init; } = Evaporation.None;
    /// <summary>What enters at nodes from elsewhere; nodes that a network does not have are passed over.</summary>
    public IReadOnlyList<ExternalInflow> Inflows { get; init; } = [];
    /// <summary>Water level at outfalls whose rule is a series, m above datum, by local id; without one such an outfall is free.</summary>
    public IReadOnlyDictionary<string, TimeSeries> Stages { get; init; } = new Dictionary<string, TimeSeries>();
    public RoutingOptions Routing { get; init; } = new();
    /// <summary>Runoff is computed once in so many seconds.</summary>
    public double RunoffStep { get; init; } = 60;
}

/// <summary>Water that enters at a node by a series of its own; nothing before its first and after its last entry.</summary>
/// <param name="Node">Local id.</param>
/// <param name="Series">m³/s, before <paramref name="Scale"/>.</param>
/// <param name="Name">Of the series, where its source names it.</param>
public sealed record ExternalInflow(string Node, TimeSeries Series, double Scale = 1, string? Name = null);
