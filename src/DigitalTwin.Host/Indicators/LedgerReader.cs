using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Indicators;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.DataQuality;

namespace DigitalTwin.Host.Indicators;

/// <summary>Reads all that the ledger's figures are made of, as known at an instant: readings, statistics and the network.</summary>
internal sealed class LedgerReader(IRegistry registry, IHistory history, QuantityCatalogue quantities, MonthMeter meter, StatisticBook statistics, DayBook days)
{
    private static readonly IndicatorCatalogue Catalogue = IndicatorCatalogue.Default;

    /// <summary>Each input once, however many figures name it.</summary>
    private static readonly InputDefinition[] Inputs = [.. Catalogue.Indicators.SelectMany(i => i.Inputs).DistinctBy(i => i.Name)];

    /// <param name="places">Of the network's revision that was known then.</param>
    /// <param name="months">In order.</param>
    /// <param name="now">City time; with <paramref name="asOf"/> the same instant.</param>
    public async Task<LedgerMaterial> Read(LedgerPlaces places, IReadOnlyList<LedgerPeriod> months, Instant now, Instant? asOf, CancellationToken cancel)
    {
        var entered = (await statistics.Current(places.Network.Name, asOf, cancel)).ToLookup(e => e.Id);
        var figures = new Dictionary<string, IReadOnlyList<MonthFigure>>();
        var assets = new Dictionary<string, IReadOnlyList<string>>();
        var spills = Inputs.Any(i => i.Kind == InputKind.Counted) ? await Spills(places, months, now, asOf, cancel) : [];
        foreach (var input in Inputs.Where(i => i.IsByMonth))
        {
            var measured = await Measured(input, places, months, now, asOf, spills, cancel);
            figures[input.Name] = Join(measured, entered[input.Kind == InputKind.Monthly ? input.Of : input.Statistic ?? ""]);
            assets[input.Name] = AssetsOf(input, places, measured);
        }
        return new LedgerMaterial(now, figures,
            Inputs.Where(i => i.Kind == InputKind.Network).ToDictionary(i => i.Name, i => places.Standing(i.Of)),
            Inputs.Where(i => i.Kind == InputKind.Yearly).ToDictionary(i => i.Name, i => (IReadOnlyList<LedgerItem>)[.. entered[i.Of].Select(Item)]), assets);
    }

    private static List<string> AssetsOf(InputDefinition input, LedgerPlaces places, IReadOnlyList<LedgerItem> measured) => input.Of switch
    {
        "plants" or "plantInlets" => [.. places.Plants.Select(places.IdOf)],
        _ when Use(input) is { } use => [.. places.Intakes.Where(i => places.UseOf[i] == use).Select(places.IdOf)],
        // What was never watched is not missed each month.
        "overflowEvents" or "overflowVolume" => [.. measured.Select(m => m.Asset!).Distinct()],
        _ => [],
    };

    private static string? Use(InputDefinition input) => input.Of.StartsWith("intakes:", StringComparison.Ordinal) ? input.Of["intakes:".Length..] : null;

    private async Task<IReadOnlyList<LedgerItem>> Measured(InputDefinition input, LedgerPlaces places, IReadOnlyList<LedgerPeriod> months, Instant now, Instant? asOf, IReadOnlyList<(LedgerItem Events, LedgerItem Volume)> spills, CancellationToken cancel)
    {
        var found = new List<LedgerItem>();
        switch (input.Kind)
        {
            case InputKind.Volume:
                var nodes = input.Of == "plants" ? places.Plants : [.. places.Intakes.Where(i => places.UseOf[i] == Use(input))];
                foreach (var (id, key) in nodes.Select(places.IdOf).Select(id => (id, KeyOf(id))).Where(p => p.Item2 is not null))
                    foreach (var month in months)
                        if (await meter.Volume(id, key!.Value, Quantity.Flow, month, now, asOf, cancel) is { } volume) found.Add(volume);
                break;
            case InputKind.Concentration:
                var quantity = quantities.Find(input.Quantity!)!.Quantity;
                foreach (var plant in places.Plants)
                {
                    AssetKey[] inlets = [.. places.InletsOf(plant).Select(n => KeyOf(places.IdOf(n))).OfType<AssetKey>().Where(k => history.Latest(k).Any(r => r.Reading.Quantity == quantity))];
                    foreach (var month in inlets.Length == 0 ? [] : months)
                        if (await meter.Concentration(places.IdOf(plant), inlets, quantity, month, now, asOf, cancel) is { } mean) found.Add(mean);
                }
                break;
            case InputKind.Counted when input.Of == "overflowEvents": return [.. spills.Select(s => s.Events)];
            case InputKind.Counted when input.Of == "overflowVolume": return [.. spills.Select(s => s.Volume)];
            case InputKind.Counted: return await Spans(places.Network.Name, input.Of == "validSpans", months, asOf, cancel);
        }
        return found;
    }

    private async Task<List<(LedgerItem, LedgerItem)>> Spills(LedgerPlaces places, IReadOnlyList<LedgerPeriod> months, Instant now, Instant? asOf, CancellationToken cancel)
    {
        var found = new List<(LedgerItem, LedgerItem)>();
        var watched = places.Overflows.Select(n => (Id: places.IdOf(n), Quantity.Flow))
            .Concat(Enumerable.Range(0, places.Network.Nodes.Count).Where(n => places.Network.Nodes[n].Kind == AssetKind.Manhole).Select(places.IdOf).Where(id => KeyOf(id) is { } k && history.Latest(k).Any(r => r.Reading.Quantity == Quantity.Overflow)).Select(id => (id, Quantity.Overflow)));
        foreach (var (id, quantity) in watched)
            foreach (var month in months)
                if (KeyOf(id) is { } key && await meter.Spills(id, key, quantity, month, now, asOf, cancel) is { } spill) found.Add(spill);
        return found;
    }

    /// <summary>From the days that are over and counted.</summary>
    private async Task<IReadOnlyList<LedgerItem>> Spans(string network, bool valid, IReadOnlyList<LedgerPeriod> months, Instant? asOf, CancellationToken cancel)
    {
        if (months.Count == 0) return [];
        var counted = await days.Read(months[0].First, months[^1].End.AddDays(-1), asOf, cancel);
        return [.. counted.Values.Where(d => registry.Find(d.Asset)?.Id.Network == network).GroupBy(d => LedgerPeriod.MonthOf(d.Day)).OrderBy(g => g.Key)
            .Select(g => new LedgerItem(null, g.Key.ToString(), g.Sum(d => valid ? d.Shares.Valid : Math.Max(0, d.Shares.Expected - d.Shares.Excluded)), ItemSource.Counted, g.Count(), 1))];
    }

    private static List<MonthFigure> Join(IReadOnlyList<LedgerItem> measured, IEnumerable<StatisticEntry> entered)
    {
        var byKey = measured.ToDictionary(m => (m.Asset, m.Month!));
        var items = entered.Select(Item).ToDictionary(i => (i.Asset, i.Month!));
        return [.. byKey.Keys.Union(items.Keys).Select(k => new MonthFigure(k.Asset, k.Item2, byKey.GetValueOrDefault(k), items.GetValueOrDefault(k)))];
    }

    private static LedgerItem Item(StatisticEntry e) => new(e.Asset, e.Period, e.Value!.Value, ItemSource.Entered, 0, null, e.Who, e.KnownAt, e.Source);

    private AssetKey? KeyOf(string id) => registry.Find(new AssetId(id))?.Key;
}
