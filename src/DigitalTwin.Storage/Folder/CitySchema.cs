using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.Folder;

/// <summary>Layout of the city's database: registry, facts, grain state, reminders.</summary>
internal static class CitySchema
{
    public static readonly Schema Schema = new("city", Version1, Version2)
    {
        // SQLite counts rows by itself; the registry asks in which order revisions were saved.
        OnlyPostgres = { [1] = "ALTER TABLE network_revision ADD COLUMN rowid BIGINT GENERATED ALWAYS AS IDENTITY;" },
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
}
