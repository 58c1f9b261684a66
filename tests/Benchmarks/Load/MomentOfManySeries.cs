using System.Diagnostics;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.History;

namespace Benchmarks.Load;

/// <summary>The whole city of 100,000 series at moments that lie back, in the engine itself: two hours of a reading a minute each, 12 million readings.</summary>
public static class MomentOfManySeries
{
    private const int Series = 100_000;
    private const int Minutes = 120;

    /// <summary>Milliseconds a moment; moments lie evenly over the two hours.</summary>
    public static async Task<double[]> Measure(int runs)
    {
        var folder = Directory.CreateTempSubdirectory("twin-bench-").FullName;
        try
        {
            using var data = DataFolder.Open(folder, TimeProvider.System);
            await using var history = SegmentedHistory.Open(data, new HistoryOptions(), TimeProvider.System);
            var start = Instant.From(DateTimeOffset.UtcNow) - TimeSpan.FromHours(3);
            for (var minute = 0; minute < Minutes; minute++)
            {
                var at = start + TimeSpan.FromMinutes(minute);
                var batch = new Reading[Series];
                for (var i = 0; i < Series; i++) batch[i] = new Reading(new AssetKey(i + 1), Quantity.Level, at, Math.Round(1 + Math.Sin((minute + i * 37) / 20.0), 3), Quality.Good, Provenance.Measured);
                await history.Append(batch, at + TimeSpan.FromSeconds(1));
            }
            var took = new double[runs];
            for (var run = -1; run < runs; run++)
            {
                var at = start + TimeSpan.FromMinutes((run + 1.5) * Minutes / (runs + 2));
                var watch = Stopwatch.StartNew();
                var latest = await history.LatestAsOf(at + TimeSpan.FromMinutes(10), at);
                if (run >= 0) took[run] = watch.Elapsed.TotalMilliseconds;
                if (latest.Count != Series) throw new InvalidOperationException($"{latest.Count} series were known at {at}; {Series} were expected.");
            }
            return took;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
