using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.Ensemble;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Domain.Forecast.Events;

/// <summary>What a forecast can expect. The numbers are stored; never renumber.</summary>
public enum ForecastEventKind : byte
{
    Overflow = 1,
    Surcharge = 2,
    PumpCapacity = 3,
    PlantLoad80 = 4,
    PlantLoad100 = 5,
    TankFull = 6,
}

/// <summary>Something that an ensemble expects at one asset.</summary>
/// <param name="Node">Of the part; a pump's is its wet well.</param>
/// <param name="Link">Of the part where the asset is a link, else −1.</param>
/// <param name="Asset">Local id.</param>
/// <param name="Probability">Share of members in which it comes.</param>
/// <param name="EarliestAt">City time of the first member's.</param>
/// <param name="ExpectedAt">Median of the members in which it comes, as are peak and end.</param>
/// <param name="EndsAt">Null where it lasts beyond the forecast in most of them.</param>
/// <param name="Volume">m³ over all members; overflows only.</param>
/// <param name="Value">Median of the members' greatest: depth in m, or flow in m³/s for pumps and plants.</param>
/// <param name="Limit">What it is measured against, in the same unit.</param>
public sealed record ForecastEvent(
    ForecastEventKind Kind, int Node, int Link, string Asset, AssetKind AssetKind, double Probability,
    DateTime EarliestAt, DateTime ExpectedAt, DateTime PeakAt, DateTime? EndsAt, Spread? Volume, double Value, double Limit)
{
    public bool IsFlow => Kind is ForecastEventKind.PumpCapacity or ForecastEventKind.PlantLoad80 or ForecastEventKind.PlantLoad100;

    public required WarningLevel Level { get; init; }
}
