using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Risk.Causes;

/// <summary>Which warning brought about which: one that stands where another said it would go belongs under that one.</summary>
/// <remarks>
/// What is expected at a place explains anything there; what merely passes it explains its own sort, matter or water. The page groups by the same
/// rule, so that list and alarm book agree. Intakes that one reclaimed plant feeds and that break the same limit have one cause, though the plant may not
/// measure it: they lie under the plant's warning, or the earliest of them stands for it.
/// </remarks>
public static class WarningNesting
{
    /// <summary>A sensor further down may report a little before the one at the cause: their intervals differ.</summary>
    public static readonly TimeSpan SensorSlack = TimeSpan.FromMinutes(30);

    /// <summary>By warning id, the id of the first cause it belongs under; its own for a first cause.</summary>
    /// <param name="supplierOf">The reclaimed plant that feeds an intake; null for none, and for what is no intake.</param>
    public static IReadOnlyDictionary<string, string> Roots(IEnumerable<Warning> open, Func<AssetKey, AssetKey?>? supplierOf = null)
    {
        var byTime = open.OrderBy(w => w.Cause.Since.UnixMilliseconds).ThenBy(w => w.Id, StringComparer.Ordinal).Select((w, i) => new Placed(w, i)).ToArray();
        var atPlace = new Dictionary<AssetKey, List<Placed>>();
        foreach (var warning in byTime)
            foreach (var place in warning.Passed.Concat(warning.Expected).Distinct())
            {
                if (!atPlace.TryGetValue(place, out var list)) atPlace[place] = list = [];
                list.Add(warning);
            }
        var parents = byTime.ToDictionary(w => w, w => atPlace.GetValueOrDefault(w.Warning.Cause.Asset)?
            .FirstOrDefault(other => other != w && Explains(other, w) && (other.Order < w.Order || (other.Warning.Cause.Since <= w.Warning.Cause.Since + SensorSlack && !Explains(w, other)))));
        var roots = byTime.ToDictionary(w => w, w => Root(w, parents));
        if (supplierOf is null) return byTime.ToDictionary(w => w.Warning.Id, w => roots[w].Warning.Id);
        var fed = roots.Values.Distinct().Where(w => w.IsMatter).Select(w => (Root: w, Plant: supplierOf(w.Warning.Cause.Asset))).Where(f => f.Plant is not null).ToDictionary(f => f.Root, f => (Plant: f.Plant!.Value, f.Root.Warning.Cause.Quantity));
        var heads = new Dictionary<(AssetKey, Quantity), Placed>();
        foreach (var root in fed.Keys.OrderBy(w => w.Order)) heads.TryAdd(fed[root], root);
        foreach (var plant in byTime.Where(w => heads.ContainsKey((w.Warning.Cause.Asset, w.Warning.Cause.Quantity)))) heads[(plant.Warning.Cause.Asset, plant.Warning.Cause.Quantity)] = roots[plant];
        return byTime.ToDictionary(w => w.Warning.Id, w => (fed.TryGetValue(roots[w], out var by) ? heads[by] : roots[w]).Warning.Id);
    }

    private static bool Explains(Placed cause, Placed effect) =>
        cause.Expected.Contains(effect.Warning.Cause.Asset) || (cause.IsMatter == effect.IsMatter && cause.Passed.Contains(effect.Warning.Cause.Asset));

    /// <summary>Of a ring of causes, which only nearly equal clocks can make, the earliest.</summary>
    private static Placed Root(Placed warning, Dictionary<Placed, Placed?> parents)
    {
        var way = new List<Placed> { warning };
        while (parents[way[^1]] is { } parent)
        {
            if (way.IndexOf(parent) is >= 0 and var back) return way.Skip(back).MinBy(w => w.Order)!;
            way.Add(parent);
        }
        return way[^1];
    }

    private sealed class Placed(Warning warning, int order)
    {
        public Warning Warning => warning;
        public int Order => order;
        public bool IsMatter => warning.Cause.Kind == SymptomKind.QualityBreach;
        public HashSet<AssetKey> Expected { get; } = [warning.Cause.Asset, .. warning.Effects.Select(e => e.Asset)];
        public HashSet<AssetKey> Passed { get; } = [.. warning.Path, .. warning.Way.Legs.SelectMany(l => new[] { l.Place, l.Link }).Where(k => k.Value > 0)];
    }
}
