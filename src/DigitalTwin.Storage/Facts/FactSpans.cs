using System.Numerics;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.Facts;

/// <summary>From when to when subjects were open, as an index over the fact log: written with each fact, in its transaction.</summary>
internal static class FactSpans
{
    private const long OpenReach = 1L << 53;
    /// <summary>Later than any fact, and still far from the end of 64 bits.</summary>
    private const long Ever = 1L << 52;

    private const string Columns = "f.sequence, f.stream, f.subject, f.at, f.known_at, f.body, s.counter, s.number, s.closed";
    private const string LastFactSql = "JOIN fact f ON f.sequence = (SELECT sequence FROM fact WHERE stream = ?1 AND subject = s.subject AND known_at <= ?2 ORDER BY known_at DESC, sequence DESC LIMIT 1)";

    private const string OpenSql = $"""
        WITH RECURSIVE reaches(reach) AS (
            SELECT min(reach) FROM fact_span WHERE stream = ?1
            UNION ALL
            SELECT (SELECT min(reach) FROM fact_span WHERE stream = ?1 AND reach > reaches.reach) FROM reaches WHERE reach IS NOT NULL)
        SELECT {Columns} FROM reaches JOIN fact_span s ON s.stream = ?1 AND s.reach = reaches.reach
            AND s.opened <= ?2 AND s.opened > ?2 - reaches.reach AND (s.closed IS NULL OR s.closed > ?2)
        {LastFactSql}
        """;

    private const string ClosedSql = $"""
        SELECT {Columns} FROM fact_span s
        {LastFactSql}
        WHERE s.stream = ?1 AND s.closed <= ?2 AND (s.closed, s.subject) < (?3, ?4) ORDER BY s.closed DESC, s.subject DESC LIMIT ?5
        """;

    /// <summary>Takes note of a subject's newest fact.</summary>
    /// <returns>The subject's number; 0 for none.</returns>
    public static int Note(Database database, string stream, string subject, Instant knownAt, bool closes, string? counter)
    {
        var (opened, number) = Newest(database, stream, subject);
        if (opened is null)
        {
            if (number == 0 && counter is not null) number = NextOf(database, stream, counter);
            // A replay of the same hours opens the same subject at the same time again.
            database.Statement("INSERT INTO fact_span VALUES (?1, ?2, ?3, NULL, ?4, ?5, ?6) ON CONFLICT (stream, subject, opened) DO UPDATE SET closed = NULL, reach = ?4")
                .Bind(1, stream).Bind(2, subject).Bind(3, knownAt.UnixMilliseconds).Bind(4, OpenReach).Bind(5, number > 0 ? counter : null).Bind(6, number).Run();
        }
        if (!closes) return number;
        var from = opened ?? knownAt.UnixMilliseconds;
        var to = Math.Max(from, knownAt.UnixMilliseconds); // The clock may have been set back in between.
        database.Statement("UPDATE fact_span SET closed = ?4, reach = ?5 WHERE stream = ?1 AND subject = ?2 AND opened = ?3")
            .Bind(1, stream).Bind(2, subject).Bind(3, from).Bind(4, to).Bind(5, (long)BitOperations.RoundUpToPowerOf2((ulong)(to - from) + 1)).Run();
        return number;
    }

    public static List<Fact> Open(Database database, string stream, Instant? asOf) => Collect(database.Statement(OpenSql).Bind(1, stream).Bind(2, asOf?.UnixMilliseconds ?? Ever), asOf);

    public static List<Fact> Closed(Database database, string stream, Instant? asOf, ClosedMark? after, int limit) => Collect(database.Statement(ClosedSql).Bind(1, stream)
        .Bind(2, asOf?.UnixMilliseconds ?? Ever).Bind(3, after?.ClosedAt.UnixMilliseconds ?? long.MaxValue).Bind(4, after?.Subject ?? "").Bind(5, limit), asOf);

    /// <summary>When the span that is open now was opened, if one is, and the number that the subject has had from the first.</summary>
    private static (long? Opened, int Number) Newest(Database database, string stream, string subject)
    {
        var row = database.Statement("SELECT opened, closed, number FROM fact_span WHERE stream = ? AND subject = ? ORDER BY closed IS NULL DESC, opened DESC LIMIT 1").Bind(1, stream).Bind(2, subject);
        (long?, int) found = row.Step() ? (row.IsNull(1) ? row.Int64(0) : null, (int)row.Int64(2)) : (null, 0);
        row.Reset();
        return found;
    }

    private static int NextOf(Database database, string stream, string counter) =>
        (int)database.Statement("SELECT max(number) FROM fact_span WHERE stream = ? AND counter = ?").Bind(1, stream).Bind(2, counter).Scalar() + 1;

    private static List<Fact> Collect(Statement rows, Instant? asOf)
    {
        var facts = new List<Fact>();
        while (rows.Step())
        {
            var closed = rows.IsNull(8) ? (Instant?)null : new Instant(rows.Int64(8));
            facts.Add(new Fact(rows.Int64(0), rows.Text(1), rows.Text(2), new Instant(rows.Int64(3)), new Instant(rows.Int64(4)), rows.Blob(5).ToArray(),
                rows.IsNull(6) ? null : rows.Text(6), (int)rows.Int64(7), closed <= (asOf ?? closed) ? closed : null));
        }
        rows.Reset();
        return facts;
    }
}
