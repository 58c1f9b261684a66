using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Known;
using DigitalTwin.Storage.Retention;
using DigitalTwin.Storage.Segments;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.History;

/// <summary>Builds what the history holds in memory from what is on disk: the saved newest readings, what was packed since, then the log.</summary>
internal static class HistoryRecovery
{
    /// <exception cref="InvalidDataException">A stored block is damaged.</exception>
    public static HistoryState Load(Database database, TimeProvider time)
    {
        var state = new HistoryState();
        var segments = SegmentTable.All(database);
        state.Publish(segments);
        state.Publish([.. DropTable.All(database).Select(d => d.Drop)]);
        var saved = LoadCheckpoint(database, state.Latest);
        foreach (var segment in segments)
        {
            state.CountIn(segment.Readings, new Instant(segment.NewestKnownAt));
            if (segment.LastPartition > saved) Fold(new SegmentCursor(database, segment.Id), state.Latest);
        }

        var lastPacked = SegmentTable.LastPacked(database);
        var rows = database.Statement("SELECT partition, body FROM log WHERE partition > ? ORDER BY id").Bind(1, lastPacked);
        while (rows.Step())
        {
            var partition = rows.Int64(0);
            if (state.Partitions.Count == 0 || state.Open.Id != partition) state.Begin(new OpenPartition(partition, time.GetUtcNow()));
            foreach (var (knownAt, readings) in LogBlock.Read(rows.Blob(1).ToArray())) state.Apply(readings, knownAt);
        }
        rows.Reset();
        if (state.Partitions.Count == 0) state.Begin(new OpenPartition(lastPacked + 1, time.GetUtcNow()));
        return state;
    }

    /// <summary>Folds the newest checkpoint in; returns through which partition it is complete, 0 where there is none.</summary>
    private static long LoadCheckpoint(Database database, LatestTable latest)
    {
        if (Checkpoints.Newest(database) is not { } checkpoint) return 0;
        Checkpoints.Read(database, checkpoint, rows =>
        {
            foreach (ref readonly var row in rows)
            {
                var known = row.Point.ToReading(row.Series.Asset, row.Series.Quantity);
                latest.Fold(known.Reading, known.KnownAt);
            }
        });
        return checkpoint.Partition;
    }

    private static void Fold(SegmentCursor points, LatestTable latest)
    {
        while (points.Next())
        {
            var known = points.Point.ToReading(points.Series.Asset, points.Series.Quantity);
            latest.Fold(known.Reading, known.KnownAt);
        }
    }
}
