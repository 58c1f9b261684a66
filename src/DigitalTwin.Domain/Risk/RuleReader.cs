using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Standards;

namespace DigitalTwin.Domain.Risk;

/// <summary>Reads <c>rules.json</c>. A rule for all limited quantities becomes one rule a kind and quantity.</summary>
internal static class RuleReader
{
    public static IEnumerable<LocalRule> Rules(JsonElement e, LimitCatalogue limits)
    {
        var kinds = e.GetProperty("kinds").EnumerateArray().Select(LimitReader.Kind).ToArray();
        if (e.GetProperty("quantity").GetString() != "limited")
        {
            yield return Rule(e, e.GetProperty("id").GetString()!, kinds, LimitReader.Quantity(e.GetProperty("quantity")));
            yield break;
        }
        // Which class binds an asset is its own affair, so every quantity that any class limits has its rule.
        var limited = limits.Classes.SelectMany(c => c.Limits).Select(l => l.Quantity).Distinct().ToArray();
        foreach (var kind in kinds)
            foreach (var quantity in limited)
                yield return Rule(e, $"{e.GetProperty("id").GetString()}.{kind.WireName()}.{QuantityCatalogue.Default.Of(quantity).Name}", [kind], quantity);
    }

    private static LocalRule Rule(JsonElement e, string id, AssetKind[] kinds, Quantity quantity) => new(
        id, Enum.Parse<SymptomKind>(e.GetProperty("symptom").GetString()!, ignoreCase: true), kinds, quantity,
        [.. e.GetProperty("steps").EnumerateArray().Select(Step).OrderBy(s => s.Level)],
        e.TryGetProperty("while", out var guard) ? new RuleGuard(LimitReader.Quantity(guard.GetProperty("quantity")), guard.GetProperty("below").GetDouble()) : null,
        TimeSpan.FromSeconds(e.GetProperty("onDelaySeconds").GetDouble()), TimeSpan.FromSeconds(e.GetProperty("offDelaySeconds").GetDouble()),
        e.GetProperty("source").GetString()!, e.GetProperty("verified").GetBoolean());

    private static RuleStep Step(JsonElement e) => new(
        Enum.Parse<WarningLevel>(e.GetProperty("level").GetString()!, ignoreCase: true),
        Enum.Parse<RuleReference>(e.GetProperty("reference").GetString()!, ignoreCase: true),
        e.GetProperty("factor").GetDouble(), e.TryGetProperty("offset", out var offset) ? offset.GetDouble() : 0, e.GetProperty("deadBand").GetDouble());
}
