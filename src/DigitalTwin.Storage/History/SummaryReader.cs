using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Rollups;
using DigitalTwin.Storage.Segments;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.History;

/// <summary>Sums a series up by spans: from what was summed up when it was packed where that still holds, else from the readings.</summary>
/// <remarks>
/// An hour's bucket holds when one segment alone has readings of that hour, all of them known by then. Late data and corrections lie in another
/// segment or in memory, so the hours they touch are read anew; nothing stored is ever changed. Where retention has left only the sum of an hour,
/// that sum counts, and what came since is added to it.
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
        foreach (var (number, hour) in hours)
        {
            if (summary.Done.Count > limit) break;
            var start = number * Bucket.Milliseconds;
            if (hour is { Anew: true, Left.Count: 0 })
            {
                if (to == 0) from = start;
                to = start + Bucket.Milliseconds;
                continue;
            }
            if (to != 0) await AddReadings(summary, asset, quantity, window.Within(from, to), limit, cancel).ConfigureAwait(false);
            to = 0;
            var more = hour.Anew ? await SumOf(asset, quantity, window.Within(start, start + Bucket.Milliseconds), cancel).ConfigureAwait(false) : hour.Whole;
            summary.Add(Bucket.Combine(hour.Left, more));
        }
        if (to != 0 && summary.Done.Count <= limit) await AddReadings(summary, asset, quantity, window.Within(from, to), limit, cancel).ConfigureAwait(false);
        return [.. summary.Finish().Take(limit)];
    }

    /// <summary>One bucket of a short window; empty where it has no readings.</summary>
    private async Task<Bucket> SumOf(AssetKey asset, Quantity quantity, SeriesWindow window, CancellationToken cancel)
    {
        var sum = default(Bucket);
        foreach (var known in await reader.Read(asset, quantity, window, int.MaxValue, cancel).ConfigureAwait(false))
            if (double.IsFinite(known.Reading.Value)) sum = Bucket.Combine(sum, Bucket.Of(PointOf(known)));
        return sum;
    }

    private static SeriesPoint PointOf(KnownReading known) =>
        new(known.Reading.At.UnixMilliseconds, known.KnownAt.UnixMilliseconds, known.Reading.Value, known.Reading.Quality, known.Reading.Provenance);

    private async Task AddReadings(SpanSummary summary, AssetKey asset, Quantity quantity, SeriesWindow window, int limit, CancellationToken cancel)
    {
        while (summary.Done.Count <= limit)
        {
            var page = await reader.Read(asset, quantity, window, ReadingsInPage, cancel).ConfigureAwait(false);
            foreach (var known in page)
                if (double.IsFinite(known.Reading.Value))
                    summary.Add(Bucket.Of(PointOf(known)));
            if (page.Count < ReadingsInPage) return;
            window = window with { From = page[^1].Reading.At.UnixMilliseconds + 1 };
        }
    }

    /// <summary>Every hour that has readings, with what is known of it; null where nothing was summed up.</summary>
    private async Task<SortedDictionary<long, Hour>?> Hours(AssetKey asset, Quantity quantity, SeriesWindow window, CancellationToken cancel)
    {
        var series = state.Latest.Find(asset, quantity);
        // Partitions first: one that leaves memory after this is already a segment.
        var partitions = state.Partitions;
        if (series < 0 || !state.Segments.Any(s => s.FirstAt < window.To && s.LastAt >= window.From)) return null;
        return await pool.ReadAsync(database => database.Snapshot(() =>
        {
            var hours = new SortedDictionary<long, Hour>();
            if (!AddSegments(database, new SeriesKey(asset, quantity), window, hours)) return null;
            var lastPacked = SegmentTable.LastPacked(database);
            var points = new List<SeriesPoint>();
            foreach (var partition in partitions)
                if (partition.Id > lastPacked) partition.Collect(series, window, points);
            foreach (var point in points) ReadAnew(hours, point.At);
            return hours;
        }), cancel).ConfigureAwait(false);
    }

    private static bool AddSegments(Database database, SeriesKey series, SeriesWindow window, SortedDictionary<long, Hour> hours)
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
            var withReadings = segment.IsThinned ? HoursOf(segments, segment.Id, series, window) : null;
            foreach (var bucket in rollups.Read(segment.Id, series, window.From, window.To))
            {
                var holds = !bucket.IsSpoilt && bucket.NewestKnownAt <= window.AsOf && bucket.FirstAt >= window.From && bucket.LastAt < window.To;
                hours.TryGetValue(bucket.Hour, out var hour);
                if (withReadings is not null && !withReadings.Contains(bucket.Hour))
                {
                    if (holds) hours[bucket.Hour] = hour with { Left = Bucket.Combine(hour.Left, bucket) };
                }
                else if (holds && hour is { Anew: false, Whole.Count: 0 }) hours[bucket.Hour] = hour with { Whole = bucket };
                else hours[bucket.Hour] = hour with { Anew = true };
            }
        }
        foreach (var point in points) ReadAnew(hours, point.At);
        return any;
    }

    private static HashSet<long> HoursOf(SegmentReader segments, long segment, SeriesKey series, SeriesWindow window)
    {
        var points = new List<SeriesPoint>();
        segments.Collect(segment, series, window, int.MaxValue, points);
        return [.. points.Select(p => Bucket.HourOf(p.At))];
    }

    private static void ReadAnew(SortedDictionary<long, Hour> hours, long at)
    {
        hours.TryGetValue(Bucket.HourOf(at), out var hour);
        hours[Bucket.HourOf(at)] = hour with { Anew = true };
    }

    /// <param name="Whole">The sum of all its readings, where one segment alone has them.</param>
    /// <param name="Left">The sum of readings that were dropped.</param>
    /// <param name="Anew">It has to be read anew.</param>
    private readonly record struct Hour(Bucket Whole, Bucket Left, bool Anew);
}
