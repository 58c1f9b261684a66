using System.Text.Json;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Coordinates;
using DigitalTwin.Gis.Import;

namespace DigitalTwin.Gis.GeoJson;

/// <summary>Polygons: districts by their outer ring; each part of a multipolygon is a district of its own.</summary>
internal static class GeoJsonAreas
{
    public const string Section = "polygons";

    public static void Read(GeoJsonFeature[] features, NetworkDraft draft, Crs crs, GeoJsonMapping mapping)
    {
        var ids = new GeoJsonIds(features, mapping, "r");
        foreach (var f in features)
        {
            var polygons = f.GeometryType == "Polygon" ? [f.Coordinates] : f.Coordinates.ValueKind == JsonValueKind.Array ? f.Coordinates.EnumerateArray().ToArray() : [];
            foreach (var (n, polygon) in polygons.Index())
            {
                var id = polygons.Length == 1 ? ids.Of(f) : $"{ids.Of(f)}-{n + 1}";
                var ring = OuterRing(polygon, crs);
                if (ring.Count >= 3)
                {
                    draft.Regions.Add(new Region(id, f.Text(mapping.Name) ?? id, ring));
                    draft.Report.CountElement(Section);
                }
                else draft.Report.Add(DefectCode.CoordinateOutsideArea, Remedy.LeftOut, Section, f.Number, id, $"Fewer than three corners lie inside the area of {crs}; expected a ring.");
            }
        }
    }

    private static List<Position> OuterRing(JsonElement polygon, Crs crs)
    {
        var ring = new List<Position>();
        if (polygon.ValueKind == JsonValueKind.Array && polygon.GetArrayLength() > 0 && polygon[0].ValueKind == JsonValueKind.Array)
            foreach (var e in polygon[0].EnumerateArray())
                if (GeoJsonFeature.TryPoint(e, out var p) && crs.TryToWgs84(p.X, p.Y, out var at)) ring.Add(at);
        return ring;
    }
}
