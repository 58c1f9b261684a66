using System.Diagnostics;
using Benchmarks.Load;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Query;
using DigitalTwin.Domain.Query.Table;
using DigitalTwin.Domain.Readings;

namespace Benchmarks;

/// <summary>The planner's questions over a million assets: in the engine, and over HTTP on the running server.</summary>
public sealed class QuerySuite : ISuite
{
    private const int Assets = 1_000_000;
    private static readonly Figure FilterTime = new("query.filter_ms", "ms", 5);
    private static readonly Figure Top = new("query.box_top100_ms", "ms", 1);
    private static readonly Figure GroupTime = new("query.group_ms", "ms", 6);
    private static readonly Figure HttpP99 = new("query.http_p99_ms", "ms", 25);
    private static readonly Figure HttpP50 = new("query.http_p50_ms", "ms");

    public string Name => "query";
    public IReadOnlyList<Figure> Figures => [FilterTime, Top, GroupTime, HttpP50, HttpP99];

    public async Task Run(BenchOptions options, Report report)
    {
        Engine(options, report);
        await Http(options, report);
    }

    private static void Engine(BenchOptions options, Report report)
    {
        var table = Table();
        var live = new LiveColumns(table);
        foreach (var (index, level) in Levels().Index()) live.Set(new AssetKey(index + 1), Quantity.Level, level, new Instant(1));
        var engine = new AssetQueryEngine(table, live, () => new Instant(2));
        var filter = new AssetQuery { Where = Filter.Parse("level > 0.8*full and diameter >= 0.6", out _) };
        var box = new AssetQuery { Where = filter.Where, Within = new Box(113.2, 36.2, 113.3, 36.3), OrderBy = Filter.ParseNumber("level", out _), Descending = true, Limit = 100 };
        report.Add(FilterTime, Median(options.Runs, () => engine.Count(filter)));
        report.Add(Top, Median(options.Runs, () => engine.Find(box)));
        report.Add(GroupTime, Median(options.Runs, () => engine.Group(filter, GroupField.Class)));
    }

    private static async Task Http(BenchOptions options, Report report)
    {
        await using var server = await BenchServer.Start(Assets / 2);
        string[] questions =
        [
            "where=" + Uri.EscapeDataString("diameter >= 0.6 and kind = pipeSegment") + "&limit=100",
            "bbox=113.0,36.2,113.2,36.21&kind=manhole&limit=100",
            "near=113.1,36.205,500&limit=50",
            "q=N1234&limit=20",
        ];
        List<double> p50 = [], p99 = [];
        for (var run = 0; run < options.Runs; run++)
        {
            var times = new List<double>();
            for (var i = 0; i < 400; i++)
            {
                var at = Stopwatch.GetTimestamp();
                await server.Process.Http.GetByteArrayAsync("api/v1/assets?" + questions[i % questions.Length]);
                if (run > 0 || i >= 40) times.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
            }
            times.Sort();
            p50.Add(times[times.Count / 2]);
            p99.Add(times[(int)(times.Count * 0.99)]);
        }
        report.Add(HttpP50, p50);
        report.Add(HttpP99, p99);
    }

    /// <summary>The million assets, half of them pipes.</summary>
    public static IEnumerable<AssetRow> Rows()
    {
        var random = new Random(2);
        for (var key = 1; key <= Assets; key++)
        {
            var pipe = key % 2 == 0;
            yield return new AssetRow(new AssetKey(key), pipe ? AssetKind.PipeSegment : AssetKind.Manhole, (PipeClass)random.Next(1, 5),
                new Position(113 + random.NextDouble(), 36 + random.NextDouble()), 4, pipe ? 0.2 + random.NextDouble() * 1.8 : 0, pipe ? 40 : 0,
                $"bench:A{key}", null, "bench", $"R{key % 10}", $"bench:C{key % 500}");
        }
    }

    /// <summary>The level in each of them, m, in the same order.</summary>
    public static IEnumerable<double> Levels()
    {
        var random = new Random(1);
        for (var key = 1; key <= Assets; key++) yield return random.NextDouble() * 4;
    }

    private static AssetTable Table()
    {
        var builder = new AssetTableBuilder();
        foreach (var row in Rows()) builder.Add(row);
        return builder.Build();
    }

    /// <summary>One figure a run: the median of 51 repetitions, after a warm-up.</summary>
    private static double[] Median(int runs, Action action)
    {
        for (var i = 0; i < 10; i++) action();
        return [.. Enumerable.Range(0, runs).Select(_ =>
        {
            var times = new double[51];
            for (var i = 0; i < times.Length; i++)
            {
                var at = Stopwatch.GetTimestamp();
                action();
                times[i] = Stopwatch.GetElapsedTime(at).TotalMilliseconds;
            }
            Array.Sort(times);
            return times[times.Length / 2];
        })];
    }
}
