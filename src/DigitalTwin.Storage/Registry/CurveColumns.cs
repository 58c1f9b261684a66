using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Storage.Registry;

internal static class CurveColumns
{
    public static void Write(ColumnWriter to, IReadOnlyDictionary<string, Curve> curves, IReadOnlyDictionary<string, Pattern> patterns)
    {
        to.Texts("curve.name", [.. curves], c => c.Key);
        to.Names("curve.type", [.. curves], c => c.Value.Type);
        to.Integers("curve.count", [.. curves], c => c.Value.X.Count);
        to.Doubles("curve.x", [.. curves.SelectMany(c => c.Value.X)], v => v);
        to.Doubles("curve.y", [.. curves.SelectMany(c => c.Value.Y)], v => v);

        to.Texts("pattern.name", [.. patterns], p => p.Key);
        to.Names("pattern.type", [.. patterns], p => p.Value.Type);
        to.Integers("pattern.count", [.. patterns], p => p.Value.Multipliers.Count);
        to.Doubles("pattern.multiplier", [.. patterns.SelectMany(p => p.Value.Multipliers)], v => v);
    }

    public static Dictionary<string, Curve> ReadCurves(ColumnReader from)
    {
        var count = from.Count("curve.name");
        var (names, types) = (from.Texts("curve.name", count), from.Names("curve.type", count));
        var lengths = from.Integers("curve.count", count);
        var (x, y) = (from.Doubles("curve.x", from.Count("curve.x")), from.Doubles("curve.y", from.Count("curve.y")));
        var curves = new Dictionary<string, Curve>(StringComparer.Ordinal);
        for (int i = 0, start = 0; i < count; start += (int)lengths[i++])
        {
            var range = start..(start + (int)lengths[i]);
            curves.Add(names[i]!, new Curve(types[i]!, x[range], y[range]));
        }
        return curves;
    }

    public static Dictionary<string, Pattern> ReadPatterns(ColumnReader from)
    {
        var count = from.Count("pattern.name");
        var (names, types) = (from.Texts("pattern.name", count), from.Names("pattern.type", count));
        var lengths = from.Integers("pattern.count", count);
        var multipliers = from.Doubles("pattern.multiplier", from.Count("pattern.multiplier"));
        var patterns = new Dictionary<string, Pattern>(StringComparer.Ordinal);
        for (int i = 0, start = 0; i < count; start += (int)lengths[i++])
            patterns.Add(names[i]!, new Pattern(types[i]!, multipliers[start..(start + (int)lengths[i])]));
        return patterns;
    }
}
