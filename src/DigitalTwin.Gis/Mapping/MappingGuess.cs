using System.Globalization;
using DigitalTwin.Gis.Features;
using DigitalTwin.Gis.GeoJson;
using DigitalTwin.Gis.Import;

namespace DigitalTwin.Gis.Mapping;

/// <summary>A mapping that may fit, by what layers and fields are called and what stands in them.</summary>
public static class MappingGuess
{
    private const int Looked = 2000;

    /// <summary>Of an end, but not which it is: 起点X, 终点管底高程.</summary>
    private static readonly string[] SaysWhere = ["x", "y", "坐标", "高程", "标高", "埋深", "经度", "纬度", "类", "inv", "elev", "depth"];

    /// <summary>By target, names in the order of trust, compared without case, spaces and signs.</summary>
    private static readonly (string Target, string[] Names)[] Names =
    [
        ("from", ["from", "fromnode", "usnode", "upstreamnode", "startnode", "nodefrom", "usmh", "起点编号", "起点点号", "起始点号", "起点", "上游井号", "起始井号", "起点井号", "qddh", "sexp0"]),
        ("to", ["to", "tonode", "dsnode", "downstreamnode", "endnode", "nodeto", "dsmh", "终点编号", "终点点号", "终止点号", "终点", "下游井号", "终止井号", "终点井号", "连接点号", "zddh", "eexp0"]),
        ("fromInvert", ["frominvert", "upinvert", "usinvert", "upstreaminvert", "invertup", "invertin", "起点管底高程", "起点管底标高", "起点高程", "上游管底高程", "上游管底标高", "起点管内底高程"]),
        ("toInvert", ["toinvert", "downinvert", "dsinvert", "downstreaminvert", "invertdown", "invertout", "终点管底高程", "终点管底标高", "终点高程", "下游管底高程", "下游管底标高", "终点管内底高程"]),
        ("invert", ["invert", "invertelevation", "invertelev", "invelev", "bottomelevation", "井底高程", "井底标高", "管底高程", "管底标高"]),
        ("ground", ["ground", "groundelevation", "rim", "rimelevation", "rimelev", "surfaceelevation", "地面高程", "地面标高", "井盖高程", "高程"]),
        ("depth", ["depth", "fulldepth", "maxdepth", "manholedepth", "井深", "埋深"]),
        ("diameter", ["diameter", "diam", "dia", "diametermm", "pipesize", "pipediameter", "size", "dn", "height", "管径", "管径或断面尺寸", "断面尺寸", "规格", "gj", "ds"]),
        ("length", ["length", "lengthm", "pipelength", "len", "管长", "长度", "管线长度"]),
        ("slope", ["slope", "grade", "坡度"]),
        ("roughness", ["roughness", "manning", "manningn", "糙率"]),
        ("designFlow", ["designflow", "designhydrauliccapacityinmgd", "designcapacity", "capacity", "设计规模", "处理规模", "设计流量"]),
        ("status", ["status", "lifecyclestatus", "state", "使用状态", "状态", "管线状态", "使用情况"]),
        ("class", ["class", "systemtype", "system", "pipeclass", "sewertype", "管线类型", "管线种类", "类别", "管类", "排水类型", "管道类型", "gxlx"]),
        ("kind", ["kind", "type", "featuretype", "assettype", "附属物", "附属物类型", "特征", "管点类型", "类型"]),
        ("name", ["name", "title", "facilityname", "label", "名称", "点名", "路名", "所在道路"]),
        ("id", ["id", "localid", "assetid", "code", "number", "编号", "管点编号", "管线编号", "物探点号", "井号", "点号", "管段编号", "globalid", "facilityid", "objectid", "fid", "gid", "(id)"]),
        ("wkt", ["wkt", "geometry", "geom", "thegeom", "shape"]),
        ("x2", ["x2", "endx", "tox", "终点x", "终点x坐标", "终点横坐标"]),
        ("y2", ["y2", "endy", "toy", "终点y", "终点y坐标", "终点纵坐标"]),
        ("x", ["x", "x1", "startx", "lon", "lng", "longitude", "easting", "经度", "横坐标", "x坐标", "起点x", "起点x坐标", "起点横坐标"]),
        ("y", ["y", "y1", "starty", "lat", "latitude", "northing", "纬度", "纵坐标", "y坐标", "起点y", "起点y坐标", "起点纵坐标"]),
    ];

    public static LayerMapping Of(FeatureLayer layer)
    {
        var rows = layer.Features.Take(Looked).ToArray();
        var fields = new Dictionary<string, FieldUse>();
        var taken = new HashSet<int>();
        foreach (var (target, names) in Names)
        {
            if (target is "x" or "y" or "x2" or "y2" or "wkt" && layer.Shape != LayerShape.Table) continue;
            if (Find(layer, names, i => !taken.Contains(i) && Fits(target, i, layer, rows)) is not { } column) continue;
            taken.Add(column);
            fields[target] = new FieldUse(layer.Fields[column], Unit(target, layer.Fields[column], Numbers(rows, column)));
        }
        // A type says more than a system's name where both are there; where only one is, it may say either.
        if (!fields.ContainsKey("class") && fields.TryGetValue("kind", out var kind)) fields["class"] = kind;
        NorthFirst(layer, rows, fields);
        return new LayerMapping
        {
            Layer = layer.Name, Use = Use(layer, fields), Crs = layer.Crs ?? Crs(layer, rows, fields), Fields = fields,
            Kind = GeoJsonKinds.Read(layer.Name), Class = PipeClassWords.Read(layer.Name),
        };
    }

    private static LayerUse Use(FeatureLayer layer, Dictionary<string, FieldUse> fields) => layer.Shape switch
    {
        LayerShape.Points => LayerUse.Points,
        LayerShape.Lines => LayerUse.Lines,
        LayerShape.Areas => LayerUse.Areas,
        _ when fields.ContainsKey("wkt") => layer.Features.FirstOrDefault(f => Value(layer, f, fields["wkt"]) is not null) is { Values: not null } first && Value(layer, first, fields["wkt"])!.Contains("LINE", StringComparison.OrdinalIgnoreCase) ? LayerUse.Lines : LayerUse.Points,
        _ when fields.ContainsKey("x2") && fields.ContainsKey("y2") || fields.ContainsKey("from") && fields.ContainsKey("to") => LayerUse.Lines,
        _ when fields.ContainsKey("x") && fields.ContainsKey("y") => LayerUse.Points,
        _ => LayerUse.Ignore,
    };

    private static bool Fits(string target, int column, FeatureLayer layer, SourceFeature[] rows)
    {
        var filled = rows.Where(r => r.Values[column] is not null).Select(r => r.Values[column]!).ToArray();
        if (filled.Length == 0) return false;
        return target switch
        {
            // An id that is not one of its own, or missing now and then, is none.
            "id" => filled.Length >= rows.Length * 0.95 && filled.Distinct().Count() >= filled.Length * 0.95,
            "length" or "diameter" or "depth" or "ground" or "invert" or "fromInvert" or "toInvert" or "x" or "y" or "x2" or "y2" or "slope" or "roughness" or "designFlow"
                => filled.Count(v => SurveyValues.Number(v) is not null) >= filled.Length * 0.5 && filled.Any(v => SurveyValues.Number(v) is not (null or 0)),
            "from" or "to" => layer.Shape is LayerShape.Lines or LayerShape.Table && !SaysWhere.Any(w => layer.Fields[column].Contains(w, StringComparison.OrdinalIgnoreCase)),
            _ => true,
        };
    }

    private static int? Find(FeatureLayer layer, string[] names, Func<int, bool> fits)
    {
        var plain = layer.Fields.Select(Plain).ToArray();
        foreach (var name in names)
            for (var i = 0; i < plain.Length; i++)
                if (plain[i] == name && fits(i)) return i;
        // Longer names inside still longer ones: 管径(mm), pipe_diameter_in.
        foreach (var name in names.Where(n => n.Length >= 5 || n.Length >= 2 && n[0] > 127))
            for (var i = 0; i < plain.Length; i++)
                if (plain[i].Contains(name, StringComparison.Ordinal) && fits(i)) return i;
        // A .dbf cuts names to ten bytes, in UTF-8 three Chinese characters.
        foreach (var name in names)
            for (var i = 0; i < plain.Length; i++)
                if ((plain[i].Length == 10 || plain[i].Length == 3 && plain[i][0] > 127) && name.StartsWith(plain[i], StringComparison.Ordinal) && fits(i)) return i;
        return null;
    }

    private static string? Unit(string target, string field, double[] numbers)
    {
        var units = MappingTargets.Units[target];
        if (units.Length == 0) return null;
        var name = field.ToLowerInvariant();
        foreach (var (unit, _) in units.OrderByDescending(u => u.Unit.Length))
            if (unit.Length > 1 && (name.EndsWith($"_{unit.ToLowerInvariant()}", StringComparison.Ordinal) || name.Contains($"({unit.ToLowerInvariant()})") || name.Contains($"（{unit.ToLowerInvariant()}）") || name.EndsWith($"in{unit.ToLowerInvariant()}", StringComparison.Ordinal))) return unit;
        if (name.EndsWith("(m)", StringComparison.Ordinal) || name.EndsWith("（m）", StringComparison.Ordinal) || name.EndsWith("_m", StringComparison.Ordinal)) return units.Any(u => u.Unit == "m") ? "m" : null;
        var middle = numbers.Length == 0 ? double.NaN : numbers.Order().ElementAt(numbers.Length / 2);
        return target switch
        {
            "diameter" => middle < 5 ? "m" : middle < 60 ? "in" : "mm", // No sewer is under 60 mm or over 5 m wide.
            "slope" => middle > 0.5 ? "‰" : "ratio",
            _ => units[0].Unit,
        };
    }

    /// <summary>Surveyors in China write northing as X and easting as Y.</summary>
    private static void NorthFirst(FeatureLayer layer, SourceFeature[] rows, Dictionary<string, FieldUse> fields)
    {
        foreach (var (x, y) in new[] { ("x", "y"), ("x2", "y2") })
        {
            if (!fields.TryGetValue(x, out var fx) || !fields.TryGetValue(y, out var fy)) continue;
            var (a, b) = (Middle(layer, rows, fx), Middle(layer, rows, fy));
            var xIsNorthing = a is > 1_000_000 and < 6_500_000 && b is > 100_000 and < 999_999 or > 13_000_000 and < 46_000_000;
            if (xIsNorthing || Math.Abs(b) > 90 && Math.Abs(b) <= 180 && Math.Abs(a) <= 90) (fields[x], fields[y]) = (fy, fx);
        }
    }

    private static string? Crs(FeatureLayer layer, SourceFeature[] rows, Dictionary<string, FieldUse> fields)
    {
        double x, y;
        if (rows.FirstOrDefault(r => r.Parts is { Count: > 0 } p && p[0].Length > 0) is { Parts: not null } placed) (x, y) = placed.Parts[0][0];
        else if (fields.TryGetValue("wkt", out var wkt) && rows.Select(r => Value(layer, r, wkt)).OfType<string>().FirstOrDefault() is { } text && Shapes.OfText(text) is { Count: > 0 } parts && parts[0].Length > 0) (x, y) = parts[0][0];
        else if (fields.TryGetValue("x", out var fx) && fields.TryGetValue("y", out var fy)) (x, y) = (Middle(layer, rows, fx), Middle(layer, rows, fy));
        else return null;
        if (Math.Abs(x) <= 180 && Math.Abs(y) <= 90) return "EPSG:4326";
        if (!(y is > 0 and < 6_500_000)) return null;
        // The millions of an easting name its zone: 25 to 45 are zones of 3 degrees, 13 to 23 of 6.
        var zone = (int)(x / 1_000_000);
        return zone is >= 25 and <= 45 ? $"EPSG:{4513 + zone - 25}" : zone is >= 13 and <= 23 ? $"EPSG:{4491 + zone - 13}" : null;
    }

    private static double Middle(FeatureLayer layer, SourceFeature[] rows, FieldUse use) =>
        Numbers(rows, layer.Fields.ToList().IndexOf(use.Field)) is { Length: > 0 } numbers ? numbers.Order().ElementAt(numbers.Length / 2) : double.NaN;

    private static double[] Numbers(SourceFeature[] rows, int column) => [.. rows.Select(r => SurveyValues.Number(r.Values[column])).OfType<double>()];

    private static string? Value(FeatureLayer layer, SourceFeature feature, FieldUse use) => feature.Values[layer.Fields.ToList().IndexOf(use.Field)];

    private static string Plain(string name) => string.Concat(name.Where(c => char.IsLetterOrDigit(c) || c is '(' or ')').Select(c => char.ToLower(c, CultureInfo.InvariantCulture))) is var p && p == "(id)" ? p : p.Replace("(", "").Replace(")", "");
}
