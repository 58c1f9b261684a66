using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.Known;

/// <summary>The readings of packed partitions once more, in the order they became known: what a moment of the past is folded from, and played on by.</summary>
/// <remarks>A partition's pages are written before its segment, so they count only when it is packed. Kept for a bounded time; see <see cref="Checkpoints"/>.</remarks>
internal static class Journal
{
    private const string PagesSql = "SELECT body FROM journal WHERE partition > ?1 AND partition <= ?2 AND first_known <= ?3 AND last_known > ?4 ORDER BY id";

    /// <summary>Writes a closed partition, in small transactions between the appends.</summary>
    public static void Write(Database database, Lock gate, OpenPartition partition, LatestTable latest)
    {
        var body = new ByteBuffer();
        Read(partition, latest, page =>
        {
            var (firstKnown, lastKnown) = (long.MaxValue, long.MinValue);
            foreach (ref readonly var row in page)
            {
                firstKnown = Math.Min(firstKnown, row.Point.KnownAt);
                lastKnown = Math.Max(lastKnown, row.Point.KnownAt);
            }
            KnownPage.Write(body, page);
            lock (gate)
                database.InTransaction(() => database.Statement("INSERT INTO journal (partition, first_known, last_known, body) VALUES (?, ?, ?, ?)")
                    .Bind(1, partition.Id).Bind(2, firstKnown).Bind(3, lastKnown).Bind(4, body.Written).Run());
        });
    }

    /// <summary>Hands on the rows of a closed partition in pages, in the order appended.</summary>
    public static void Read(OpenPartition partition, LatestTable latest, KnownSink sink)
    {
        var rows = new KnownRow[KnownPage.MostRows];
        for (var start = 0; start < partition.Count; start += rows.Length)
        {
            var page = rows.AsSpan(0, Math.Min(rows.Length, partition.Count - start));
            partition.CopyTo(page, start, latest);
            sink(page);
        }
    }

    /// <summary>Hands on, in the order appended, what partitions after <paramref name="after"/> up to <paramref name="through"/> hold in pages that reach into <c>knownAfter &lt; knownAt ≤ knownBy</c>; the rows themselves may lie outside.</summary>
    public static void Read(Database database, long after, long through, long knownAfter, long knownBy, KnownSink sink)
    {
        if (through <= after) return;
        var rows = new KnownRow[KnownPage.MostRows];
        var pages = database.Statement(PagesSql).Bind(1, after).Bind(2, through).Bind(3, knownBy).Bind(4, knownAfter);
        while (pages.Step()) sink(rows.AsSpan(0, KnownPage.Read(pages.Blob(0), rows)));
        pages.Reset();
    }
}

/// <summary>Takes some rows, valid during the call only.</summary>
internal delegate void KnownSink(ReadOnlySpan<KnownRow> rows);
