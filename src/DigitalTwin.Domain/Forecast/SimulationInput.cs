using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Hydraulics.Routing;

namespace DigitalTwin.Domain.Forecast;

/// <summary>What a run is given beside the network. Times are city time.</summary>
public sealed record SimulationInput
{
    public required DateTime Start { get; init; }
    /// <summary>By rain gauge; gauges that are not named stay dry.</summary>
    public IReadOnlyDictionary<string, RainSeries> Rain { get; init; } = new Dictionary<string, RainSeries>();
    /// <summary>Constant, mm a day.</summary>
    public double Evaporation { get; init; }
    public RoutingOptions Routing { get; init; } = new();
    /// <summary>Runoff is computed once in so many seconds.</summary>
    public double RunoffStep { get; init; } = 60;
}
