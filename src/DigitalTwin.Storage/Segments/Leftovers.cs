using System.Globalization;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.Segments;

/// <summary>Removes rows that no longer count, in small transactions between the appends.</summary>
internal sealed class Leftovers(Database database, Lock gate)
{
    private const int BlocksInSlice = 16;
    private const int ChunksInSlice = 256;

    /// <summary>Tables with rows of a segment. A thinned one may have sums and no chunk.</summary>
    private static readonly string[] Tables = ["rollup", "chunk"];

    /// <summary>Log blocks of packed partitions.</summary>
    public void RemoveLog(CancellationToken stop) => InSlices(
        $"DELETE FROM log WHERE id IN (SELECT id FROM log WHERE partition <= (SELECT max(last_partition) FROM segment) LIMIT {BlocksInSlice})", stop);

    /// <summary>Chunks and sums of segments that were merged away or never finished. Not while a segment is being built.</summary>
    public void RemoveChunks(CancellationToken stop)
    {
        foreach (var table in Tables)
            foreach (var segment in Orphans(table))
                InSlices($"DELETE FROM {table} WHERE id IN (SELECT id FROM {table} WHERE segment = {segment.ToString(CultureInfo.InvariantCulture)} LIMIT {ChunksInSlice})", stop);
    }

    /// <summary>Pages of the journal and of checkpoints that a process did not live to finish. Not while one is being written.</summary>
    public void RemoveUnfinishedPast(CancellationToken stop)
    {
        InSlices($"DELETE FROM journal WHERE id IN (SELECT id FROM journal WHERE partition > (SELECT coalesce(max(last_partition), 0) FROM segment) LIMIT {BlocksInSlice})", stop);
        RemovePagesWithoutCheckpoint(stop);
    }

    /// <summary>Journal and checkpoints that only moments before a known time (Unix ms) need: those before the newest checkpoint that is as old.</summary>
    public void RemovePast(long before, CancellationToken stop) =>
        RemoveBefore(database.Statement("SELECT max(partition) FROM checkpoint WHERE newest_known <= ?1").Bind(1, before).Scalar(), stop);

    /// <summary>Journal and checkpoints from which any moment before a known time (Unix ms) could be told: those before the oldest checkpoint that is younger, and always before the newest of all.</summary>
    public void ForgetPast(long before, CancellationToken stop) =>
        RemoveBefore(database.Statement("SELECT coalesce((SELECT min(partition) FROM checkpoint WHERE newest_known > ?1), (SELECT max(partition) FROM checkpoint))").Bind(1, before).Scalar(), stop);

    private void RemoveBefore(long first, CancellationToken stop)
    {
        if (first == 0) return;
        // Checkpoints first: after each that is there the journal must be whole.
        lock (gate) database.InTransaction(() => database.Statement("DELETE FROM checkpoint WHERE partition < ?1").Bind(1, first).Run());
        RemovePagesWithoutCheckpoint(stop);
        InSlices($"DELETE FROM journal WHERE id IN (SELECT id FROM journal WHERE partition <= {first.ToString(CultureInfo.InvariantCulture)} LIMIT {BlocksInSlice})", stop);
    }

    private void RemovePagesWithoutCheckpoint(CancellationToken stop) => InSlices(
        $"DELETE FROM checkpoint_page WHERE id IN (SELECT id FROM checkpoint_page WHERE partition NOT IN (SELECT partition FROM checkpoint) LIMIT {BlocksInSlice})", stop);

    private void InSlices(string deletion, CancellationToken stop)
    {
        for (var removed = 1L; removed > 0 && !stop.IsCancellationRequested;)
            lock (gate)
            {
                database.InTransaction(() => database.Statement(deletion).Run());
                removed = database.Changes;
            }
    }

    // Jumps from segment to segment in the index instead of reading every row's entry.
    private List<long> Orphans(string table)
    {
        var rows = database.Statement($"""
            WITH RECURSIVE found(number) AS (
                SELECT min(segment) FROM {table}
                UNION ALL
                SELECT (SELECT min(segment) FROM {table} WHERE segment > number) FROM found WHERE number IS NOT NULL)
            SELECT number FROM found WHERE number IS NOT NULL EXCEPT SELECT id FROM segment
            """);
        var orphans = new List<long>();
        while (rows.Step()) orphans.Add(rows.Int64(0));
        rows.Reset();
        return orphans;
    }
}
