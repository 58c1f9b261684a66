using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Retention;

/// <summary>Readings that must stay whatever their age, as for an open incident or a dispute: those of an asset with <c>From ≤ at &lt; To</c>.</summary>
/// <param name="Asset">Null for every asset.</param>
/// <param name="Quantity">Null for every quantity.</param>
public sealed record Hold(string Id, AssetKey? Asset, Quantity? Quantity, Instant From, Instant To, string Why)
{
    public bool Covers(AssetKey asset, Quantity quantity, Instant at) =>
        (Asset is null || Asset == asset) && (Quantity is null || Quantity == quantity) && at >= From && at < To;

    /// <summary>Whether it may cover something in <c>from ≤ at ≤ to</c>.</summary>
    public bool Touches(Instant from, Instant to) => From <= to && To > from;
}
