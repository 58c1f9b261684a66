using System.Diagnostics;
using System.Text.Json;
using Benchmarks.Load;
using DigitalTwin.Testing;

namespace Benchmarks;

/// <summary>From a sensor's POST to the browser's socket, with viewers of the whole city; and what pushing costs at a high rate.</summary>
public sealed class PushSuite : ISuite
{
    private const int Assets = 100_000;
    private const int Viewers = 100;
    private static readonly Figure Latency = new("push.sensor_to_browser_p99_ms", "ms", 500);
    private static readonly Figure Median = new("push.sensor_to_browser_p50_ms", "ms");
    private static readonly Figure Cores = new("push.cores_at_200k_changes", "cores", 0.15);
    private static readonly Figure Delivered = new("push.delivered_changes_per_s", "changes/s", FedServer.Rate * 0.95, AtMost: false);
    private static readonly Figure Bytes = new("push.bytes_per_change", "B");
    private static readonly double[] City = [112.9, 36.1, 114.0, 36.3];

    public string Name => "push";
    public IReadOnlyList<Figure> Figures => [Latency, Median, Cores, Delivered, Bytes];

    public async Task Run(BenchOptions options, Report report)
    {
        if (options.WantsPart("cores_at_200k_changes")) await Cost(options.Runs, report);
        if (options.WantsPart("sensor_to_browser_p99_ms")) await Lag(options.Runs, report);
    }

    private static async Task Cost(int runs, Report report)
    {
        var costs = await PushCost.Measure(runs, report);
        report.Add(Cores, [.. costs.Select(c => c.Cores)]);
        report.Add(Delivered, [.. costs.Select(c => c.ChangesPerSecond)]);
        report.Add(Bytes, [.. costs.Select(c => c.BytesPerChange)]);
    }

    private static async Task Lag(int runs, Report report)
    {
        await using var server = await BenchServer.Start(Assets);
        using var stop = new CancellationTokenSource();
        await using var crowd = await Crowd.Gather(server.Process.Url, Viewers, City, stop.Token);
        await using var watcher = await HubConnection.Open(server.Process.Url, stop.Token);
        await watcher.View(BenchNetwork.Name, City, 16, stop.Token);
        List<double> p50 = [], p99 = [];
        for (var run = 0; run < runs; run++)
        {
            var lags = await Lags(server, watcher, rate: 10_000, seconds: 6, run, stop.Token);
            p50.Add(Percentile(lags, 0.5));
            p99.Add(Percentile(lags, 0.99));
        }
        report.Add(Median, p50);
        report.Add(Latency, p99);
    }

    /// <summary>Milliseconds from before each POST until the watcher has the change in hand, one for each reading that was seen.</summary>
    private static async Task<List<double>> Lags(BenchServer server, HubConnection watcher, int rate, int seconds, int run, CancellationToken cancel)
    {
        const int batch = 100;
        var keys = await server.NodeKeys();
        var assetOfKey = keys.Select((key, asset) => (key, asset)).ToDictionary(p => p.key, p => p.asset);
        var sentAt = new long[Assets];
        var lags = new List<double>();
        var sender = Task.Run(async () =>
        {
            var watch = Stopwatch.StartNew();
            for (var sent = 0; sent < rate * seconds; sent += batch)
            {
                var ahead = sent / (double)rate - watch.Elapsed.TotalSeconds;
                if (ahead > 0) await Task.Delay(TimeSpan.FromSeconds(ahead), cancel);
                var body = ReadingBodies.Batch(sent % Assets, Assets, batch, 1, DateTimeOffset.UtcNow, 0.3 + 0.01 * (run + 1));
                var now = Stopwatch.GetTimestamp();
                for (var i = 0; i < batch; i++) Volatile.Write(ref sentAt[(sent + i) % Assets], now);
                await server.Post(body, cancel);
            }
        }, cancel);
        var expected = Math.Min(rate * seconds, Assets) * 0.99;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(seconds + 20));
        await watcher.Next(record =>
        {
            var now = Stopwatch.GetTimestamp();
            using var json = JsonDocument.Parse(record);
            if (!json.RootElement.TryGetProperty("target", out var target) || target.GetString() != "Changes") return false;
            foreach (var key in json.RootElement.GetProperty("arguments")[0].GetProperty("key").EnumerateArray())
                if (assetOfKey.TryGetValue(key.GetInt32(), out var asset) && Interlocked.Exchange(ref sentAt[asset], 0) is var at and > 0)
                    lags.Add(Stopwatch.GetElapsedTime(at, now).TotalMilliseconds);
            return lags.Count >= expected;
        }, limit.Token);
        await sender;
        return lags;
    }

    private static double Percentile(List<double> values, double share)
    {
        values.Sort();
        return values[Math.Min(values.Count - 1, (int)(share * values.Count))];
    }
}
