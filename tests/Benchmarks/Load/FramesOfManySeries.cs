using System.Diagnostics;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.History;

namespace Benchmarks.Load;

/// <summary>The past of 100,000 assets played over HTTP: an hour of a reading a minute each, six million readings, in frames of a minute.</summary>
public static class FramesOfManySeries
{
    private const int Assets = 100_000;
    private const int Minutes = 60;
    private const int FramesInChunk = 5;

    /// <summary>Milliseconds a frame of a chunk of five, its state at the beginning folded before; each frame has all assets in it.</summary>
    public static async Task<double[]> Measure(int runs)
    {
        await using var server = await BenchServer.Start(Assets);
        var keys = await server.NodeKeys();
        await server.Process.Kill();
        var start = Instant.From(DateTimeOffset.UtcNow) - TimeSpan.FromHours(2);
        await Fill(server.Process.Folder, keys, start);
        await server.Process.Start();
        var took = new double[runs];
        for (var run = -1; run < runs; run++)
        {
            var from = start + TimeSpan.FromMinutes(10 + (run + 1) * (Minutes - 20) / (runs + 1));
            (await server.Process.Http.GetByteArrayAsync($"api/v1/map/{BenchNetwork.Name}/state?asOf={from.UnixMilliseconds}")).AsSpan();
            var watch = Stopwatch.StartNew();
            var body = await server.Process.Http.GetByteArrayAsync($"api/v1/playback/{BenchNetwork.Name}?from={from.UnixMilliseconds}&to={(from + TimeSpan.FromMinutes(FramesInChunk)).UnixMilliseconds}&step=1m");
            var elapsed = watch.Elapsed.TotalMilliseconds;
            using var json = JsonDocument.Parse(body);
            var frames = json.RootElement.GetProperty("frames");
            // A chunk ends after the frame that reaches its bound of rows.
            var rows = frames.EnumerateArray().Select(f => f.GetProperty("key").GetArrayLength()).ToArray();
            if (rows.Any(r => r < Assets * 9 / 10)) throw new InvalidOperationException($"Frames had {string.Join(", ", rows)} rows; {Assets} were expected.");
            if (run >= 0) took[run] = elapsed / rows.Length;
        }
        return took;
    }

    private static async Task Fill(string folder, int[] keys, Instant start)
    {
        using var data = DataFolder.Open(folder, TimeProvider.System);
        await using var history = SegmentedHistory.Open(data, new HistoryOptions(), TimeProvider.System);
        for (var minute = 0; minute < Minutes; minute++)
        {
            var at = start + TimeSpan.FromMinutes(minute);
            var batch = Array.ConvertAll(keys, key => new Reading(new AssetKey(key), Quantity.Level, at, Math.Round(1 + Math.Sin((minute + key * 37) / 20.0), 3), Quality.Good, Provenance.Measured));
            await history.Append(batch, at + TimeSpan.FromSeconds(1));
        }
    }
}
