using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.Segments;

/// <summary>Readings of one or more neighbouring partitions, packed by series. Chunks of a segment count only when the segment is there.</summary>
/// <param name="IsThinned">Some of its readings were dropped, and of some of these only sums by hours are left.</param>
internal sealed record Segment(long Id, long FirstPartition, long LastPartition, int Level, long Readings, long FirstAt, long LastAt, long NewestKnownAt, bool IsThinned = false)
{
    /// <summary>Level of segments that retention has written anew; they are not merged any more, since a merge sums up anew what it reads.</summary>
    public const int ThinnedLevel = 9;
}

/// <summary>The rows of segments and chunks.</summary>
internal static class SegmentTable
{
    private const string Columns = "id, first_partition, last_partition, level, readings, first_at, last_at, newest_known_at, thinned";

    public static List<Segment> All(Database database) => Collect(database.Statement($"SELECT {Columns} FROM segment ORDER BY first_partition"));

    /// <summary>Segments that have a reading in <c>from ≤ at &lt; to</c>, in the order of their first reading.</summary>
    public static List<Segment> Overlapping(Database database, long from, long to) =>
        Collect(database.Statement($"SELECT {Columns} FROM segment WHERE first_at < ? AND last_at >= ? ORDER BY first_at, id").Bind(1, to).Bind(2, from));

    /// <summary>Partitions up to this one are packed; 0 if none is.</summary>
    public static long LastPacked(Database database) => database.Scalar("SELECT max(last_partition) FROM segment");

    public static void Insert(Database database, Segment segment) =>
        database.Statement($"INSERT INTO segment ({Columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .Bind(1, segment.Id).Bind(2, segment.FirstPartition).Bind(3, segment.LastPartition).Bind(4, segment.Level)
            .Bind(5, segment.Readings).Bind(6, segment.FirstAt).Bind(7, segment.LastAt).Bind(8, segment.NewestKnownAt).Bind(9, segment.IsThinned ? 1 : 0).Run();

    public static void Delete(Database database, long segment) => database.Statement("DELETE FROM segment WHERE id = ?").Bind(1, segment).Run();

    private static List<Segment> Collect(Statement rows)
    {
        var segments = new List<Segment>();
        while (rows.Step())
            segments.Add(new Segment(rows.Int64(0), rows.Int64(1), rows.Int64(2), (int)rows.Int64(3), rows.Int64(4), rows.Int64(5), rows.Int64(6), rows.Int64(7), rows.Int64(8) != 0));
        rows.Reset();
        return segments;
    }
}

/// <summary>Gives each new segment a number that no segment, and no chunk or sum left over, has.</summary>
internal sealed class SegmentIds(Database database)
{
    private long _last = Math.Max(database.Scalar("SELECT max(id) FROM segment"),
        Math.Max(database.Scalar("SELECT max(segment) FROM chunk"), database.Scalar("SELECT max(segment) FROM rollup")));

    public long Next() => ++_last;
}
