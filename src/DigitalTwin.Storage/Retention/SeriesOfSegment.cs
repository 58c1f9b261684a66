using System.Collections;
using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Segments;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.Retention;

/// <summary>The series of a segment in the order of their keys, each with the readings left of it: also those of which only sums by hours are left.</summary>
internal sealed class SeriesOfSegment(Database database, long segment) : IEnumerable<(SeriesKey Series, List<SeriesPoint> Points)>
{
    private const string SummedSql = "SELECT DISTINCT series FROM rollup WHERE segment = ?1 ORDER BY series";

    public IEnumerator<(SeriesKey Series, List<SeriesPoint> Points)> GetEnumerator()
    {
        var summed = new Queue<SeriesKey>();
        var rows = database.Statement(SummedSql).Bind(1, segment);
        while (rows.Step()) summed.Enqueue(new SeriesKey(rows.Int64(0)));
        rows.Reset();

        var cursor = new SegmentCursor(database, segment);
        for (var more = cursor.Next(); more;)
        {
            var series = cursor.Series;
            while (summed.TryPeek(out var only) && only.CompareTo(series) < 0) yield return (summed.Dequeue(), []);
            if (summed.TryPeek(out var same) && same == series) summed.Dequeue();
            var points = new List<SeriesPoint>();
            do points.Add(cursor.Point);
            while ((more = cursor.Next()) && cursor.Series == series);
            yield return (series, points);
        }
        while (summed.TryDequeue(out var only)) yield return (only, []);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
