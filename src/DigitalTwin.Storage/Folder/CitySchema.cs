using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.Folder;

/// <summary>Layout of the city's database: registry, facts, grain state, reminders, forecasts.</summary>
internal static class CitySchema
{
    public static readonly Schema Schema = new("city", Version1, Version2, Version3, Version4, Version5)
    {
        // SQLite counts rows by itself; the registry asks in which order revisions were saved.
        OnlyPostgres = { [1] = "ALTER TABLE network_revision ADD COLUMN rowid BIGINT GENERATED ALWAYS AS IDENTITY;" },
        OnlySqlite = { [3] = SpansOfVersion2 },
    };

    private const string Version1 = """
        CREATE TABLE network_revision (
            network TEXT NOT NULL, revision INTEGER NOT NULL, known_at INTEGER NOT NULL, body BLOB NOT NULL,
            PRIMARY KEY (network, revision)) STRICT;
        -- Every asset ever seen in a network, with its key; one row a network, rewritten with each revision.
        CREATE TABLE asset (network TEXT PRIMARY KEY, highest_key INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
        CREATE TABLE fact (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            stream TEXT NOT NULL, subject TEXT NOT NULL, at INTEGER NOT NULL, known_at INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
        CREATE INDEX fact_by_known ON fact (stream, known_at, sequence);
        CREATE INDEX fact_by_subject ON fact (stream, subject, known_at, sequence);
        -- A cleared state keeps its row without a body, so that its ETag never comes back.
        CREATE TABLE grain_state (
            type TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, etag INTEGER NOT NULL, body BLOB,
            PRIMARY KEY (type, key, name)) STRICT, WITHOUT ROWID;
        """;

    private const string Version2 = """
        -- The id is the ETag: a row written anew gets another one. Hash is the grain's uniform hash; times are in 100 ns ticks, UTC.
        CREATE TABLE reminder (
            id INTEGER PRIMARY KEY AUTOINCREMENT, grain TEXT NOT NULL, name TEXT NOT NULL, hash INTEGER NOT NULL, start_at INTEGER NOT NULL, period INTEGER NOT NULL,
            UNIQUE (grain, name)) STRICT;
        CREATE INDEX reminder_by_hash ON reminder (hash);
        """;

    private const string Version3 = """
        -- When a subject was open. Reach is the power of two above the span in ms, 2^53 while it is open: what was open at a time is
        -- looked for under each reach no further back than that, so that the cost does not grow with what is long over.
        CREATE TABLE fact_span (
            stream TEXT NOT NULL, subject TEXT NOT NULL, opened INTEGER NOT NULL, closed INTEGER, reach INTEGER NOT NULL,
            counter TEXT, number INTEGER NOT NULL, PRIMARY KEY (stream, subject, opened)) STRICT, WITHOUT ROWID;
        CREATE INDEX fact_span_by_reach ON fact_span (stream, reach, opened, closed);
        CREATE INDEX fact_span_by_close ON fact_span (stream, closed, subject);
        CREATE INDEX fact_span_by_counter ON fact_span (stream, counter, number);
        """;

    private const string Version4 = """
        -- Forecasts as they were issued; what_if is empty but for those of a what-if. Bytes is the length of head, leads and body.
        CREATE TABLE forecast (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, network TEXT NOT NULL, what_if TEXT NOT NULL, part TEXT NOT NULL,
            issued_at INTEGER NOT NULL, known_at INTEGER NOT NULL, bytes INTEGER NOT NULL, head BLOB NOT NULL, leads BLOB NOT NULL, body BLOB NOT NULL) STRICT;
        CREATE INDEX forecast_by_known ON forecast (network, what_if, part, known_at, sequence);
        CREATE INDEX forecast_by_issue ON forecast (network, what_if, issued_at, sequence);
        CREATE INDEX forecast_by_what_if ON forecast (what_if, sequence, bytes);
        """;

    private const string Version5 = """
        -- What is held true of each part's water, the newest only: a restart goes on from it.
        CREATE TABLE forecast_state (network TEXT NOT NULL, part TEXT NOT NULL, revision INTEGER NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (network, part)) STRICT;
        """;

    /// <summary>Warnings that were written before there were spans; PostgreSQL never held any.</summary>
    private const string SpansOfVersion2 = """
        WITH RECURSIVE powers(reach) AS (SELECT 1 UNION ALL SELECT reach * 2 FROM powers WHERE reach < 1 << 50),
            ends AS (SELECT subject, min(known_at) AS opened, max(known_at) AS newest, max(json_extract(CAST(body AS TEXT), '$.endedAt') IS NOT NULL) AS ended
                FROM fact WHERE stream = 'warnings' GROUP BY subject)
        INSERT INTO fact_span SELECT 'warnings', subject, opened, CASE ended WHEN 1 THEN newest END,
            CASE ended WHEN 1 THEN (SELECT min(reach) FROM powers WHERE reach > newest - opened) ELSE 1 << 53 END, NULL, 0 FROM ends;
        """;
}
