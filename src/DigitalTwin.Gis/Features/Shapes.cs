using System.Globalization;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using AnyGeometry = NetTopologySuite.Geometries.Geometry;

namespace DigitalTwin.Gis.Features;

/// <summary>Geometries of the library in our plain form.</summary>
internal static class Shapes
{
    public static (LayerShape Shape, IReadOnlyList<(double X, double Y)[]> Parts) Of(AnyGeometry? geometry) => geometry switch
    {
        null or { IsEmpty: true } => (LayerShape.Table, []),
        Point or MultiPoint => (LayerShape.Points, [.. geometry.Coordinates.Where(IsFinite).Select(c => new[] { (c.X, c.Y) })]),
        LineString or MultiLineString => (LayerShape.Lines, [.. Each(geometry).Select(g => Line(g.Coordinates))]),
        Polygon or MultiPolygon => (LayerShape.Areas, [.. Each(geometry).OfType<Polygon>().Select(p => Line(p.ExteriorRing.Coordinates))]),
        GeometryCollection many when Enumerable.Range(0, many.NumGeometries).Select(i => Of(many.GetGeometryN(i))).ToArray() is { Length: > 0 } parts
            => (parts[0].Shape, [.. parts.Where(p => p.Shape == parts[0].Shape).SelectMany(p => p.Parts)]),
        _ => (LayerShape.Table, []),
    };

    /// <summary>Of a well-known text; empty where it is none.</summary>
    public static IReadOnlyList<(double X, double Y)[]> OfText(string wkt)
    {
        try
        {
            return Of(new WKTReader().Read(wkt)).Parts;
        }
        catch (Exception e) when (e is ParseException or ArgumentException)
        {
            return [];
        }
    }

    /// <summary>What most features are.</summary>
    public static LayerShape Most(IReadOnlyList<SourceFeature> features) =>
        features.Where(f => f.Shape != LayerShape.Table).CountBy(f => f.Shape).OrderByDescending(p => p.Value).Select(p => (LayerShape?)p.Key).FirstOrDefault() ?? LayerShape.Table;

    public static string? Text(object? value) => value switch
    {
        null or DBNull => null,
        string s => s.Trim() is { Length: > 0 } trimmed ? trimmed : null,
        double d => double.IsFinite(d) ? d.ToString("R", CultureInfo.InvariantCulture) : null,
        DateTime d => d.TimeOfDay == TimeSpan.Zero ? d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : d.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        bool b => b ? "true" : "false",
        byte[] bytes => $"{bytes.Length} bytes",
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static IEnumerable<AnyGeometry> Each(AnyGeometry geometry) => Enumerable.Range(0, geometry.NumGeometries).Select(geometry.GetGeometryN);

    private static (double, double)[] Line(Coordinate[] coordinates) => [.. coordinates.Where(IsFinite).Select(c => (c.X, c.Y))];

    private static bool IsFinite(Coordinate c) => double.IsFinite(c.X) && double.IsFinite(c.Y);
}
