using DigitalTwin.Domain.Assets;
using DigitalTwin.Gis.Coordinates;
using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Inp;

namespace DigitalTwin.Gis.GeoJson;

/// <summary>Points: nodes, and gauges outside the graph.</summary>
internal static class GeoJsonPoints
{
    public const string Section = "points";

    public static void Read(GeoJsonFeature[] features, NetworkDraft draft, Crs crs, SnapGrid grid, GeoJsonMapping mapping)
    {
        var ids = new GeoJsonIds(features, mapping, "p");
        foreach (var f in features)
        {
            var line = new InpLine(Section, f.Number, "", [ids.Of(f)]);
            if (!GeoJsonFeature.TryPoint(f.Coordinates, out var source))
            {
                draft.Report.Add(DefectCode.MissingCoordinates, Remedy.LeftOut, Section, f.Number, line.Id, "A point without coordinates; expected [x, y] in numbers.");
                continue;
            }
            var kind = GeoJsonKinds.Read(f.Text(mapping.Kind)) ?? AssetKind.Manhole;
            if (kind == AssetKind.RainGauge)
            {
                var gauge = draft.AddPoint(line, kind);
                gauge.Source = source;
                foreach (var (name, value) in f.All()) gauge.Attributes[name] = value;
                continue;
            }
            if (draft.AddNode(line, kind.IsLink() ? AssetKind.Manhole : kind) is not { } node) continue;
            if (kind.IsLink())
                draft.Report.Add(DefectCode.UnsupportedGeometry, Remedy.Kept, Section, f.Number, line.Id, $"A {kind.WireName()} is a line between two nodes here, not a point; it came in as a manhole.");
            node.Source = source;
            node.Name = f.Text(mapping.Name);
            node.InvertElevation = Number(draft, f, mapping.InvertMetres, line.Id, 0);
            node.FullDepth = Number(draft, f, mapping.DepthMetres, line.Id, 0);
            foreach (var (name, value) in f.All()) node.Attributes[name] = value;
            if (crs.TryToWgs84(source.X, source.Y, out var at)) grid.Add(at, node);
        }
    }

    /// <summary>A property as number; <paramref name="absent"/> where it is absent, or text, which is reported.</summary>
    public static double Number(NetworkDraft draft, GeoJsonFeature f, IReadOnlyList<string> names, string id, double absent, string section = Section)
    {
        var value = f.NumberOf(names, out var unreadable);
        if (unreadable is not null)
            draft.Report.Add(DefectCode.UnparsableNumber, Remedy.Substituted, section, f.Number, id, $"Property {names[0]} is '{unreadable}'; expected a number. It counts as absent.");
        return double.IsNaN(value) ? absent : value;
    }
}
