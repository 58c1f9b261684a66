using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.History;

/// <summary>Layout of the history's database.</summary>
internal static class HistorySchema
{
    /// <summary>Large pages, because blocks are large.</summary>
    public const int PageSize = 16_384;

    public static readonly Schema Schema = new("history", Version1, Version2, Version3, Version4, Version5)
    {
        // Blocks and chunks are packed already. A chunk stays in its row up to a whole page; PostgreSQL would move it away from 2 kB on.
        OnlyPostgres =
        {
            [1] = "ALTER TABLE log ALTER COLUMN body SET STORAGE EXTERNAL;",
            [4] = "ALTER TABLE journal ALTER COLUMN body SET STORAGE EXTERNAL; ALTER TABLE checkpoint_page ALTER COLUMN body SET STORAGE EXTERNAL;",
            [2] = "ALTER TABLE chunk ALTER COLUMN body SET STORAGE EXTERNAL; ALTER TABLE chunk SET (toast_tuple_target = 8160);",
        },
    };

    private const string Version1 = """
        -- Group commits in the order appended; see LogBlock.
        CREATE TABLE log (id INTEGER PRIMARY KEY, partition INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
        """;

    private const string Version2 = """
        CREATE INDEX log_by_partition ON log (partition);
        -- Partitions packed by series; log blocks of partitions up to the last one here do not count any more.
        CREATE TABLE segment (
            id INTEGER PRIMARY KEY, first_partition INTEGER NOT NULL, last_partition INTEGER NOT NULL, level INTEGER NOT NULL, readings INTEGER NOT NULL,
            first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, newest_known_at INTEGER NOT NULL) STRICT;
        -- Series is asset * 65536 + quantity, and at the time of the chunk's first point; see ChunkWriter. A chunk counts when its segment is there.
        CREATE TABLE chunk (id INTEGER PRIMARY KEY, segment INTEGER NOT NULL, series INTEGER NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
        CREATE INDEX chunk_place ON chunk (segment, series, at);
        -- The newest reading of every series; holds at least all of the partitions up to the one named.
        CREATE TABLE latest (generation INTEGER PRIMARY KEY, partition INTEGER NOT NULL) STRICT;
        CREATE TABLE latest_page (id INTEGER PRIMARY KEY, generation INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
        CREATE INDEX latest_page_by_generation ON latest_page (generation);
        """;

    private const string Version3 = """
        -- Hours of a series in a segment, summed up; see BucketBuilder. Series with few readings an hour, and segments of earlier versions, have none.
        CREATE TABLE rollup (id INTEGER PRIMARY KEY, segment INTEGER NOT NULL, series INTEGER NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
        CREATE INDEX rollup_place ON rollup (segment, series, at);
        """;

    private const string Version4 = """
        -- Readings of packed partitions in the order known; see Journal. Kept for a while only.
        CREATE TABLE journal (id INTEGER PRIMARY KEY, partition INTEGER NOT NULL, first_known INTEGER NOT NULL, last_known INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
        CREATE INDEX journal_by_partition ON journal (partition, first_known);
        -- The newest reading of every series as of the end of a partition, and when the newest known of them was known; see Checkpoints.
        CREATE TABLE checkpoint (partition INTEGER PRIMARY KEY, newest_known INTEGER NOT NULL) STRICT;
        CREATE TABLE checkpoint_page (id INTEGER PRIMARY KEY, partition INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
        CREATE INDEX checkpoint_page_by_partition ON checkpoint_page (partition);
        -- A history without segments begins with an empty checkpoint; an older one gets its first from its segments.
        INSERT INTO checkpoint (partition, newest_known) SELECT 0, 0 WHERE NOT EXISTS (SELECT 1 FROM segment);
        DROP TABLE latest_page;
        DROP TABLE latest;
        """;

    private const string Version5 = """
        ALTER TABLE segment ADD COLUMN thinned INTEGER NOT NULL DEFAULT 0;
        -- What retention took from which segment; hours is 1 where sums by hours are left. Written in the transaction that took it.
        CREATE TABLE dropped (
            id INTEGER PRIMARY KEY, segment INTEGER NOT NULL, class TEXT NOT NULL, hours INTEGER NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL,
            known_until INTEGER NOT NULL, readings INTEGER NOT NULL, series INTEGER NOT NULL, held INTEGER NOT NULL, dropped_at INTEGER NOT NULL) STRICT;
        """;
}
