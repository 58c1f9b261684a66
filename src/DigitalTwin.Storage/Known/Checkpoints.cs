using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Segments;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.Known;

/// <summary>The newest reading of every series as of the end of a partition, exactly; a start and a moment of the past begin from one, instead of reading all of history.</summary>
/// <remarks>
/// After every checkpoint the <see cref="Journal"/> is whole: pruning takes both away together, oldest first, and always leaves one checkpoint.
/// A checkpoint counts when its row is there; its pages are written before.
/// </remarks>
internal static class Checkpoints
{
    /// <summary>Partition 0 stands for the empty history that a store began with.</summary>
    public static Checkpoint? Newest(Database database) => One(database.Statement("SELECT partition, newest_known FROM checkpoint ORDER BY partition DESC LIMIT 1"));

    /// <summary>The newest of which all was known by a time; null where every one holds something later.</summary>
    public static Checkpoint? KnownBy(Database database, long knownAt) =>
        One(database.Statement("SELECT partition, newest_known FROM checkpoint WHERE newest_known <= ?1 ORDER BY partition DESC LIMIT 1").Bind(1, knownAt));

    public static void Read(Database database, Checkpoint checkpoint, KnownSink sink)
    {
        var rows = new KnownRow[KnownPage.MostRows];
        var pages = database.Statement("SELECT body FROM checkpoint_page WHERE partition = ?1 ORDER BY id").Bind(1, checkpoint.Partition);
        while (pages.Step()) sink(rows.AsSpan(0, KnownPage.Read(pages.Blob(0), rows)));
        pages.Reset();
    }

    /// <summary>Saves one through a packed partition, from the one before and what was journalled since; the first one from all segments.</summary>
    /// <param name="packed">That partition where it is still in memory, which is quicker to read than its journal.</param>
    /// <param name="latest">Knows its series.</param>
    public static void Write(Database database, Lock gate, long partition, OpenPartition? packed = null, LatestTable? latest = null)
    {
        var fold = new LatestTable();
        var newestKnown = 0L;
        if (Newest(database) is { } before)
        {
            if (before.Partition >= partition) return;
            newestKnown = before.NewestKnown;
            Read(database, before, Fold);
            Journal.Read(database, before.Partition, packed is null ? partition : partition - 1, long.MinValue, long.MaxValue, Fold);
            if (packed is not null) Journal.Read(packed, latest!, Fold);
        }
        else
            foreach (var segment in SegmentTable.All(database))
                for (var points = new SegmentCursor(database, segment.Id); points.Next();) Fold([new KnownRow(points.Series, points.Point)]);
        Save(database, gate, new Checkpoint(partition, newestKnown), fold);

        void Fold(ReadOnlySpan<KnownRow> rows)
        {
            foreach (ref readonly var row in rows)
            {
                newestKnown = Math.Max(newestKnown, row.Point.KnownAt);
                var known = row.Point.ToReading(row.Series.Asset, row.Series.Quantity);
                fold.Fold(known.Reading, known.KnownAt);
            }
        }
    }

    private static void Save(Database database, Lock gate, Checkpoint checkpoint, LatestTable fold)
    {
        var rows = new KnownRow[KnownPage.MostRows];
        var body = new ByteBuffer();
        for (var start = 0; start < fold.Count; start += rows.Length)
        {
            var page = rows.AsSpan(0, Math.Min(rows.Length, fold.Count - start));
            for (var i = 0; i < page.Length; i++)
            {
                var (reading, knownAt) = fold[start + i];
                page[i] = new KnownRow(new SeriesKey(reading.Asset, reading.Quantity),
                    new SeriesPoint(reading.At.UnixMilliseconds, knownAt.UnixMilliseconds, reading.Value, reading.Quality, reading.Provenance));
            }
            KnownPage.Write(body, page);
            lock (gate)
                database.InTransaction(() => database.Statement("INSERT INTO checkpoint_page (partition, body) VALUES (?, ?)").Bind(1, checkpoint.Partition).Bind(2, body.Written).Run());
        }
        lock (gate)
            database.InTransaction(() => database.Statement("INSERT INTO checkpoint (partition, newest_known) VALUES (?, ?)").Bind(1, checkpoint.Partition).Bind(2, checkpoint.NewestKnown).Run());
    }

    private static Checkpoint? One(Statement row)
    {
        Checkpoint? found = row.Step() ? new Checkpoint(row.Int64(0), row.Int64(1)) : null;
        row.Reset();
        return found;
    }
}

/// <param name="Partition">Complete through this one.</param>
/// <param name="NewestKnown">When the newest known of all readings in it, and before it, was known; Unix ms.</param>
internal readonly record struct Checkpoint(long Partition, long NewestKnown);
