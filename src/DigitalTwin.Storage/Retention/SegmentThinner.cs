using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Retention;
using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Rollups;
using DigitalTwin.Storage.Segments;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.Retention;

/// <summary>Writes a segment anew without what is due in it, beside the old one; one transaction then puts it in the old one's place and says what was dropped.</summary>
internal sealed class SegmentThinner(Database database, Lock gate, SegmentIds ids, HistoryState state)
{
    private const int SeriesBetween = 1024;

    /// <returns>What was dropped, or null where it has to be tried again because the holds changed meanwhile.</returns>
    public IReadOnlyList<Drop>? Thin(Segment segment, RetentionPlan plan, IReadOnlyList<Hold> holds, DueClasses due, Action between)
    {
        foreach (var one in plan.Classes) due.Of(one); // Also where the segment has nothing of it, so that it is not asked again.
        var builder = new SegmentBuilder(database, gate, ids.Next());
        var others = new OtherHours(database, state, segment);
        var hours = new RollupReader(database);
        var count = 0;
        foreach (var (series, points) in new SeriesOfSegment(database, segment.Id))
        {
            var summed = hours.Read(segment.Id, series, long.MinValue, long.MaxValue);
            var kept = plan.ClassOf(series.Asset, series.Quantity) is { } c ? due.Of(c) : null;
            if (kept is null or { Step: RetentionStep.Keep }) Copy(builder, series, points, summed);
            else Drop(builder, series, points, summed, kept, due.Holds, kept.Step == RetentionStep.KeepHours ? others.Of(series) : new HashSet<long>());
            if (++count % SeriesBetween == 0) between();
        }
        return Finish(segment, builder, plan, holds, due);
    }

    private static void Copy(SegmentBuilder builder, SeriesKey series, List<SeriesPoint> points, List<Bucket> summed)
    {
        foreach (var point in points)
            if (summed.Count == 0) builder.Add(series, point);
            else builder.AddUnsummed(series, point);
        builder.AddHours(series, summed);
    }

    private static void Drop(SegmentBuilder builder, SeriesKey series, List<SeriesPoint> points, List<Bucket> summed, Due due, IReadOnlyList<Hold> holds, IReadOnlySet<long> elsewhere)
    {
        if (summed.Count == 0) summed = BucketBuilder.Sum(series, points);
        var spoilt = summed.Where(b => b.IsSpoilt).Select(b => b.Hour).ToHashSet();
        var held = new HashSet<long>();
        foreach (var point in points)
            if (IsHeld(holds, series, point.At)) held.Add(Bucket.HourOf(point.At));
        foreach (var point in points)
        {
            var hour = Bucket.HourOf(point.At);
            var isHeld = held.Contains(hour);
            if (isHeld) due.Held++;
            if (isHeld || (due.Step == RetentionStep.KeepHours && (elsewhere.Contains(hour) || spoilt.Contains(hour)))) builder.AddUnsummed(series, point);
            else due.Dropped++;
        }
        due.Series++;
        if (due.Step == RetentionStep.KeepHours) builder.AddHours(series, summed);
        else
        {
            var left = summed.FindAll(b => held.Contains(b.Hour) || IsHeld(holds, series, b.FirstAt) || IsHeld(holds, series, b.LastAt));
            builder.AddHours(series, left);
            if (points.Count == 0) due.Dropped += summed.Count - left.Count; // Sums whose readings went before.
        }
    }

    private IReadOnlyList<Drop>? Finish(Segment segment, SegmentBuilder builder, RetentionPlan plan, IReadOnlyList<Hold> holds, DueClasses due)
    {
        var thinned = builder.Finish(segment.FirstPartition, segment.LastPartition, Segment.ThinnedLevel) with
        {
            FirstAt = segment.FirstAt, LastAt = segment.LastAt, NewestKnownAt = segment.NewestKnownAt, IsThinned = true,
        };
        var id = DropTable.NextId(database);
        Drop[] drops = [.. due.Done.Select(d => new Drop(id++, d.Class, d.Step == RetentionStep.KeepHours, new Instant(segment.FirstAt), new Instant(segment.LastAt),
            new Instant(segment.NewestKnownAt), d.Dropped, d.Series, d.Held, plan.Now))];
        var isChanged = Array.Exists(drops, d => d.Readings > 0);
        // The last segment says through which partition all is packed, so it stays even with nothing in it.
        var isGone = isChanged && builder.IsEmpty && segment.LastPartition < SegmentTable.LastPacked(database);
        var isDone = false;
        lock (gate)
            database.InTransaction(() =>
            {
                if (!ReferenceEquals(plan.Holds(), holds)) return;
                isDone = true;
                if (isChanged)
                {
                    SegmentTable.Delete(database, segment.Id);
                    if (!isGone) SegmentTable.Insert(database, thinned);
                    DropTable.Follow(database, segment.Id, thinned.Id);
                }
                foreach (var drop in drops) DropTable.Insert(database, isChanged ? thinned.Id : segment.Id, drop);
            });
        return isDone ? drops : null;
    }

    private static bool IsHeld(IReadOnlyList<Hold> holds, SeriesKey series, long at)
    {
        foreach (var hold in holds)
            if (hold.Covers(series.Asset, series.Quantity, new Instant(at))) return true;
        return false;
    }
}
