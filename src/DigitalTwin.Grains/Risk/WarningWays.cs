using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Grains.Risk;

/// <summary>A warning's way between the domain's legs and the columns that are stored and sent.</summary>
public static class WarningWays
{
    public static WarningWayRecord Of(WarningWay way)
    {
        var legs = way.Legs;
        T[] Column<T>(Func<WarningLeg, T> of) => Array.ConvertAll(legs, leg => of(leg));
        return new WarningWayRecord(Column(l => l.Place.Value), Column(l => l.Link.Value), Column(l => l.Previous), Column(l => l.Minutes), Column(l => l.Spread),
            Column(l => l.Flow), Column(l => l.Share), Column(l => l.Decay), Column(l => l.Through), Column(l => l.Value), Column(l => l.Stay));
    }

    /// <summary>Empty for a warning that was stored before ways were.</summary>
    public static WarningWay From(WarningWayRecord? r) => r is null ? WarningWay.Empty
        : new WarningWay([.. Enumerable.Range(0, r.Places.Length).Select(i => new WarningLeg(new AssetKey(r.Places[i]), new AssetKey(r.Links[i]), r.Previous[i],
            r.Minutes[i], r.Spread[i], r.Flow[i], r.Share[i], r.Decay[i], r.Through[i], r.Value[i], r.Stay?[i] ?? 0))]); // A way stored before stays were told has none.
}
