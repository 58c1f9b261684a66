using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.Segments;

/// <summary>Merges neighbouring small segments into a larger one, so that a series over a long time lies in few places.</summary>
/// <remarks>Eight of one level make one of the next: a reading is rewritten at most twice, and a store of n readings has O(log n) segments up to 270 M, then one more each.</remarks>
internal sealed class SegmentMerger(Database database, Lock gate, SegmentIds ids)
{
    private const int FanIn = 8;
    private const int HighestLevel = 2;
    private const int PointsBetween = 1 << 18;

    /// <summary>Merges once where there is something to merge; the merged segments give way to the new one in one transaction.</summary>
    /// <param name="between">Called now and then, because a large merge takes longer than the next partition may wait.</param>
    public bool MergeOnce(Action between, CancellationToken stop)
    {
        var inputs = FindNeighbours(SegmentTable.All(database));
        if (inputs is null) return false;

        var builder = new SegmentBuilder(database, gate, ids.Next());
        var cursors = inputs.Select(s => new SegmentCursor(database, s.Id)).Where(c => c.Next()).ToList();
        for (var rounds = 0; cursors.Count > 0; rounds++)
        {
            var first = First(cursors);
            builder.Add(cursors[first].Series, cursors[first].Point);
            if (!cursors[first].Next()) cursors.RemoveAt(first);
            if (rounds % PointsBetween != 0) continue;
            if (stop.IsCancellationRequested) return false;
            between();
        }

        var merged = builder.Finish(inputs[0].FirstPartition, inputs[^1].LastPartition, inputs[0].Level + 1);
        lock (gate)
            database.InTransaction(() =>
            {
                foreach (var input in inputs) SegmentTable.Delete(database, input.Id);
                SegmentTable.Insert(database, merged);
            });
        return true;
    }

    private static List<Segment>? FindNeighbours(List<Segment> segments)
    {
        for (var i = segments.Count - FanIn; i >= 0; i--)
        {
            var neighbours = segments.GetRange(i, FanIn);
            if (neighbours[0].Level < HighestLevel && neighbours.TrueForAll(s => s.Level == neighbours[0].Level)) return neighbours;
        }
        return null;
    }

    /// <summary>The cursor whose point comes first; of equal ones that of the older segment, so that the order of appending stays.</summary>
    private static int First(List<SegmentCursor> cursors)
    {
        var first = 0;
        for (var i = 1; i < cursors.Count; i++)
            if (Compare(cursors[i], cursors[first]) < 0) first = i;
        return first;
    }

    private static int Compare(SegmentCursor a, SegmentCursor b)
    {
        var bySeries = a.Series.CompareTo(b.Series);
        if (bySeries != 0) return bySeries;
        var byAt = a.Point.At.CompareTo(b.Point.At);
        return byAt != 0 ? byAt : a.Point.KnownAt.CompareTo(b.Point.KnownAt);
    }
}
