using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Topology;
using DigitalTwin.Gis.Coordinates;
using DigitalTwin.Gis.Features;
using DigitalTwin.Gis.GeoJson;

namespace DigitalTwin.Gis.Mapping;

/// <summary>Makes one survey of layers and their mappings. What has no place is listed, not dropped.</summary>
public sealed class SurveyReader
{
    private const int MostProblems = 500, LongestId = AssetId.MaxLength - 80;
    private readonly List<SurveyPoint> _points = [];
    private readonly List<SurveyLine> _lines = [];
    private readonly List<NetworkPoint> _gauges = [];
    private readonly List<Region> _regions = [];
    private readonly List<KeptFeature> _kept = [];
    private readonly List<string> _problems = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private int _problemCount;

    /// <exception cref="FeatureFileException">Nothing of it can be placed; the message says why.</exception>
    public static SurveyOutcome Read(string name, string title, IReadOnlyList<(FeatureLayer Layer, LayerMapping Mapping)> layers)
    {
        var reader = new SurveyReader();
        var crs = new List<string>();
        // Points first: lines may name them, or take their places.
        foreach (var use in new[] { LayerUse.Points, LayerUse.Lines, LayerUse.Areas })
            foreach (var ((layer, mapping), index) in layers.Select((l, i) => (l, i)).Where(l => l.l.Mapping.Use == use))
            {
                if (mapping.Crs is null && !(use == LayerUse.Lines && layer.Shape == LayerShape.Table && mapping.Of("x") is null && mapping.Of("wkt") is null))
                    throw new FeatureFileException($"What layer '{layer.Name}' has its coordinates in is not known; name it, as EPSG:4547.");
                if (mapping.Crs is not null) crs.Add(mapping.Crs);
                reader.Take(layer, mapping, mapping.Crs is null ? null : CrsCatalogue.Get(mapping.Crs), layers.Count(l => l.Mapping.Use == use) > 1 ? $"{index + 1}." : "");
            }
        if (reader._points.Count + reader._lines.Count == 0) throw new FeatureFileException(reader._kept.Count > 0 ? $"None of {reader._kept.Count} features has a usable place: {reader._kept[0].Why.En}" : "No layer is used for points or lines.");
        return new SurveyOutcome(new Survey
        {
            Name = name, Title = title, SourceCrs = crs.Distinct().Count() == 1 && crs[0].StartsWith("EPSG", StringComparison.Ordinal) ? crs[0] : "EPSG:4490",
            Points = reader._points, Lines = reader._lines, Gauges = reader._gauges, Regions = reader._regions,
        }, reader._kept, reader._problems, reader._problemCount);
    }

    private void Take(FeatureLayer layer, LayerMapping mapping, Crs? crs, string prefix)
    {
        var row = new MappedRow(layer, mapping);
        Dictionary<string, Position>? places = null;
        foreach (var feature in layer.Features)
        {
            row.Feature = feature;
            var parts = Parts(row, mapping.Use, crs, ref places, out var why);
            var letter = mapping.Use switch { LayerUse.Points => "p", LayerUse.Lines => "l", _ => "r" };
            var sourceId = row.Text("id");
            var baseId = sourceId ?? $"{letter}{prefix}{feature.Number}";
            if (parts.Count == 0) _kept.Add(new KeptFeature(baseId, new(layer.Name, feature.Number), null, why));
            for (var i = 0; i < parts.Count; i++)
            {
                var id = Claim(parts.Count == 1 ? baseId : $"{baseId}-{(char)('a' + i % 26)}{(i < 26 ? "" : i / 26)}");
                switch (mapping.Use)
                {
                    case LayerUse.Points: Point(row, mapping, id, sourceId, parts[i][0]); break;
                    case LayerUse.Lines: Line(row, mapping, id, parts[i]); break;
                    default: _regions.Add(new Region(id, row.Text("name") ?? id, parts[i])); break;
                }
            }
        }
    }

    private void Point(MappedRow row, LayerMapping mapping, string id, string? sourceId, Position at)
    {
        var kind = GeoJsonKinds.Read(row.Text("kind")) ?? mapping.Kind ?? AssetKind.Manhole;
        if (kind is AssetKind.PipeSegment or AssetKind.RiverSection) kind = AssetKind.Manhole;
        if (kind == AssetKind.RainGauge)
        {
            _gauges.Add(new NetworkPoint { LocalId = id, Kind = kind, Position = at, Name = row.Text("name"), Attributes = row.Attributes() });
            return;
        }
        _points.Add(new SurveyPoint
        {
            LocalId = id, SourceId = sourceId, Kind = kind, Position = at, Name = row.Text("name"), Class = row.Class() ?? mapping.Class ?? PipeClass.Unknown,
            Invert = row.Number("invert", Problem), Ground = row.Number("ground", Problem), Depth = Positive(row.Number("depth", Problem)), DesignFlow = Positive(row.Number("designFlow", Problem)) is var q && q > 0 ? q : 0,
            Retired = SurveyValues.Retired(row.Text("status")), Source = row.Place, Attributes = row.Attributes(),
        });
    }

    private void Line(MappedRow row, LayerMapping mapping, string id, IReadOnlyList<Position> path)
    {
        var kind = GeoJsonKinds.Read(row.Text("kind")) is { } k && k.IsLink() ? k : mapping.Kind is { } m && m.IsLink() ? m : AssetKind.PipeSegment;
        var pipeClass = row.Class() ?? mapping.Class ?? PipeClass.Unknown;
        var section = mapping.Of("diameter") is null ? null : SurveyValues.Section(row.Text("diameter"), row.Factor("diameter"));
        if (section is null && row.Text("diameter") is { } text && SurveyValues.Number(text) is null) Problem(row, "diameter", text);
        var roughness = row.Number("roughness", Problem);
        _lines.Add(new SurveyLine
        {
            LocalId = id, Kind = kind, Path = path, Name = row.Text("name"), Class = pipeClass, From = row.Text("from"), To = row.Text("to"), Length = Positive(row.Number("length", Problem)),
            Section = section ?? CrossSection.None, Roughness = roughness > 0 ? roughness : 0.013, FromInvert = row.Number("fromInvert", Problem), ToInvert = row.Number("toInvert", Problem), Slope = row.Number("slope", Problem),
            IsPressurised = pipeClass == PipeClass.Reclaimed || kind == AssetKind.PumpStation || row.SaysPressure, Retired = SurveyValues.Retired(row.Text("status")), Source = row.Place, Attributes = row.Attributes(),
        });
    }

    private List<Position[]> Parts(MappedRow row, LayerUse use, Crs? crs, ref Dictionary<string, Position>? places, out Told why)
    {
        why = new("没有坐标", "Has no coordinates");
        IReadOnlyList<(double X, double Y)[]> given = row.Feature.Parts;
        if (given.Count == 0 && row.Text("wkt") is { } wkt) given = Shapes.OfText(wkt);
        if (given.Count == 0 && row.Plain("x") is { } x && row.Plain("y") is { } y)
            given = use == LayerUse.Points ? [[(x, y)]] : row.Plain("x2") is { } x2 && row.Plain("y2") is { } y2 ? [[(x, y), (x2, y2)]] : [];
        if (given.Count == 0 && use == LayerUse.Lines && row.Text("from") is { } from && row.Text("to") is { } to)
        {
            places ??= _points.GroupBy(p => p.SourceId ?? p.LocalId).ToDictionary(g => g.Key, g => g.First().Position);
            if (places.TryGetValue(from, out var a) && places.TryGetValue(to, out var b) && a != b) return [[a, b]];
            why = new($"端点 {from}、{to} 不在点层中或位置相同", $"Its ends {from} and {to} are not both among the points, or lie at one place");
            return [];
        }
        if (crs is null) return [];
        var parts = new List<Position[]>();
        foreach (var part in given)
        {
            var line = new List<Position>(part.Length);
            foreach (var (px, py) in part)
                if (crs.TryToWgs84(px, py, out var at)) line.Add(at);
            if (line.Count < part.Length) why = new($"坐标不在 {crs.Code} 的范围内", FormattableString.Invariant($"Coordinates such as ({part[0].X}, {part[0].Y}) lie outside the area of {crs}"));
            if (line.Count >= (use switch { LayerUse.Points => 1, LayerUse.Lines => 2, _ => 3 })) parts.Add([.. line]);
            else if (part.Length > 0 && line.Count == part.Length) why = new("线不足两个点", "Fewer positions than its shape needs");
        }
        return parts;
    }

    private void Problem(MappedRow row, string target, string text)
    {
        _problemCount++;
        if (_problems.Count < MostProblems) _problems.Add($"{row.Place.Layer} {row.Place.Number}: {target} = '{(text.Length > 40 ? text[..40] + "…" : text)}' is no number; counts as absent.");
    }

    /// <summary>Fit for an asset and unlike all before.</summary>
    private string Claim(string source)
    {
        var id = string.Concat(source.Select(c => char.IsWhiteSpace(c) || char.IsControl(c) ? '_' : c));
        if (id.Length > LongestId) id = id[..LongestId];
        if (_ids.Add(id)) return id;
        var n = 2;
        while (!_ids.Add($"{id}~{n}")) n++;
        return $"{id}~{n}";
    }

    private static double Positive(double value) => value > 0 ? value : double.NaN;
}

/// <param name="Unplaced">Features without a usable place.</param>
/// <param name="Problems">The first of <paramref name="ProblemCount"/>.</param>
public sealed record SurveyOutcome(Survey Survey, IReadOnlyList<KeptFeature> Unplaced, IReadOnlyList<string> Problems, int ProblemCount);
