using DigitalTwin.Domain.Indicators;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Tests.Indicators;

/// <summary>What a ledger is made of, step by step. <paramref name="now"/> is the local midnight that begins a day.</summary>
internal sealed class Material(string now)
{
    private readonly List<(string Input, string? Asset, string Month, LedgerItem? Measured, LedgerItem? Entered)> _months = [];
    private readonly List<(string Input, LedgerItem Item)> _standing = [], _yearly = [];
    private readonly HashSet<(string Input, string Asset)> _assets = [];

    public Material Measured(string input, string asset, string month, double value, double coverage = 1) => With(input, asset, month, new LedgerItem(asset, month, value, ItemSource.Measured, 720, coverage), null);

    public Material Entered(string input, string? asset, string month, double value) => With(input, asset, month, null, new LedgerItem(asset, month, value, ItemSource.Entered, Who: "office", EnteredAt: 5, Origin: "yearbook"));

    public Material Monthly(string input, string month, double value) => Entered(input, null, month, value);

    public Material Yearly(string input, string year, double value)
    {
        _yearly.Add((input, new LedgerItem(null, year, value, ItemSource.Entered)));
        return this;
    }

    public Material Standing(string input, string? asset, double value)
    {
        _standing.Add((input, new LedgerItem(asset, null, value, ItemSource.Network)));
        return this;
    }

    public Material Asset(string input, string asset)
    {
        _assets.Add((input, asset));
        return this;
    }

    public LedgerMaterial Build() => new(CityCalendar.TryRead(now, out var day) ? CityCalendar.China.StartOf(day) : throw new FormatException(now),
        Inputs(_months.Select(m => m.Input)).ToDictionary(i => i, i => (IReadOnlyList<MonthFigure>)[.. _months.Where(m => m.Input == i).GroupBy(m => (m.Asset, m.Month))
            .Select(g => new MonthFigure(g.Key.Asset, g.Key.Month, g.Select(m => m.Measured).LastOrDefault(m => m is not null), g.Select(m => m.Entered).LastOrDefault(m => m is not null)))]),
        Inputs(_standing.Select(s => s.Input)).ToDictionary(i => i, i => (IReadOnlyList<LedgerItem>)[.. _standing.Where(s => s.Input == i).Select(s => s.Item)]),
        Inputs(_yearly.Select(s => s.Input)).ToDictionary(i => i, i => (IReadOnlyList<LedgerItem>)[.. _yearly.Where(s => s.Input == i).Select(s => s.Item)]),
        Inputs(_assets.Select(a => a.Input)).ToDictionary(i => i, i => (IReadOnlyList<string>)[.. _assets.Where(a => a.Input == i).Select(a => a.Asset).Order(StringComparer.Ordinal)]));

    /// <summary>Any values anywhere, gaps and zeros too.</summary>
    public static LedgerMaterial Random(Random random)
    {
        var material = new Material("2026-05-17");
        double Value() => random.Next(5) == 0 ? 0 : random.NextDouble() * Math.Pow(10, random.Next(0, 7));
        foreach (var input in IndicatorCatalogue.Default.Indicators.SelectMany(i => i.Inputs).DistinctBy(i => i.Name))
        {
            string?[] assets = input.Kind == InputKind.Monthly ? [null] : [.. Enumerable.Range(1, random.Next(1, 4)).Select(i => $"town:A{i}"), .. random.Next(2) == 0 ? new string?[] { null } : []];
            foreach (var asset in assets)
                for (var month = new LedgerPeriod(2025, 9); month.CompareTo(new LedgerPeriod(2026, 6)) < 0; month = month.AddMonths(1))
                {
                    if (!input.IsByMonth) break;
                    if (asset is not null && random.Next(3) > 0) material.Measured(input.Name, asset, month.ToString(), Value(), random.NextDouble());
                    if (random.Next(2) == 0) material.Entered(input.Name, asset, month.ToString(), Value());
                }
            if (input.Kind == InputKind.Network) foreach (var i in Enumerable.Range(0, random.Next(0, 4))) material.Standing(input.Name, $"town:A{i}", Value());
            if (input.Kind == InputKind.Yearly && random.Next(4) > 0) material.Yearly(input.Name, random.Next(2) == 0 ? "2024" : "2026", Value());
        }
        return material.Build();
    }

    private Material With(string input, string? asset, string month, LedgerItem? measured, LedgerItem? entered)
    {
        _months.Add((input, asset, month, measured, entered));
        if (asset is not null) _assets.Add((input, asset));
        return this;
    }

    private static IEnumerable<string> Inputs(IEnumerable<string> names) => names.Distinct();
}
