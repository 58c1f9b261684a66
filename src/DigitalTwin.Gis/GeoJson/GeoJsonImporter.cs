using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Gis.Coordinates;
using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Inp;

namespace DigitalTwin.Gis.GeoJson;

/// <summary>Reads a GeoJSON feature collection: points become nodes, lines links joined to the points at their ends, polygons districts.</summary>
/// <remarks>
/// A line names its end nodes by property, or its ends are snapped to points within <see cref="ImportOptions.SnapMetres"/>; where there is no point,
/// a manhole is made and reported. Direction is the order of a line's coordinates. Coordinates are in <see cref="ImportOptions.Crs"/>, x first.
/// </remarks>
public static class GeoJsonImporter
{
    public static ImportOutcome Import(Stream stream, ImportOptions options) => Import(stream, options, GeoJsonMapping.Default);

    public static ImportOutcome Import(Stream stream, ImportOptions options, GeoJsonMapping mapping)
    {
        var report = new ReportBuilder("geojson", options.Crs);
        var draft = new NetworkDraft(report, StringComparer.Ordinal);
        if (!ImportOptions.IsValidName(options.Name)) return Finishing.Refuse(draft, ImportOptions.NameRule(options.Name));
        if (CrsCatalogue.Find(options.Crs, out var why) is not { } crs) return Finishing.Refuse(draft, why);
        try
        {
            using var reader = InpText.Open(stream, report);
            using var json = JsonDocument.Parse(reader.ReadToEnd());
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("features", out var array) || array.ValueKind != JsonValueKind.Array)
                return Finishing.Refuse(draft, "The file is JSON, but not a FeatureCollection with an array of features.");
            var features = array.EnumerateArray().Index().Where(f => f.Item.ValueKind == JsonValueKind.Object).Select(f => new GeoJsonFeature(f.Index + 1, f.Item)).ToArray();
            Read(features, draft, crs, options, mapping);
        }
        catch (JsonException e)
        {
            return Finishing.Refuse(draft, $"The file is not JSON: {e.Message}");
        }
        return Finishing.Finish(draft, options, crs, n => n.Kind is AssetKind.Outfall or AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant, "outfall or plant");
    }

    private static void Read(GeoJsonFeature[] features, NetworkDraft draft, Crs crs, ImportOptions options, GeoJsonMapping mapping)
    {
        var byType = features.ToLookup(f => f.GeometryType);
        var points = byType["Point"].ToArray();
        var lines = byType["LineString"].Concat(byType["MultiLineString"]).OrderBy(f => f.Number).ToArray();
        var areas = byType["Polygon"].Concat(byType["MultiPolygon"]).OrderBy(f => f.Number).ToArray();
        foreach (var (section, count) in new[] { (GeoJsonPoints.Section, points.Length), (GeoJsonLines.Section, lines.Length), (GeoJsonAreas.Section, areas.Length) })
            draft.Report.Open(section, count, SectionUse.Imported);
        foreach (var f in features.Except(points).Except(lines).Except(areas))
            draft.Report.Add(DefectCode.UnsupportedGeometry, Remedy.LeftOut, "features", f.Number, f.OwnId ?? "", $"Geometry is {f.GeometryType}; expected Point, LineString, MultiLineString, Polygon or MultiPolygon.");
        var grid = new SnapGrid(options.SnapMetres);
        GeoJsonPoints.Read(points, draft, crs, grid, mapping);
        GeoJsonLines.Read(lines, draft, crs, grid, mapping, options.SnapMetres);
        GeoJsonAreas.Read(areas, draft, crs, mapping);
    }
}
