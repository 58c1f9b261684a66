using DigitalTwin.Storage.Sqlite;

namespace DigitalTwin.Storage.History;

/// <summary>Layout of <c>history.db</c>.</summary>
internal static class HistorySchema
{
    /// <summary>Large pages, because blocks are large.</summary>
    public const int PageSize = 32_768;

    public static readonly Schema Schema = new("history", Version1);

    private const string Version1 = """
        -- Group commits in the order appended; see LogBlock.
        CREATE TABLE log (id INTEGER PRIMARY KEY, partition INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
        """;
}
