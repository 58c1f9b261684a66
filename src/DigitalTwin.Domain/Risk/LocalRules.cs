using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Standards;

namespace DigitalTwin.Domain.Risk;

/// <summary>The local rules by kind of asset, from <c>rules.json</c>, with the limits they refer to. One for all assets, safe from any thread.</summary>
public sealed class LocalRules
{
    private readonly LocalRule[][] _byKind;
    // A reading is judged by the few rules that look at its quantity; a kind has dozens.
    private readonly LocalRule[][][] _byQuantity;
    private volatile LimitCatalogue _limits;

    public LocalRules(IReadOnlyList<LocalRule> rules, LimitCatalogue limits, TimeSpan defaultInterval, int silentIntervals, CityCalendar? calendar = null)
    {
        Calendar = calendar ?? CityCalendar.China;
        (_limits, DefaultInterval, SilentIntervals) = (limits, defaultInterval, silentIntervals);
        _byKind = new LocalRule[Enum.GetValues<AssetKind>().Max(k => (int)k) + 1][];
        for (var kind = 0; kind < _byKind.Length; kind++) _byKind[kind] = [.. rules.Where(r => r.Kinds.Contains((AssetKind)kind))];
        foreach (var group in _byKind)
            if (group.GroupBy(r => (r.Symptom, r.Quantity)).FirstOrDefault(g => g.Count() > 1) is { } twice)
                throw new ArgumentException($"Rules {string.Join(" and ", twice.Select(r => r.Id))} give the same symptom by the same quantity to one kind of asset.");
        _byQuantity = [.. _byKind.Select(ByQuantity)];
    }

    public static LocalRules Default { get; } = Read(CityCalendar.China);

    /// <summary>By whose days limits hold.</summary>
    public CityCalendar Calendar { get; }
    public TimeSpan DefaultInterval { get; }
    /// <summary>How many intervals without data make an asset stale.</summary>
    public int SilentIntervals { get; }

    /// <summary>The limits that rules refer to. Someone may edit them while the city runs; the next reading is judged by the new ones.</summary>
    public LimitCatalogue Limits
    {
        get => _limits;
        set => _limits = value;
    }

    /// <summary>The rules of a kind that judge a quantity or wait on it.</summary>
    public ReadOnlySpan<LocalRule> Of(AssetKind kind, Quantity quantity)
    {
        if ((uint)kind >= (uint)_byQuantity.Length) return [];
        var rules = _byQuantity[(int)kind];
        return quantity.Code < rules.Length ? rules[quantity.Code] : [];
    }

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

    /// <summary>The limit that binds a quantity at an asset now; null where none does.</summary>
    public Limit? LimitOf(in AssetProfile profile, Quantity quantity, Instant at, Func<Quantity, double>? other = null) =>
        profile.LimitClass is { } id ? _limits.Find(id)?.Find(quantity, Calendar.DayOf(at), other ?? (_ => double.NaN)) : null;

    /// <summary>How long an asset may be silent.</summary>
    public TimeSpan Silence(in AssetProfile profile) =>
        (profile.IntervalSeconds > 0 ? TimeSpan.FromSeconds(profile.IntervalSeconds) : DefaultInterval) * SilentIntervals;

    private static LocalRule[][] ByQuantity(LocalRule[] rules)
    {
        var highest = rules.SelectMany(Watched).Select(q => (int)q.Code).DefaultIfEmpty(-1).Max();
        return [.. Enumerable.Range(0, highest + 1).Select(code => rules.Where(r => Watched(r).Any(q => q.Code == code)).ToArray())];
    }

    private static IEnumerable<Quantity> Watched(LocalRule rule) => rule.While is { } guard ? [rule.Quantity, guard.Quantity] : [rule.Quantity];

    /// <summary>The rules of <c>rules.json</c>, with the limits that hold on the days of a city.</summary>
    public static LocalRules Read(CityCalendar calendar)
    {
        using var document = EmbeddedData.Open("rules.json");
        var limits = LimitCatalogue.Default;
        var silence = document.RootElement.GetProperty("silence");
        return new LocalRules([.. document.RootElement.GetProperty("rules").EnumerateArray().SelectMany(e => RuleReader.Rules(e, limits))], limits,
            TimeSpan.FromSeconds(silence.GetProperty("defaultIntervalSeconds").GetDouble()), silence.GetProperty("intervals").GetInt32(), calendar);
    }
}
