using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Gis.Coordinates;

/// <summary>A box in degrees, all four bounds inside it.</summary>
public readonly record struct GeoArea(double West, double South, double East, double North)
{
    public static readonly GeoArea World = new(-180, -90, 180, 90);

    public bool Contains(Position p) =>
        p.Longitude >= West && p.Longitude <= East && p.Latitude >= South && p.Latitude <= North; // NaN is never inside.

    /// <summary>The smallest box around all positions; null for none.</summary>
    public static GeoArea? Around(IEnumerable<Position> positions)
    {
        double west = double.PositiveInfinity, south = west, east = double.NegativeInfinity, north = east;
        foreach (var p in positions)
        {
            (west, east) = (Math.Min(west, p.Longitude), Math.Max(east, p.Longitude));
            (south, north) = (Math.Min(south, p.Latitude), Math.Max(north, p.Latitude));
        }
        return west <= east ? new GeoArea(west, south, east, north) : null;
    }

    public override string ToString() => FormattableString.Invariant($"{West:0.####}–{East:0.####}° E, {South:0.####}–{North:0.####}° N");
}
