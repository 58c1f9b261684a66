using System.Runtime.InteropServices;
using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.Segments;

/// <summary>Reads one series from a packed segment without touching the others.</summary>
internal sealed class SegmentReader(Database database)
{
    private const string LastStartSql = "SELECT series, at FROM chunk WHERE segment = ?1 AND (series, at) <= (?2, ?3) ORDER BY series DESC, at DESC LIMIT 1";
    private const string BackwardsSql = "SELECT body FROM chunk WHERE segment = ?1 AND (series, at) <= (?2, ?3) ORDER BY series DESC, at DESC";
    private const string ChunksSql = "SELECT body FROM chunk WHERE segment = ?1 AND (series, at) >= (?2, ?3) AND (series, at) < (?4, ?5) ORDER BY series, at";

    private readonly RunScratch _scratch = new();
    private readonly List<SeriesPoint> _run = [];

    /// <summary>Adds the series' points that lie in the window, sorted, to <paramref name="found"/>; stops early when it has so many different times.</summary>
    public void Collect(long segment, SeriesKey series, in SeriesWindow window, int limit, List<SeriesPoint> found)
    {
        var (startSeries, startAt) = ChunkBefore(segment, series, window.From);
        var rows = database.Statement(ChunksSql).Bind(1, segment).Bind(2, startSeries.Number).Bind(3, startAt).Bind(4, series.Number).Bind(5, window.To);
        var times = 0;
        while (times < limit && rows.Step()) times += CollectChunk(rows.Blob(0), series, window, found);
        rows.Reset();
    }

    /// <summary>The series' newest point with <c>at ≤ at</c> that was known by then; null where the segment has none.</summary>
    public SeriesPoint? Last(long segment, SeriesKey series, long at, long asOf)
    {
        var window = new SeriesWindow(long.MinValue, at == long.MaxValue ? at : at + 1, asOf);
        var rows = database.Statement(BackwardsSql).Bind(1, segment).Bind(2, series.Number).Bind(3, at);
        SeriesPoint? last = null;
        // Mostly the first chunk has it; only where all of it was known too late, or begins after it, the one before is needed.
        for (var goOn = true; goOn && last is null && rows.Step();)
        {
            _run.Clear();
            CollectChunk(rows.Blob(0), series, window, _run);
            if (_run.Count > 0) last = _run[SeriesVersions.FirstOfRepeated(_run, _run.Count - 1)];
            goOn = ReachesBack(rows.Blob(0), series);
        }
        rows.Reset();
        return last;
    }

    /// <summary>Whether the chunk before may have points of the series: when this one begins with it.</summary>
    private bool ReachesBack(ReadOnlySpan<byte> body, SeriesKey series)
    {
        var runs = new ChunkReader(body, _scratch);
        return runs.Next() && runs.Series >= series;
    }

    /// <summary>Where the last chunk begins that begins at or before the time; the time itself where there is none.</summary>
    private (SeriesKey, long) ChunkBefore(long segment, SeriesKey series, long at)
    {
        var row = database.Statement(LastStartSql).Bind(1, segment).Bind(2, series.Number).Bind(3, at);
        var start = row.Step() ? (new SeriesKey(row.Int64(0)), row.Int64(1)) : (series, at);
        row.Reset();
        return start;
    }

    /// <returns>How many different times were found; versions of one time never stand in two chunks.</returns>
    private int CollectChunk(ReadOnlySpan<byte> body, SeriesKey series, in SeriesWindow window, List<SeriesPoint> found)
    {
        var times = 0;
        for (var runs = new ChunkReader(body, _scratch); runs.Next() && runs.Series.Number <= series.Number && (runs.Series != series || runs.FirstAt < window.To);)
        {
            if (runs.Series != series) continue;
            var start = found.Count;
            CollectionsMarshal.SetCount(found, start + runs.Count);
            var points = CollectionsMarshal.AsSpan(found)[start..];
            runs.Read(points);
            var kept = 0;
            foreach (var point in points)
            {
                if (!window.Holds(point.At) || point.KnownAt > window.AsOf) continue;
                if (kept == 0 || points[kept - 1].At != point.At) times++;
                points[kept++] = point;
            }
            CollectionsMarshal.SetCount(found, start + kept);
        }
        return times;
    }
}
