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
    private static readonly double[] City = [112.9, 36.1, 114.0, 36.3];

    public string Name => "push";
    public IReadOnlyList<Figure> Figures => [Latency, Median, Cores];

    public async Task Run(BenchOptions options, Report report)
    {
        await using var server = await BenchServer.Start(Assets);
        using var stop = new CancellationTokenSource();
        // What 200,000 changes a second cost with nobody watching, and then with all.
        var alone = await CpuAt(server, 200_000, 10);
        var crowd = await Crowd(server, stop.Token);
        var crowded = await CpuAt(server, 200_000, 10);
        report.Add(Cores, Math.Max(0, crowded - alone));
        await using var watcher = await HubConnection.Open(server.Process.Url, stop.Token);
        await watcher.View(BenchNetwork.Name, City, 16, stop.Token);
        List<double> p50 = [], p99 = [];
        for (var run = 0; run < options.Runs; run++)
        {
            var lags = await Lags(server, watcher, rate: 10_000, seconds: 6, run, stop.Token);
            p50.Add(Percentile(lags, 0.5));
            p99.Add(Percentile(lags, 0.99));
        }
        report.Add(Median, p50);
        report.Add(Latency, p99);
        await stop.CancelAsync();
        foreach (var viewer in crowd) await viewer.DisposeAsync();
    }

    private static async Task<List<HubConnection>> Crowd(BenchServer server, CancellationToken cancel)
    {
        var crowd = new List<HubConnection>();
        for (var i = 0; i < Viewers; i++)
        {
            var viewer = await HubConnection.Open(server.Process.Url, cancel);
            await viewer.View(BenchNetwork.Name, City, 12 + i % 6, cancel);
            _ = viewer.Drain(cancel);
            crowd.Add(viewer);
        }
        return crowd;
    }

    /// <summary>Cores that the server uses while readings for ever other assets come at a fixed rate.</summary>
    private static async Task<double> CpuAt(BenchServer server, int rate, int seconds)
    {
        const int batch = 5_000;
        var bodies = Enumerable.Range(0, Assets / batch)
            .Select(b => ReadingBodies.Batch(b * batch, Assets, batch, 1, DateTimeOffset.UtcNow.AddMinutes(-1))).ToArray();
        var cpu = server.CpuTime();
        var watch = Stopwatch.StartNew();
        for (var sent = 0; sent < rate * seconds; sent += batch)
        {
            var ahead = sent / (double)rate - watch.Elapsed.TotalSeconds;
            if (ahead > 0) await Task.Delay(TimeSpan.FromSeconds(ahead));
            await server.Post(ReadingBodies.Retime(bodies[sent / batch % bodies.Length], DateTimeOffset.UtcNow, sent / Assets));
        }
        return (server.CpuTime() - cpu).TotalSeconds / watch.Elapsed.TotalSeconds;
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
