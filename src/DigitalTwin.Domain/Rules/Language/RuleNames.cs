using System.Collections.Frozen;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Language;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Rules.Language;

/// <summary>Which names mean what, without regard to letter case. Quantities go by their names and aliases, and by their Chinese names.</summary>
internal sealed class RuleNames(QuantityCatalogue quantities)
{
    public static readonly FrozenSet<string> Reserved = new[] { "and", "or", "not", "for", "held", "between" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static readonly FrozenDictionary<string, Func<DateTimeOffset, double>> Calendar = new Dictionary<string, Func<DateTimeOffset, double>>
    {
        ["hour"] = t => t.Hour,
        ["weekday"] = t => t.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)t.DayOfWeek,
        ["month"] = t => t.Month,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static readonly string[] Relations = ["upstream", "downstream", "near"];

    public static readonly string[] Kinds = [.. Enum.GetValues<AssetKind>().Select(k => k.WireName())];

    private static readonly FrozenSet<string> Functions = new[] { "mean", "min", "max", "stdev", "rate", "change", "count", "starts", "duration", "known", "age", "abs", "limit", "floor", "any", "all" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, RuleAttribute> Attributes = Enum.GetValues<RuleAttribute>().ToFrozenDictionary(a => a.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>In lower case; null for no function.</summary>
    public static string? FunctionOf(string word) => Functions.TryGetValue(word, out var function) ? function : null;

    public static RuleRelation? RelationOf(string word) => Array.FindIndex(Relations, r => r.Equals(word, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at ? (RuleRelation)(at + 1) : null;

    public static RuleAttribute? AttributeOf(string word) => Attributes.TryGetValue(word, out var attribute) ? attribute : null;

    public static Dimension DimensionOf(QuantityDefinition quantity) => quantity.Unit == "1" ? Dimension.One : Dimension.Of(quantity.Unit);

    public IEnumerable<string> All => RuleWords.All.Select(w => w.Name).Concat(quantities.All.SelectMany(q => q.Aliases.Append(q.Name).Append(q.Chinese)));

    public QuantityDefinition? Quantity(string name)
    {
        if (quantities.Find(name) is { } found) return found;
        if (name[0] < 0x80) return null;
        foreach (var quantity in quantities.All)
            if (quantity.Chinese == name) return quantity;
        return null;
    }

    /// <summary>Whether it is on or off: a quantity of the catalogue from 0 to 1 that stays until it says otherwise.</summary>
    public bool IsSwitch(string text)
    {
        var name = text[(text.LastIndexOf('.') + 1)..].Trim(' ', '(', ')');
        return name.Length > 0 && Quantity(name) is { Unit: "1", Minimum: 0, Maximum: 1, Between: Between.Step };
    }
}
