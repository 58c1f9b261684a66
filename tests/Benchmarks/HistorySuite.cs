using System.Diagnostics;
using System.Globalization;
using Benchmarks.Load;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.History;

namespace Benchmarks;

/// <summary>Questions to a history of many readings, minute by minute, over HTTP. How many: DIGITALTWIN_BENCH_READINGS (by default 10 million; the budget is meant for 100).</summary>
/// <remarks>Filling takes minutes: with DIGITALTWIN_BENCH_FOLDER the data stays there, and the next run finds it filled.</remarks>
public sealed class HistorySuite : ISuite
{
    private const int Assets = 1_000;
    private const int Questions = 1_000;
    private const int WarmUps = 2_000;
    private const string Filled = "bench-filled-from";
    private static readonly Figure Day = new("history.one_day_1min_p99_ms", "ms", 20);
    private static readonly Figure Hours = new("history.all_by_hour_p99_ms", "ms");
    private static readonly Figure Past = new("history.latest_as_of_ms", "ms");
    private static readonly Figure Moment = new("history.latest_as_of_100k_series_ms", "ms", 1_000);
    private static readonly Figure Frame = new("history.frame_of_100k_assets_ms", "ms");
    private static readonly Figure Fill = new("history.append_readings_per_s", "readings/s");

    public string Name => "history";
    public IReadOnlyList<Figure> Figures => [Day, Hours, Past, Moment, Frame, Fill];

    public async Task Run(BenchOptions options, Report report)
    {
        if (options.WantsPart("questions")) await Questioned(options, report);
        if (options.WantsPart("moments")) report.Add(Moment, await MomentOfManySeries.Measure(options.Runs));
        if (options.WantsPart("frames")) report.Add(Frame, await FramesOfManySeries.Measure(options.Runs));
    }

    private static async Task Questioned(BenchOptions options, Report report)
    {
        var readings = int.TryParse(Environment.GetEnvironmentVariable("DIGITALTWIN_BENCH_READINGS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 10_000_000;
        var minutes = readings / Assets;
        var start = Instant.From(DateTimeOffset.UtcNow) - TimeSpan.FromMinutes(minutes + 60);
        var kept = Environment.GetEnvironmentVariable("DIGITALTWIN_BENCH_FOLDER");
        await using var server = await BenchServer.Start(kept, Assets);
        var keys = await server.NodeKeys();
        await server.Process.Kill();
        if (kept is not null && File.Exists(Path.Combine(kept, Filled))) start = new Instant(long.Parse(await File.ReadAllTextAsync(Path.Combine(kept, Filled)), CultureInfo.InvariantCulture));
        else report.Add(Fill, await Append(server.Process.Folder, keys, start, minutes));
        if (kept is not null) await File.WriteAllTextAsync(Path.Combine(kept, Filled), start.UnixMilliseconds.ToString(CultureInfo.InvariantCulture));
        if (Environment.GetEnvironmentVariable("DIGITALTWIN_BENCH_FILL_ONLY") is not null) return;
        await server.Process.Start();
        report.Note($"{(long)minutes * Assets} readings of {Assets} assets over {minutes / 1440.0:0.#} days; restarted in {server.Process.StartTook.TotalSeconds:0.0} s");

        var random = new Random(1);
        await Rest(server); // A start after a fill merges what was packed last.
        await Ask(server, random, WarmUps, Window(1440)); // The server compiles its hot paths twice, the second time beside the answers.
        await Rest(server);
        report.Add(Day, Percentile(await Ask(server, random, Questions, Window(1440)), 0.99));
        report.Add(Hours, Percentile(await Ask(server, random, Questions / 4, () => (0, minutes, "&every=1h")), 0.99));
        report.Add(Past, await LatestAsOf(server, start, minutes, options.Runs));

        Func<(int, int, string)> Window(int length) => () => (random.Next(0, Math.Max(1, minutes - length)), length, "");
        async Task<List<double>> Ask(BenchServer from, Random chance, int count, Func<(int Minute, int Length, string More)> window)
        {
            var took = new List<double>();
            for (var i = 0; i < count; i++)
            {
                var (minute, length, more) = window();
                var at = start + TimeSpan.FromMinutes(minute);
                var path = $"api/v1/assets/{BenchNetwork.NodeId(chance.Next(Assets))}/readings?quantity=level&limit=50000{more}&from={at.UnixMilliseconds}&to={(at + TimeSpan.FromMinutes(length)).UnixMilliseconds}";
                var watch = Stopwatch.StartNew();
                var body = await from.Process.Http.GetByteArrayAsync(path);
                took.Add(watch.Elapsed.TotalMilliseconds);
                if (body.Length < 1000) throw new InvalidOperationException($"{path} answered with {body.Length} bytes.");
            }
            return took;
        }
    }

    /// <summary>Waits until the server is idle, so that what is measured is the question.</summary>
    private static async Task Rest(BenchServer server)
    {
        for (var waited = 0; waited < 60; waited++)
        {
            var before = server.CpuTime();
            await Task.Delay(TimeSpan.FromSeconds(2));
            if (server.CpuTime() - before < TimeSpan.FromSeconds(0.2)) return;
        }
    }

    /// <summary>Fills the store as the server would, without HTTP; returns readings a second until the last is packed or in memory.</summary>
    private static async Task<double> Append(string folder, int[] keys, Instant start, int minutes)
    {
        using var data = DataFolder.Open(folder, TimeProvider.System);
        var watch = Stopwatch.StartNew();
        await using (var history = SegmentedHistory.Open(data, new HistoryOptions(), TimeProvider.System))
        {
            const int MinutesInBatch = 60;
            var waiting = new Queue<Task>();
            for (var minute = 0; minute < minutes; minute += MinutesInBatch)
            {
                var batch = new Reading[MinutesInBatch * Assets];
                for (var i = 0; i < batch.Length; i++)
                {
                    var (m, a) = (minute + i / Assets, i % Assets);
                    batch[i] = new Reading(new AssetKey(keys[a]), Quantity.Level, start + TimeSpan.FromMinutes(m), Math.Round(1 + Math.Sin((m + a * 37) / 200.0) + m % 7 * 0.003, 3), Quality.Good, Provenance.Measured);
                }
                waiting.Enqueue(history.Append(batch, start + TimeSpan.FromMinutes(minute + MinutesInBatch)));
                if (waiting.Count > 8) await waiting.Dequeue();
            }
            await Task.WhenAll(waiting);
        }
        return (double)minutes * Assets / watch.Elapsed.TotalSeconds;
    }

    /// <summary>The whole city at a moment that lies back, in the engine itself.</summary>
    private static async Task<double[]> LatestAsOf(BenchServer server, Instant start, int minutes, int runs)
    {
        await server.Process.Kill();
        using var data = DataFolder.Open(server.Process.Folder, TimeProvider.System);
        await using var history = SegmentedHistory.Open(data, new HistoryOptions(), TimeProvider.System);
        var took = new double[runs];
        for (var run = -1; run < runs; run++)
        {
            var at = start + TimeSpan.FromMinutes((run + 1.5) * minutes / (runs + 2));
            var watch = Stopwatch.StartNew();
            var latest = await history.LatestAsOf(at, at);
            if (run >= 0) took[run] = watch.Elapsed.TotalMilliseconds;
            if (latest.Count != Assets) throw new InvalidOperationException($"{latest.Count} series were known at {at}; {Assets} were expected.");
        }
        return took;
    }

    private static double Percentile(List<double> values, double share) => values.Order().ElementAt((int)Math.Min(values.Count - 1, Math.Ceiling(share * values.Count) - 1));
}
