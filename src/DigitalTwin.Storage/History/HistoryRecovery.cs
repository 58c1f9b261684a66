using DigitalTwin.Storage.Sqlite;

namespace DigitalTwin.Storage.History;

/// <summary>Builds what the history holds in memory from what is on disk.</summary>
internal static class HistoryRecovery
{
    public static HistoryState Load(Database database, TimeProvider time)
    {
        var state = new HistoryState();
        var rows = database.Statement("SELECT partition, body FROM log ORDER BY id");
        while (rows.Step())
        {
            var partition = rows.Int64(0);
            if (state.Partitions.Count == 0 || state.Open.Id != partition) state.Begin(new OpenPartition(partition, time.GetUtcNow()));
            foreach (var (knownAt, readings) in LogBlock.Read(rows.Blob(1).ToArray())) state.Apply(readings, knownAt);
        }
        rows.Reset();
        if (state.Partitions.Count == 0) state.Begin(new OpenPartition(1, time.GetUtcNow()));
        return state;
    }
}
