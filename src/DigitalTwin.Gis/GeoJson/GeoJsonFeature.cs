using System.Globalization;
using System.Text.Json;

namespace DigitalTwin.Gis.GeoJson;

/// <summary>One feature of a collection, tolerant of nulls and of numbers written as text.</summary>
/// <param name="Number">1-based place in its collection.</param>
internal readonly record struct GeoJsonFeature(int Number, JsonElement Element)
{
    public string GeometryType => Geometry is { } g && g.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString()! : "none";

    public JsonElement Coordinates => Geometry is { } g && g.TryGetProperty("coordinates", out var c) ? c : default;

    /// <summary>The feature's own id, outside its properties.</summary>
    public string? OwnId => Element.TryGetProperty("id", out var id) ? Scalar(id) : null;

    public string? Text(IReadOnlyList<string> names)
    {
        foreach (var name in names)
            foreach (var property in Properties)
                if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && Scalar(property.Value) is { Length: > 0 } text) return text;
        return null;
    }

    /// <summary>NaN where absent; <paramref name="unreadable"/> holds text that is no number.</summary>
    public double NumberOf(IReadOnlyList<string> names, out string? unreadable)
    {
        unreadable = null;
        if (Text(names) is not { } text) return double.NaN;
        if (double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)) return value;
        unreadable = text;
        return double.NaN;
    }

    public IEnumerable<(string Name, string Value)> All()
    {
        foreach (var property in Properties)
            if (Scalar(property.Value) is { Length: > 0 } text) yield return (property.Name, text);
    }

    public static bool TryPoint(JsonElement e, out (double X, double Y) point)
    {
        point = default;
        if (e.ValueKind != JsonValueKind.Array || e.GetArrayLength() < 2 || e[0].ValueKind != JsonValueKind.Number || e[1].ValueKind != JsonValueKind.Number) return false;
        point = (e[0].GetDouble(), e[1].GetDouble());
        return double.IsFinite(point.X) && double.IsFinite(point.Y);
    }

    private JsonElement? Geometry => Element.TryGetProperty("geometry", out var g) && g.ValueKind == JsonValueKind.Object ? g : null;

    private JsonElement.ObjectEnumerator Properties =>
        Element.TryGetProperty("properties", out var p) && p.ValueKind == JsonValueKind.Object ? p.EnumerateObject() : default;

    private static string? Scalar(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.String => e.GetString()!.Trim(),
        JsonValueKind.Number => e.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };
}
