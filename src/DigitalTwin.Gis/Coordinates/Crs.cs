using DigitalTwin.Domain.Networks;
using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;

namespace DigitalTwin.Gis.Coordinates;

/// <summary>A coordinate reference system that plans come in; goes to WGS-84 degrees and back. CGCS2000, ETRS89 and NAD83 count as equal to WGS-84 (cm to dm).</summary>
/// <remarks>x is easting or longitude and y is northing or latitude, whatever axis order the registry gives. Safe from any thread.</remarks>
public sealed class Crs
{
    private readonly MathTransform? _toWgs84;
    private readonly MathTransform? _fromWgs84;

    internal Crs(string code, string name, GeoArea area, CoordinateSystem? system)
    {
        (Code, Name, AreaOfUse) = (code, name, area);
        if (system is null) return;
        var transform = new CoordinateTransformationFactory().CreateFromCoordinateSystems(system, Degrees(system));
        _toWgs84 = transform.MathTransform;
        _fromWgs84 = transform.MathTransform.Inverse();
    }

    /// <summary>
    /// On a datum without a shift the system's own degrees are taken as WGS-84's: the way over geocentric coordinates would only add
    /// the rounding of a height, 8 mm.
    /// </summary>
    private static GeographicCoordinateSystem Degrees(CoordinateSystem system) =>
        system is ProjectedCoordinateSystem { HorizontalDatum.Wgs84Parameters: null or { HasZeroValuesOnly: true } } projected
            ? projected.GeographicCoordinateSystem : GeographicCoordinateSystem.WGS84;

    /// <summary>As given: <c>EPSG:25832</c>.</summary>
    public string Code { get; }
    public string Name { get; }
    public GeoArea AreaOfUse { get; }

    /// <summary>False where the point is not finite or lies outside <see cref="AreaOfUse"/>; the position is then where it would land, NaN where nowhere.</summary>
    public bool TryToWgs84(double x, double y, out Position position)
    {
        position = new Position(double.NaN, double.NaN);
        if (!double.IsFinite(x) || !double.IsFinite(y)) return false;
        if (_toWgs84 is null) position = new Position(x, y);
        else
        {
            try
            {
                var (longitude, latitude) = _toWgs84.Transform(x, y);
                position = new Position(longitude, latitude);
            }
            catch (ArgumentException) // The series does not converge far outside the projection's reach.
            {
                return false;
            }
        }
        return AreaOfUse.Contains(position);
    }

    public (double X, double Y) FromWgs84(Position position) =>
        _fromWgs84 is null ? (position.Longitude, position.Latitude) : _fromWgs84.Transform(position.Longitude, position.Latitude);

    public override string ToString() => $"{Code} ({Name})";
}
