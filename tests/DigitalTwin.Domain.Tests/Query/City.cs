using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Query;
using DigitalTwin.Domain.Query.Table;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Tests.Query;

/// <summary>A random small city, its rows kept beside the table so that a test can judge each by hand.</summary>
internal sealed class City
{
    public static readonly Instant Now = new(1_800_000_000_000);
    private static readonly string?[] Names = [null, "北郊泵站", "城南泵站", "Pump %1", "a_b", "Ärger", "x", "xx"];

    public City(int seed, int count)
    {
        var random = new Random(seed);
        double Pick(params double[] values) => values[random.Next(values.Length)];
        string? Text(params string?[] values) => values[random.Next(values.Length)];
        Rows = [.. Enumerable.Range(0, count).Select(i => new Row(
            new AssetRow(new AssetKey(2 * i + 3), (AssetKind)random.Next(1, 17), (PipeClass)random.Next(6),
                new Position(112 + random.Next(40) / 100.0, 37 + random.NextDouble() / 2), Pick(0, 1.5, 2, 3), Pick(0, 0.3, 0.6, 0.8), Pick(0, 10, 55.5),
                $"net:N{random.Next(50):000}-{i}", Names[random.Next(Names.Length)], Text("net", "reuse")!, Text(null, "d1", "d2", "D3"), Text(null, "net:O1", "net:O2", "reuse:P/out")),
            Pick(double.NaN, 0, 0.5, 1.2, 1.5, 2.5), Pick(double.NaN, -0.1, 0.02, 0.3), (byte)(random.Next(5) | random.Next(8) << 3), random.Next(4) == 0 ? 0 : Now.UnixMilliseconds - random.Next(100_000)))];
        var builder = new AssetTableBuilder();
        foreach (var row in Rows.OrderBy(_ => random.Next())) builder.Add(row.Asset);
        Table = builder.Build();
        Live = new LiveColumns(Table);
        foreach (var row in Rows)
        {
            if (!double.IsNaN(row.Level)) Live.Set(row.Asset.Key, Quantity.Level, row.Level, new Instant(row.At));
            if (!double.IsNaN(row.Flow)) Live.Set(row.Asset.Key, Quantity.Flow, row.Flow, new Instant(row.At));
            if (row.At > 0) Live.Set(row.Asset.Key, Quantity.Temperature, 20, new Instant(row.At));
            Live.SetState(row.Asset.Key, row.State);
        }
        Engine = new AssetQueryEngine(Table, Live, () => Now);
    }

    public sealed record Row(AssetRow Asset, double Level, double Flow, byte State, long At)
    {
        public double Full => Known(Asset.FullDepth);
        public double Diameter => Known(Asset.Diameter);
        public double Length => Known(Asset.Length);
        private static double Known(double v) => v > 0 ? v : double.NaN;
    }

    public IReadOnlyList<Row> Rows { get; }
    public AssetTable Table { get; }
    public LiveColumns Live { get; }
    public AssetQueryEngine Engine { get; }

    public int[] Keys(AssetQuery query) => [.. Engine.Find(query with { Limit = AssetQuery.HighestLimit }).Rows.Select(r => Table.KeyOf(r).Value).Order()];

    public int[] Keys(string where) => Keys(new AssetQuery { Where = Parse(where) });

    public int[] Expected(Func<Row, bool> holds) => [.. Rows.Where(holds).Select(r => r.Asset.Key.Value).Order()];

    public static Filter Parse(string where)
    {
        var filter = Filter.Parse(where, out var error);
        Assert.True(filter is not null, $"{where} → {error}");
        return filter;
    }
}
