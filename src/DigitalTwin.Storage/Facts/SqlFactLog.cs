using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.Facts;

/// <summary>Facts in the city's database, one row each. Appends at the same time share one sync.</summary>
public sealed class SqlFactLog(CityDatabase city) : IFactLog
{
    private const string Columns = "sequence, stream, subject, at, known_at, body";

    // Jumps from subject to subject in the index instead of reading every fact of each.
    private const string LatestSql = """
        WITH RECURSIVE subjects(name) AS (
            SELECT min(subject) FROM fact WHERE stream = ?1
            UNION ALL
            SELECT (SELECT min(subject) FROM fact WHERE stream = ?1 AND subject > name) FROM subjects WHERE name IS NOT NULL)
        SELECT sequence, stream, subject, at, known_at, body FROM subjects JOIN fact ON sequence =
            (SELECT sequence FROM fact WHERE stream = ?1 AND subject = name AND known_at <= ?2 ORDER BY known_at DESC, sequence DESC LIMIT 1)
        WHERE name IS NOT NULL ORDER BY known_at, sequence
        """;

    public Task Append(string stream, string subject, Instant at, Instant knownAt, ReadOnlyMemory<byte> body, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(stream);
        ArgumentException.ThrowIfNullOrEmpty(subject);
        return city.Writes.Run(database =>
        {
            Insert(database, stream, subject, at, knownAt, body);
            return true;
        }, cancel);
    }

    public Task<int> AppendToSpan(string stream, string subject, Instant at, Instant knownAt, ReadOnlyMemory<byte> body, bool closes, string? counter = null, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(stream);
        ArgumentException.ThrowIfNullOrEmpty(subject);
        return city.Writes.Run(database =>
        {
            Insert(database, stream, subject, at, knownAt, body);
            return FactSpans.Note(database, stream, subject, knownAt, closes, counter);
        }, cancel);
    }

    public Task<IReadOnlyList<Fact>> Open(string stream, Instant? asOf, CancellationToken cancel = default) =>
        city.Reads.ReadAsync<IReadOnlyList<Fact>>(database => FactSpans.Open(database, stream, asOf), cancel);

    public Task<IReadOnlyList<Fact>> Closed(string stream, Instant? asOf, ClosedMark? after, int limit, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return city.Reads.ReadAsync<IReadOnlyList<Fact>>(database => FactSpans.Closed(database, stream, asOf, after, limit), cancel);
    }

    public Task<IReadOnlyList<Fact>> Read(string stream, Instant from, Instant to, int limit, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return city.Reads.ReadAsync(database => Collect(database
            .Statement($"SELECT {Columns} FROM fact WHERE stream = ? AND known_at BETWEEN ? AND ? ORDER BY known_at, sequence LIMIT ?")
            .Bind(1, stream).Bind(2, from.UnixMilliseconds).Bind(3, to.UnixMilliseconds).Bind(4, limit)), cancel);
    }

    public Task<IReadOnlyList<Fact>> LatestPerSubject(string stream, Instant? asOf, CancellationToken cancel = default) =>
        city.Reads.ReadAsync(database => Collect(database.Statement(LatestSql).Bind(1, stream).Bind(2, asOf?.UnixMilliseconds ?? long.MaxValue)), cancel);

    private static void Insert(Database database, string stream, string subject, Instant at, Instant knownAt, ReadOnlyMemory<byte> body) =>
        database.Statement("INSERT INTO fact (stream, subject, at, known_at, body) VALUES (?, ?, ?, ?, ?)")
            .Bind(1, stream).Bind(2, subject).Bind(3, at.UnixMilliseconds).Bind(4, knownAt.UnixMilliseconds).Bind(5, body.Span).Run();

    private static IReadOnlyList<Fact> Collect(Statement statement)
    {
        var facts = new List<Fact>();
        while (statement.Step())
            facts.Add(new Fact(statement.Int64(0), statement.Text(1), statement.Text(2),
                new Instant(statement.Int64(3)), new Instant(statement.Int64(4)), statement.Blob(5).ToArray()));
        statement.Reset();
        return facts;
    }
}
