using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Indicators;

/// <summary>Makes a figure of what is known. Pure: the same material gives the same entry.</summary>
public sealed class LedgerCalculator(CityCalendar calendar, double leastCoverage)
{
    /// <remarks>
    /// Months count where every input has a value for them; so a year in which one month is not known yet is that of the other months, on both sides of a division.
    /// What does not count is among the missing.
    /// </remarks>
    public LedgerEntry Compute(IndicatorDefinition indicator, LedgerPeriod period, LedgerMaterial material)
    {
        var missing = new List<MissingInput>();
        var byMonth = indicator.Inputs.Where(i => i.IsByMonth).ToArray();
        var months = period.Months.Where(m => m.From(calendar) < material.Now).Select(m => m.ToString()).ToArray();
        var chosen = byMonth.ToDictionary(i => i.Name, i => Choose(i, months, material, missing));
        var counting = months.Where(m => byMonth.All(i => chosen[i.Name].Complete.Contains(m) || (i.IsOptional && IsUnknown(i, material)))).ToHashSet();
        var inputs = new List<LedgerInput>();
        foreach (var input in indicator.Inputs)
        {
            if (input.IsByMonth)
            {
                var (items, _) = chosen[input.Name];
                missing.AddRange(items.Where(i => !counting.Contains(i.Month!)).Select(i => new MissingInput(input.Name, i.Asset, i.Month, MissingReason.MonthDoesNotCount)));
                var counted = items.Where(i => counting.Contains(i.Month!)).ToList();
                if (counted.Count == 0 && counting.Count > 0) counted.Add(new LedgerItem(null, null, 0, ItemSource.Constant));
                inputs.Add(new LedgerInput(input.Name, true, counted));
            }
            else inputs.Add(Standing(input, period, counting, material, missing));
        }
        var result = indicator.Formula.Evaluate(LedgerEntry.Values(inputs, null));
        missing.AddRange(result.Missing.Select(m => Partner(indicator, m.Key)));
        return new LedgerEntry(indicator.Id, period.ToString(), indicator.Formula.Text, inputs, result.Value, result.Why, missing, LedgerQuality.Of(result.Value, inputs, missing), Parts(indicator, inputs));
    }

    /// <summary>Nobody measures it and nobody entered anything: a city without irrigation has no figure of it.</summary>
    private static bool IsUnknown(InputDefinition input, LedgerMaterial material) => material.Assets.GetValueOrDefault(input.Name, []).Count == 0 && material.Months.GetValueOrDefault(input.Name, []).Count == 0;

    /// <summary>Days of the months that count, up to now.</summary>
    private double Days(IEnumerable<string> months, Instant now) => months.Sum(m => LedgerPeriod.TryParse(m, out var month) ? (Earlier(month.To(calendar), now) - month.From(calendar)).TotalDays : 0);

    private (List<LedgerItem> Items, HashSet<string> Complete) Choose(InputDefinition input, string[] months, LedgerMaterial material, List<MissingInput> missing)
    {
        var figures = material.Months.GetValueOrDefault(input.Name, []).ToLookup(f => f.Month);
        var assets = material.Assets.GetValueOrDefault(input.Name, []);
        var (items, complete) = (new List<LedgerItem>(), new HashSet<string>());
        foreach (var month in months)
        {
            var ofAssets = figures[month].Where(f => f.Asset is not null).ToDictionary(f => f.Asset!);
            var ofCity = figures[month].FirstOrDefault(f => f.Asset is null)?.Choose(leastCoverage);
            var found = assets.Select(a => ofAssets.GetValueOrDefault(a)?.Choose(leastCoverage)).OfType<LedgerItem>().ToArray();
            // What was entered for the whole city stands in where the assets do not give the whole.
            if (ofCity is not null && (found.Length < assets.Count || assets.Count == 0)) (found, ofAssets) = ([ofCity], []);
            else missing.AddRange(assets.Where(a => ofAssets.GetValueOrDefault(a)?.Choose(leastCoverage) is null)
                .Select(a => ofAssets.GetValueOrDefault(a)?.Measured is { } little ? new MissingInput(input.Name, a, month, MissingReason.LowCoverage, little.Coverage) : new MissingInput(input.Name, a, month, MissingReason.Nothing)));
            if (found.Length == 0 && assets.Count == 0 && !(input.IsOptional && IsUnknown(input, material))) missing.Add(new MissingInput(input.Name, null, month, MissingReason.Nothing));
            items.AddRange(found);
            if (found.Length > 0 && (!input.IsComplete || ofCity is not null && ofAssets.Count == 0 || found.Length == assets.Count)) complete.Add(month);
        }
        return (items, complete);
    }

    private LedgerInput Standing(InputDefinition input, LedgerPeriod period, HashSet<string> counting, LedgerMaterial material, List<MissingInput> missing)
    {
        LedgerItem[] items = input.Kind switch
        {
            InputKind.Constant => [new LedgerItem(null, null, input.Value!.Value, ItemSource.Constant)],
            InputKind.Days => counting.Count > 0 ? [new LedgerItem(null, null, Days(counting, material.Now), ItemSource.Constant)] : [],
            InputKind.Yearly => Newest(material.Yearly.GetValueOrDefault(input.Name, []), period.Year, input.IsOfSameYear) is { } newest ? [newest] : [],
            _ => [.. material.Standing.GetValueOrDefault(input.Name, [])],
        };
        if (items.Length == 0 && input.Kind != InputKind.Days) missing.Add(new MissingInput(input.Name, null, null, MissingReason.Nothing));
        return new LedgerInput(input.Name, input.Kind == InputKind.Network, items);
    }

    private static LedgerItem? Newest(IReadOnlyList<LedgerItem> items, int year, bool sameYear) =>
        items.Where(i => LedgerPeriod.TryParse(i.Month, out var of) && (sameYear ? of.Year == year : of.Year <= year)).MaxBy(i => i.Month, StringComparer.Ordinal);

    private static MissingInput Partner(IndicatorDefinition indicator, string key)
    {
        var at = key.LastIndexOf('@');
        return new MissingInput(string.Join(", ", indicator.Inputs.Where(i => i.IsByMonth).Select(i => i.Name)), at > 0 ? key[..at] : at < 0 ? key : null, at >= 0 ? key[(at + 1)..] : null, MissingReason.NoPartner);
    }

    private static LedgerPart[] Parts(IndicatorDefinition indicator, List<LedgerInput> inputs)
    {
        if (indicator.PartLimit is not { } limit) return [];
        var assets = inputs.Where(i => i.IsList).SelectMany(i => i.Items).Select(i => i.Asset).OfType<string>().Distinct().Order(StringComparer.Ordinal);
        return [.. assets.Select(a => (Asset: a, indicator.Formula.Evaluate(LedgerEntry.Values(inputs, a)).Value)).Where(p => p.Value is not null)
            .Select(p => new LedgerPart(p.Asset, p.Value!.Value, indicator.PartSense == TargetSense.AtLeast ? p.Value < limit : p.Value > limit))];
    }

    private static Instant Earlier(Instant a, Instant b) => a < b ? a : b;
}
