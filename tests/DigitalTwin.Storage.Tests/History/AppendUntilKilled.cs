using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.History;

namespace DigitalTwin.Storage.Tests.History;

/// <summary>A process that appends as fast as it can and prints what was acknowledged, until it is killed.</summary>
internal static class AppendUntilKilled
{
    public const int Callers = 4;
    public const int Batch = 7;

    /// <summary>Small, so that a kill hits packing and merging too.</summary>
    public static readonly HistoryOptions Options = new() { PartitionReadings = 120, GroupReadings = 40 };

    public static async Task<int> Run(string folder)
    {
        using var data = DataFolder.Open(folder, TimeProvider.System);
        await using var history = SegmentedHistory.Open(data, Options, TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(1, Callers).Select(caller => Task.Run(() => Append(history, new AssetKey(caller)))));
        return 0;
    }

    /// <summary>The value that a reading of this test has, so that a mix-up shows.</summary>
    public static double ValueOf(AssetKey asset, long at) => asset.Value * 1e6 + at / 10.0;

    private static async Task Append(SegmentedHistory history, AssetKey asset)
    {
        var at = history.Latest(asset) is [var newest] ? newest.Reading.At.UnixMilliseconds : 0;
        while (true)
        {
            var readings = new Reading[Batch];
            for (var i = 0; i < Batch; i++, at++)
                readings[i] = new Reading(asset, Quantity.Level, new Instant(at + 1), ValueOf(asset, at + 1), Quality.Good, Provenance.Measured);
            await history.Append(readings, new Instant(at));
            lock (Console.Out)
            {
                Console.Out.WriteLine($"{asset.Value} {at}");
                Console.Out.Flush();
            }
        }
    }
}
