using System.Text.Json;
using System.Text.Json.Serialization;
using DigitalTwin.Domain.Forecast.Archive;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.Forecasts;

/// <summary>Forecasts in the city's database, one row each: its head as JSON, its series packed.</summary>
public sealed class SqlForecastArchive(CityDatabase city) : IForecastArchive
{
    private const string Expected = "what_if = ''";

    // Jumps from part to part in the index instead of reading every forecast of each.
    private const string LatestSql = """
        WITH RECURSIVE parts(name) AS (
            SELECT min(part) FROM forecast WHERE network = ?1 AND what_if = ''
            UNION ALL
            SELECT (SELECT min(part) FROM forecast WHERE network = ?1 AND what_if = '' AND part > name) FROM parts WHERE name IS NOT NULL)
        SELECT head FROM parts JOIN forecast ON sequence =
            (SELECT sequence FROM forecast WHERE network = ?1 AND what_if = '' AND part = name AND known_at <= ?2 ORDER BY known_at DESC, sequence DESC LIMIT 1)
        WHERE name IS NOT NULL ORDER BY part
        """;

    private const string NotTheLast = "sequence NOT IN (SELECT max(sequence) FROM forecast WHERE what_if = '' GROUP BY network, part)";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public async Task Save(KeptForecast forecast, CancellationToken cancel = default)
    {
        var (head, body, leads) = (JsonSerializer.SerializeToUtf8Bytes(forecast.Head, Json), SeriesCodec.Write(forecast.Body), SeriesCodec.Write(forecast.Leads));
        var h = forecast.Head;
        await city.Writes.Run(database =>
        {
            database.Statement("""
                INSERT INTO forecast (id, network, what_if, part, issued_at, known_at, bytes, head, leads, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO NOTHING
                """)
                .Bind(1, h.Id).Bind(2, h.Network).Bind(3, h.WhatIf ?? "").Bind(4, h.Part).Bind(5, h.IssuedAt.UnixMilliseconds).Bind(6, h.KnownAt.UnixMilliseconds)
                .Bind(7, head.Length + body.Length + leads.Length).Bind(8, head).Bind(9, leads).Bind(10, body).Run();
            return true;
        }, cancel).ConfigureAwait(false);
    }

    public async Task<KeptForecast?> Find(string id, CancellationToken cancel = default)
    {
        var rows = await Read("SELECT head, leads, body FROM forecast WHERE id = ?1", s => s.Bind(1, id), s => (Head(s), Leads: s.Blob(1).ToArray(), Body: s.Blob(2).ToArray()), cancel).ConfigureAwait(false);
        return rows is [var (head, leads, body)] ? new KeptForecast(head, SeriesCodec.Read(body), SeriesCodec.Read(leads)) : null;
    }

    public Task<IReadOnlyList<KeptHead>> Latest(string network, Instant? asOf, CancellationToken cancel = default) =>
        Read(LatestSql, s => s.Bind(1, network).Bind(2, asOf?.UnixMilliseconds ?? long.MaxValue), Head, cancel);

    public Task<IReadOnlyList<(KeptHead Head, KeptSeries Leads)>> Issued(string network, Instant from, Instant to, int limit, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return Read($"SELECT head, leads FROM forecast WHERE network = ?1 AND {Expected} AND issued_at >= ?2 AND issued_at < ?3 ORDER BY issued_at, sequence LIMIT ?4",
            s => s.Bind(1, network).Bind(2, from.UnixMilliseconds).Bind(3, to.UnixMilliseconds).Bind(4, limit), s => (Head(s), SeriesCodec.Read(s.Blob(1))), cancel);
    }

    public Task<IReadOnlyList<KeptHead>> OfWhatIf(string whatIf, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(whatIf);
        return Read("SELECT head FROM forecast WHERE what_if = ?1 ORDER BY part", s => s.Bind(1, whatIf), Head, cancel);
    }

    public async Task Remove(string whatIf, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(whatIf);
        await city.Writes.Run(database =>
        {
            database.Statement("DELETE FROM forecast WHERE what_if = ?").Bind(1, whatIf).Run();
            return true;
        }, cancel).ConfigureAwait(false);
    }

    public Task<int> Drop(Instant knownBefore, long mostBytes, CancellationToken cancel = default) => city.Writes.Run(database =>
    {
        database.Statement($"DELETE FROM forecast WHERE {Expected} AND known_at < ? AND {NotTheLast}").Bind(1, knownBefore.UnixMilliseconds).Run();
        var gone = database.Changes;
        // The newest of those that do not fit any more, all newer ones counted first.
        var cut = database.Statement($"SELECT max(sequence) FROM (SELECT sequence, sum(bytes) OVER (ORDER BY sequence DESC) AS held FROM forecast WHERE {Expected}) AS counted WHERE held > ?").Bind(1, mostBytes).Scalar();
        if (cut == 0) return gone;
        database.Statement($"DELETE FROM forecast WHERE {Expected} AND sequence <= ? AND {NotTheLast}").Bind(1, cut).Run();
        return gone + database.Changes;
    }, cancel);

    public Task SaveState(KeptState state, CancellationToken cancel = default) => city.Writes.Run(database =>
    {
        database.Statement("INSERT INTO forecast_state (network, part, revision, at, body) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (network, part) DO UPDATE SET revision = ?3, at = ?4, body = ?5")
            .Bind(1, state.Network).Bind(2, state.Part).Bind(3, state.Revision).Bind(4, state.At.UnixMilliseconds).Bind(5, state.Body.Span).Run();
        return true;
    }, cancel);

    public async Task<KeptState?> FindState(string network, string part, CancellationToken cancel = default)
    {
        var rows = await Read("SELECT revision, at, body FROM forecast_state WHERE network = ?1 AND part = ?2", s => s.Bind(1, network).Bind(2, part),
            s => new KeptState(network, part, (int)s.Int64(0), new Instant(s.Int64(1)), s.Blob(2).ToArray()), cancel).ConfigureAwait(false);
        return rows is [var state] ? state : null;
    }

    private Task<IReadOnlyList<T>> Read<T>(string sql, Action<Statement> bind, Func<Statement, T> row, CancellationToken cancel) => city.Reads.ReadAsync<IReadOnlyList<T>>(database =>
    {
        var statement = database.Statement(sql);
        bind(statement);
        var found = new List<T>();
        try
        {
            while (statement.Step()) found.Add(row(statement));
        }
        finally
        {
            statement.Reset();
        }
        return found;
    }, cancel);

    private static KeptHead Head(Statement row) => JsonSerializer.Deserialize<KeptHead>(row.Blob(0), Json) ?? throw new InvalidDataException("A stored forecast has no head.");
}
