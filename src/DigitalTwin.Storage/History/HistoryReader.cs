using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Segments;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.History;

/// <summary>Reads one series from the partitions in memory and from the segments on disk that overlap the time asked for.</summary>
internal sealed class HistoryReader(HistoryState state, ReadPool pool)
{
    public async Task<IReadOnlyList<KnownReading>> Read(AssetKey asset, Quantity quantity, SeriesWindow window, int limit, CancellationToken cancel)
    {
        var points = await Collect(asset, quantity, window, limit, cancel).ConfigureAwait(false);
        SeriesVersions.Sort(points);
        return SeriesVersions.Newest(points, asset, quantity, limit);
    }

    /// <summary>All versions that became known after a time, in the order known; one that only repeats the one before is none.</summary>
    public async Task<IReadOnlyList<KnownReading>> ReadVersions(AssetKey asset, Quantity quantity, SeriesWindow window, long knownAfter, CancellationToken cancel)
    {
        var points = await Collect(asset, quantity, window, int.MaxValue, cancel).ConfigureAwait(false);
        SeriesVersions.Sort(points);
        return [.. points.Where((p, i) => p.KnownAt > knownAfter && (i == 0 || !p.Repeats(points[i - 1]))).OrderBy(p => p.KnownAt).Select(p => p.ToReading(asset, quantity))];
    }

    private async Task<List<SeriesPoint>> Collect(AssetKey asset, Quantity quantity, SeriesWindow window, int limit, CancellationToken cancel)
    {
        var series = state.Latest.Find(asset, quantity);
        if (series < 0 || limit == 0 || window.From >= window.To) return [];

        // Partitions first: one that leaves memory after this is already a segment.
        var partitions = state.Partitions;
        var packed = state.Segments.Any(s => s.FirstAt < window.To && s.LastAt >= window.From);
        var (points, lastPacked) = packed
            ? await pool.ReadAsync(database => ReadSegments(database, new SeriesKey(asset, quantity), window, limit), cancel).ConfigureAwait(false)
            : ([], 0);
        foreach (var partition in partitions)
            if (partition.Id > lastPacked) partition.Collect(series, window, points);
        return points;
    }

    /// <returns>The points, and through which partition they are complete: both from one state of the file.</returns>
    private static (List<SeriesPoint>, long) ReadSegments(Database database, SeriesKey series, SeriesWindow window, int limit) => database.Snapshot(() =>
    {
        var parts = new List<(long Partition, List<SeriesPoint> Points)>();
        var reader = new SegmentReader(database);
        foreach (var segment in SegmentTable.Overlapping(database, window.From, window.To))
        {
            // Segments come in the order of their first time, so none that follows can hold an older one.
            if (limit < int.MaxValue && TimesBefore(segment.FirstAt, parts) >= limit) break;
            var points = new List<SeriesPoint>();
            reader.Collect(segment.Id, series, window, limit, points);
            if (points.Count > 0) parts.Add((segment.FirstPartition, points));
        }
        // Of versions known at one time the one appended last counts, so they are put in the order of appending.
        var inOrder = parts.Count == 1 ? parts[0].Points : [.. parts.OrderBy(p => p.Partition).SelectMany(p => p.Points)];
        return (inOrder, SegmentTable.LastPacked(database));
    });

    private static int TimesBefore(long at, List<(long Partition, List<SeriesPoint> Points)> parts) =>
        parts.SelectMany(p => p.Points).Where(p => p.At < at).Select(p => p.At).Distinct().Count();
}
