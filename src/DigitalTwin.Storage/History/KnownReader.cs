using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Known;
using DigitalTwin.Storage.Segments;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.History;

/// <summary>Reads what became known in a span, of all series in one pass: from the journal, then from the partitions in memory.</summary>
internal sealed class KnownReader(HistoryState state, ReadPool pool)
{
    /// <summary>In the order known; null where the journal is not kept that far back.</summary>
    public async Task<IReadOnlyList<KnownReading>?> Read(long knownAfter, long knownBy, CancellationToken cancel)
    {
        // Partitions first: one that leaves memory after this is already journalled.
        var partitions = state.Partitions;
        var (found, lastPacked) = await pool.ReadAsync(database => database.Snapshot<(List<KnownReading>?, long)>(() =>
        {
            // All that lies before such a checkpoint was known earlier, and after it the journal is whole.
            if (Checkpoints.KnownBy(database, knownAfter) is not { } checkpoint) return (null, 0);
            var found = new List<KnownReading>();
            var lastPacked = SegmentTable.LastPacked(database);
            Journal.Read(database, checkpoint.Partition, lastPacked, knownAfter, knownBy, rows =>
            {
                cancel.ThrowIfCancellationRequested();
                foreach (ref readonly var row in rows)
                    if (row.Point.KnownAt > knownAfter && row.Point.KnownAt <= knownBy) found.Add(row.Point.ToReading(row.Series.Asset, row.Series.Quantity));
            });
            return (found, lastPacked);
        }), cancel).ConfigureAwait(false);
        if (found is null) return null;
        foreach (var partition in partitions)
            if (partition.Id > lastPacked) partition.Collect(knownAfter, knownBy, state.Latest, found);
        for (var i = 1; i < found.Count; i++)
            if (found[i].KnownAt < found[i - 1].KnownAt) return [.. found.OrderBy(r => r.KnownAt)]; // Stable: of versions known together the one appended last counts.
        return found;
    }
}
