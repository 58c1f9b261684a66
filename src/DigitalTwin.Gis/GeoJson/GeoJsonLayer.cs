using System.Text.Json;
using DigitalTwin.Gis.Coordinates;
using DigitalTwin.Gis.Features;

namespace DigitalTwin.Gis.GeoJson;

/// <summary>The features of a collection as they stand in it, read one by one so that a large file needs little beside its bytes.</summary>
internal static class GeoJsonLayer
{
    public static FeatureLayer Read(string name, byte[] bytes, FeatureLimits limits)
    {
        var (columns, fields, features) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<string>(), new List<SourceFeature>());
        var (crs, isCollection) = ((string?)null, false);
        try
        {
            var reader = new Utf8JsonReader(FileText.Utf8(bytes).Span, new JsonReaderOptions { MaxDepth = 64 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new FeatureFileException($"'{name}' is JSON, but no FeatureCollection.");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var property = reader.GetString();
                reader.Read();
                if (property == "features" && reader.TokenType == JsonTokenType.StartArray)
                {
                    isCollection = true;
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    {
                        if (features.Count == limits.MostFeatures) throw new FeatureFileException($"'{name}' has more than {limits.MostFeatures} features; split it.");
                        Add(JsonElement.ParseValue(ref reader), columns, fields, features, limits);
                    }
                }
                else if (property == "crs") crs = CrsOf(JsonElement.ParseValue(ref reader));
                else reader.Skip();
            }
        }
        catch (JsonException e)
        {
            throw new FeatureFileException($"'{name}' is not JSON: {e.Message}", e);
        }
        if (!isCollection) throw new FeatureFileException($"'{name}' is JSON, but not a FeatureCollection with an array of features.");
        // Each as wide as all fields turned out to be.
        for (var i = 0; i < features.Count; i++)
            if (features[i].Values.Length < fields.Count)
            {
                var values = new string?[fields.Count];
                features[i].Values.CopyTo(values, 0);
                features[i] = features[i] with { Values = values };
            }
        return new FeatureLayer { Name = name, Format = "geojson", Shape = Shapes.Most(features), Crs = crs, Fields = fields, Features = features };
    }

    private static void Add(JsonElement element, Dictionary<string, int> columns, List<string> fields, List<SourceFeature> features, FeatureLimits limits)
    {
        var values = new string?[fields.Count];
        if (element.ValueKind != JsonValueKind.Object)
        {
            features.Add(new SourceFeature(features.Count + 1, LayerShape.Table, [], values));
            return;
        }
        var feature = new GeoJsonFeature(features.Count + 1, element);
        if (feature.OwnId is { Length: > 0 } own) Set("(id)", own);
        foreach (var (field, value) in feature.All()) Set(field, value);
        var (shape, parts) = Parts(feature);
        features.Add(new SourceFeature(feature.Number, shape, parts, values));

        void Set(string field, string value)
        {
            if (!columns.TryGetValue(field, out var column))
            {
                if (fields.Count == limits.MostFields) throw new FeatureFileException($"The features have more than {limits.MostFields} different properties.");
                columns[field] = column = fields.Count;
                fields.Add(field);
            }
            if (column >= values.Length) Array.Resize(ref values, column + 1);
            values[column] = value;
        }
    }

    private static (LayerShape, IReadOnlyList<(double X, double Y)[]>) Parts(GeoJsonFeature f) => f.GeometryType switch
    {
        "Point" => (LayerShape.Points, GeoJsonFeature.TryPoint(f.Coordinates, out var p) ? [[p]] : []),
        "MultiPoint" => (LayerShape.Points, [.. Line(f.Coordinates).Select(c => new[] { c })]),
        "LineString" => (LayerShape.Lines, [Line(f.Coordinates)]),
        "MultiLineString" => (LayerShape.Lines, [.. Each(f.Coordinates).Select(Line)]),
        "Polygon" => (LayerShape.Areas, [.. Each(f.Coordinates).Take(1).Select(Line)]),
        "MultiPolygon" => (LayerShape.Areas, [.. Each(f.Coordinates).SelectMany(polygon => Each(polygon).Take(1)).Select(Line)]),
        _ => (LayerShape.Table, []),
    };

    private static JsonElement[] Each(JsonElement e) => e.ValueKind == JsonValueKind.Array ? [.. e.EnumerateArray()] : [];

    private static (double X, double Y)[] Line(JsonElement e)
    {
        var line = new List<(double, double)>();
        foreach (var c in Each(e))
            if (GeoJsonFeature.TryPoint(c, out var p)) line.Add(p);
        return [.. line];
    }

    /// <summary>The member of GeoJSON 2008 by which other systems than longitude and latitude were named.</summary>
    private static string? CrsOf(JsonElement crs)
    {
        if (crs.ValueKind != JsonValueKind.Object || !crs.TryGetProperty("properties", out var p) || p.ValueKind != JsonValueKind.Object || !p.TryGetProperty("name", out var n) || n.ValueKind != JsonValueKind.String) return null;
        var name = n.GetString()!;
        if (name.EndsWith("CRS84", StringComparison.Ordinal)) return "EPSG:4326";
        var code = $"EPSG:{name[(name.LastIndexOf(':') + 1)..]}";
        return CrsCatalogue.Find(code, out _) is null ? null : code;
    }
}
