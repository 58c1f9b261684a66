using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Coordinates;
using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Inp;

namespace DigitalTwin.Gis.GeoJson;

/// <summary>Lines: links between the nodes that they name or end at.</summary>
internal static class GeoJsonLines
{
    public const string Section = "lines";

    public static void Read(GeoJsonFeature[] features, NetworkDraft draft, Crs crs, SnapGrid grid, GeoJsonMapping mapping, double snapMetres)
    {
        var ids = new GeoJsonIds(features, mapping, "l");
        foreach (var f in features)
        {
            var parts = f.GeometryType == "LineString" ? [f.Coordinates] : f.Coordinates.ValueKind == JsonValueKind.Array ? f.Coordinates.EnumerateArray().ToArray() : [];
            foreach (var (n, part) in parts.Index())
                ReadPart(f, parts.Length == 1 ? ids.Of(f) : $"{ids.Of(f)}-{n + 1}", part, draft, crs, grid, mapping, snapMetres);
        }
    }

    private static void ReadPart(GeoJsonFeature f, string id, JsonElement part, NetworkDraft draft, Crs crs, SnapGrid grid, GeoJsonMapping mapping, double snapMetres)
    {
        var line = new List<(double X, double Y)>();
        if (part.ValueKind == JsonValueKind.Array)
            foreach (var e in part.EnumerateArray())
                if (GeoJsonFeature.TryPoint(e, out var p)) line.Add(p);
        if (line.Count < 2)
        {
            draft.Report.Add(DefectCode.MissingCoordinates, Remedy.LeftOut, Section, f.Number, id, "A line with fewer than two positions; expected [[x, y], [x, y], …] in numbers.");
            return;
        }
        var kind = GeoJsonKinds.Read(f.Text(mapping.Kind)) is { } k && k.IsLink() ? k : AssetKind.PipeSegment;
        var (from, to) = (f.Text(mapping.From), f.Text(mapping.To));
        if (from is null || to is null || draft.FindNode(from) is null || draft.FindNode(to) is null)
            (from, to) = (End(line[0], "start"), End(line[^1], "end"));
        if (draft.AddLink(new InpLine(Section, f.Number, "", [id, from, to]), kind) is not { } link) return;
        link.Name = f.Text(mapping.Name);
        link.Class = PipeClassWords.Read(f.Text(mapping.Class)) ?? PipeClass.Unknown;
        link.IsPressurised = link.Class == PipeClass.Reclaimed || kind == AssetKind.PumpStation;
        link.Length = kind == AssetKind.PipeSegment ? GeoJsonPoints.Number(draft, f, mapping.LengthMetres, id, double.NaN, Section) : 0; // NaN: measured when placed.
        link.Roughness = GeoJsonPoints.Number(draft, f, mapping.Roughness, id, link.Roughness, Section);
        var diameter = GeoJsonPoints.Number(draft, f, mapping.DiameterMetres, id, GeoJsonPoints.Number(draft, f, mapping.DiameterMillimetres, id, 0, Section) / 1000, Section);
        if (diameter > 0) link.CrossSection = CrossSection.Circle(diameter);
        link.Source.AddRange(line[1..^1]);
        foreach (var (name, value) in f.All()) link.Attributes[name] = value;

        string End((double X, double Y) p, string which)
        {
            var placed = crs.TryToWgs84(p.X, p.Y, out var at);
            if (placed && grid.Nearest(at) is { } near) return near.LocalId;
            var made = draft.AddNode(new InpLine("line ends", f.Number, "", [$"{id}~{which}"]), AssetKind.Manhole);
            if (made is null) return "";
            made.Source = p;
            if (placed) grid.Add(at, made);
            draft.Report.Add(DefectCode.EndNotAtAPoint, Remedy.Substituted, Section, f.Number, id, FormattableString.Invariant($"No point within {snapMetres} m of its {which}; manhole '{made.LocalId}' was made there."));
            return made.LocalId;
        }
    }
}
