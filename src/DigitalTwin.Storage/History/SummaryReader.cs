using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Rollups;
using DigitalTwin.Storage.Segments;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.History;

/// <summary>Sums a series up by spans: from what was summed up when it was packed where that still holds, else from the readings.</summary>
/// <remarks>
/// An hour's bucket holds when one segment alone has readings of that hour, all of them known by then. Late data and corrections lie in another
/// segment or in memory, so the hours they touch are read anew; nothing stored is ever changed.
/// </remarks>
internal sealed class SummaryReader(HistoryState state, ReadPool pool, HistoryReader reader)
{
    private const int ReadingsInPage = 50_000;

    public async Task<IReadOnlyList<ReadingSummary>> Summarise(AssetKey asset, Quantity quantity, SeriesWindow window, long every, Between between, int limit, CancellationToken cancel)
    {
        var summary = new SpanSummary(every, between);
        var hours = every % Bucket.Milliseconds == 0 ? await Hours(asset, quantity, window, cancel).ConfigureAwait(false) : null;
        if (hours is null)
        {
            await AddReadings(summary, asset, quantity, window, limit, cancel).ConfigureAwait(false);
            return [.. summary.Finish().Take(limit)];
        }
        var (from, to) = (0L, 0L); // Neighbouring hours that have to be read anew, as one window.
        foreach (var (hour, bucket) in hours)
        {
            if (summary.Done.Count > limit) break;
            var start = hour * Bucket.Milliseconds;
            if (bucket.Count == 0)
            {
                if (to == 0) from = start;
                to = start + Bucket.Milliseconds;
                continue;
            }
            if (to != 0) await AddReadings(summary, asset, quantity, window.Within(from, to), limit, cancel).ConfigureAwait(false);
            to = 0;
            summary.Add(bucket);
        }
        if (to != 0 && summary.Done.Count <= limit) await AddReadings(summary, asset, quantity, window.Within(from, to), limit, cancel).ConfigureAwait(false);
        return [.. summary.Finish().Take(limit)];
    }

    private async Task AddReadings(SpanSummary summary, AssetKey asset, Quantity quantity, SeriesWindow window, int limit, CancellationToken cancel)
    {
        while (summary.Done.Count <= limit)
        {
            var page = await reader.Read(asset, quantity, window, ReadingsInPage, cancel).ConfigureAwait(false);
            foreach (var known in page)
                if (double.IsFinite(known.Reading.Value))
                    summary.Add(Bucket.Of(new SeriesPoint(known.Reading.At.UnixMilliseconds, known.KnownAt.UnixMilliseconds, known.Reading.Value, known.Reading.Quality, known.Reading.Provenance)));
            if (page.Count < ReadingsInPage) return;
            window = window with { From = page[^1].Reading.At.UnixMilliseconds + 1 };
        }
    }

    /// <summary>Every hour that has readings, with its bucket, or with an empty one where it has to be read anew; null where nothing was summed up.</summary>
    private async Task<SortedDictionary<long, Bucket>?> Hours(AssetKey asset, Quantity quantity, SeriesWindow window, CancellationToken cancel)
    {
        var series = state.Latest.Find(asset, quantity);
        // Partitions first: one that leaves memory after this is already a segment.
        var partitions = state.Partitions;
        if (series < 0 || !state.Segments.Any(s => s.FirstAt < window.To && s.LastAt >= window.From)) return null;
        return await pool.ReadAsync(database => database.Snapshot(() =>
        {
            var hours = new SortedDictionary<long, Bucket>();
            if (!AddSegments(database, new SeriesKey(asset, quantity), window, hours)) return null;
            var lastPacked = SegmentTable.LastPacked(database);
            var points = new List<SeriesPoint>();
            foreach (var partition in partitions)
                if (partition.Id > lastPacked) partition.Collect(series, window, points);
            foreach (var point in points) hours[Bucket.HourOf(point.At)] = default;
            return hours;
        }), cancel).ConfigureAwait(false);
    }

    private static bool AddSegments(Database database, SeriesKey series, SeriesWindow window, SortedDictionary<long, Bucket> hours)
    {
        var (rollups, segments) = (new RollupReader(database), new SegmentReader(database));
        var points = new List<SeriesPoint>();
        var any = false;
        foreach (var segment in SegmentTable.Overlapping(database, window.From, window.To))
        {
            if (!rollups.Has(segment.Id, series))
            {
                segments.Collect(segment.Id, series, window, int.MaxValue, points);
                continue;
            }
            any = true;
            foreach (var bucket in rollups.Read(segment.Id, series, window.From, window.To))
            {
                var holds = !bucket.IsSpoilt && bucket.NewestKnownAt <= window.AsOf && bucket.FirstAt >= window.From && bucket.LastAt < window.To;
                hours[bucket.Hour] = holds && !hours.ContainsKey(bucket.Hour) ? bucket : default;
            }
        }
        foreach (var point in points) hours[Bucket.HourOf(point.At)] = default;
        return any;
    }
}
