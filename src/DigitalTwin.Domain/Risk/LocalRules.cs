using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Risk;

/// <summary>The local rules by kind of asset, from <c>rules.json</c>, with the limits they refer to. Immutable; one for all assets.</summary>
public sealed class LocalRules
{
    private readonly LocalRule[][] _byKind;
    private readonly LimitCatalogue _limits;

    public LocalRules(IReadOnlyList<LocalRule> rules, LimitCatalogue limits, TimeSpan defaultInterval, int silentIntervals)
    {
        (_limits, DefaultInterval, SilentIntervals) = (limits, defaultInterval, silentIntervals);
        _byKind = new LocalRule[Enum.GetValues<AssetKind>().Max(k => (int)k) + 1][];
        for (var kind = 0; kind < _byKind.Length; kind++) _byKind[kind] = [.. rules.Where(r => r.Kinds.Contains((AssetKind)kind))];
        foreach (var group in _byKind)
            if (group.GroupBy(r => (r.Symptom, r.Quantity)).FirstOrDefault(g => g.Count() > 1) is { } twice)
                throw new ArgumentException($"Rules {string.Join(" and ", twice.Select(r => r.Id))} give the same symptom by the same quantity to one kind of asset.");
    }

    public static LocalRules Default { get; } = LoadEmbedded();

    public TimeSpan DefaultInterval { get; }
    /// <summary>How many intervals without data make an asset stale.</summary>
    public int SilentIntervals { get; }

    public ReadOnlySpan<LocalRule> Of(AssetKind kind) => (uint)kind < (uint)_byKind.Length ? _byKind[(int)kind] : [];

    public LocalRule? Find(AssetKind kind, SymptomKind symptom, Quantity quantity)
    {
        foreach (var rule in Of(kind))
            if (rule.Symptom == symptom && rule.Quantity == quantity) return rule;
        return null;
    }

    /// <summary>The longest time that a rule of this kind waits for confirmation.</summary>
    public TimeSpan LongestDelay(AssetKind kind)
    {
        var longest = TimeSpan.Zero;
        foreach (var rule in Of(kind))
        {
            if (rule.OnDelay > longest) longest = rule.OnDelay;
            if (rule.OffDelay > longest) longest = rule.OffDelay;
        }
        return longest;
    }

    /// <summary>The limit that binds a quantity at a kind of asset now; null where none does.</summary>
    public Limit? LimitOf(AssetKind kind, Quantity quantity, Instant at, Func<Quantity, double>? other = null) =>
        _limits.DefaultFor(kind)?.Find(quantity, at, other ?? (_ => double.NaN));

    /// <summary>How long an asset may be silent.</summary>
    public TimeSpan Silence(in AssetProfile profile) =>
        (profile.IntervalSeconds > 0 ? TimeSpan.FromSeconds(profile.IntervalSeconds) : DefaultInterval) * SilentIntervals;

    private static LocalRules LoadEmbedded()
    {
        using var document = EmbeddedData.Open("rules.json");
        var limits = LimitCatalogue.Default;
        var silence = document.RootElement.GetProperty("silence");
        return new LocalRules([.. document.RootElement.GetProperty("rules").EnumerateArray().SelectMany(e => RuleReader.Rules(e, limits))], limits,
            TimeSpan.FromSeconds(silence.GetProperty("defaultIntervalSeconds").GetDouble()), silence.GetProperty("intervals").GetInt32());
    }
}
