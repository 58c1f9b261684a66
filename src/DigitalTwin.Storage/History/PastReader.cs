using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Known;
using DigitalTwin.Storage.Segments;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.History;

/// <summary>Finds the newest reading of series as of a moment that lies back: of many from a checkpoint and what became known since, of few one by one.</summary>
/// <param name="few">Up to so many series are looked for one by one.</param>
internal sealed class PastReader(HistoryState state, ReadPool pool, int few)
{
    public async Task<IReadOnlyList<KnownReading>> LatestAsOf(IReadOnlyList<int> series, Instant at, Instant knownAt, CancellationToken cancel)
    {
        var (toAt, asOf) = (at.UnixMilliseconds, knownAt.UnixMilliseconds);
        var found = new List<KnownReading>(series.Count);
        var left = new List<int>();
        foreach (var one in series)
        {
            // What is newest now was newest then, unless it is newer or a correction known since.
            var newest = state.Latest[one];
            if (newest.Reading.At <= at && newest.KnownAt <= knownAt) found.Add(newest);
            else left.Add(one);
        }
        if (left.Count > few) left = await FoldMoment(left, toAt, asOf, found, cancel).ConfigureAwait(false);
        if (left.Count > 0) await LookFor(left, toAt, asOf, found, cancel).ConfigureAwait(false);
        return found;
    }

    /// <summary>Adds what a checkpoint and the journal after it tell; returns the series that they do not tell of, all where no checkpoint is old enough.</summary>
    private async Task<List<int>> FoldMoment(List<int> series, long at, long asOf, List<KnownReading> found, CancellationToken cancel)
    {
        // Partitions first: one that leaves memory after this is already journalled.
        var partitions = state.Partitions;
        var (fold, lastPacked) = await pool.ReadAsync(database => database.Snapshot<(MomentFold?, long)>(() =>
        {
            if (Checkpoints.KnownBy(database, asOf) is not { } checkpoint) return (null, 0);
            var fold = new MomentFold(state.Latest, at, asOf);
            var lastPacked = SegmentTable.LastPacked(database);
            Checkpoints.Read(database, checkpoint, fold.Begin);
            Journal.Read(database, checkpoint.Partition, lastPacked, long.MinValue, asOf, rows =>
            {
                cancel.ThrowIfCancellationRequested();
                fold.Add(rows);
            });
            return (fold, lastPacked);
        }), cancel).ConfigureAwait(false);
        if (fold is null) return series;
        foreach (var partition in partitions)
            if (partition.Id > lastPacked && partition.FirstAt <= at) partition.Fold(fold, at, asOf);

        var left = new List<int>();
        foreach (var one in series)
            if (fold.IsElsewhere(one)) left.Add(one);
            else if (fold[one] is { } point)
            {
                var (asset, quantity) = state.Latest.SeriesOf(one);
                found.Add(point.ToReading(asset, quantity));
            }
        return left;
    }

    private async Task LookFor(List<int> left, long toAt, long asOf, List<KnownReading> found, CancellationToken cancel)
    {
        // Partitions first: one that leaves memory after this is already a segment.
        var partitions = state.Partitions;
        var packed = state.Segments.Any(s => s.FirstAt <= toAt);
        var (points, lastPacked) = packed ? await pool.ReadAsync(database => FromSegments(database, left, toAt, asOf, cancel), cancel).ConfigureAwait(false) : (new SeriesPoint?[left.Count], 0);
        for (var i = 0; i < left.Count; i++)
        {
            var last = points[i];
            foreach (var partition in partitions)
                if (partition.Id > lastPacked && partition.FirstAt <= toAt) last = Newer(last, partition.Last(left[i], toAt, asOf));
            var (asset, quantity) = state.Latest.SeriesOf(left[i]);
            if (last is { } point) found.Add(point.ToReading(asset, quantity));
        }
    }

    private (SeriesPoint?[], long LastPacked) FromSegments(Database database, List<int> series, long at, long asOf, CancellationToken cancel) => database.Snapshot(() =>
    {
        var reader = new SegmentReader(database);
        var segments = SegmentTable.All(database).Where(s => s.FirstAt <= at).ToArray();
        var newestFirst = segments.OrderByDescending(s => s.LastAt).ToArray();
        var points = new SeriesPoint?[series.Count];
        for (var i = 0; i < points.Length; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var key = KeyOf(series[i]);
            var inOrder = new SortedList<long, SeriesPoint>();
            var newest = long.MinValue;
            foreach (var segment in newestFirst)
            {
                if (segment.LastAt < newest) break;
                if (reader.Last(segment.Id, key, at, asOf) is not { } point) continue;
                inOrder.Add(segment.FirstPartition, point);
                newest = Math.Max(newest, point.At);
            }
            foreach (var point in inOrder.Values) points[i] = Newer(points[i], point);
        }
        return (points, SegmentTable.LastPacked(database));
    });

    private SeriesKey KeyOf(int series)
    {
        var (asset, quantity) = state.Latest.SeriesOf(series);
        return new SeriesKey(asset, quantity);
    }

    /// <summary>Of a point and one appended after it the one that counts.</summary>
    private static SeriesPoint? Newer(SeriesPoint? before, SeriesPoint? after) =>
        before is { } a && (after is not { } b || b.At < a.At || (b.At == a.At && (b.KnownAt < a.KnownAt || b.Repeats(a)))) ? before : after;
}
