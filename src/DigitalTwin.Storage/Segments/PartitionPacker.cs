using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Sqlite;

namespace DigitalTwin.Storage.Segments;

/// <summary>Turns a closed partition into a segment: the same readings, sorted by series and time, in few bytes.</summary>
internal sealed class PartitionPacker(Database database, Lock gate, SegmentIds ids)
{
    /// <summary>Writes the segment and makes it visible. From that transaction on the partition's log blocks do not count.</summary>
    public Segment Pack(OpenPartition partition, LatestTable latest)
    {
        var builder = new SegmentBuilder(database, gate, ids.Next());
        var rows = new RowsBySeries(partition, latest);
        var points = new List<SeriesPoint>();
        foreach (var series in rows.Series)
        {
            points.Clear();
            foreach (var row in rows.Of(series)) points.Add(partition.Point(row));
            SeriesVersions.Sort(points);
            foreach (var point in points) builder.Add(rows.Key(series), point);
        }

        var segment = builder.Finish(partition.Id, partition.Id, level: 0);
        lock (gate) database.InTransaction(() => SegmentTable.Insert(database, segment));
        return segment;
    }

    /// <summary>Row numbers of a partition grouped by series, in the order appended: a counting sort, because comparing rows would cost more.</summary>
    private sealed class RowsBySeries
    {
        private readonly int[] _rows;
        private readonly int[] _ends;
        private readonly Dictionary<int, SeriesKey> _keys = [];

        public RowsBySeries(OpenPartition partition, LatestTable latest)
        {
            var (series, count) = (latest.Count, partition.Count);
            _ends = new int[series + 1];
            for (var row = 0; row < count; row++) _ends[partition.Series(row) + 1]++;
            for (var s = 0; s < series; s++)
            {
                if (_ends[s + 1] > 0) _keys.Add(s, new SeriesKey(latest.SeriesOf(s).Asset, latest.SeriesOf(s).Quantity));
                _ends[s + 1] += _ends[s];
            }
            _rows = new int[count];
            var next = _ends.AsSpan().ToArray();
            for (var row = 0; row < count; row++) _rows[next[partition.Series(row)]++] = row;
        }

        /// <summary>Series that have rows, in the order of their key.</summary>
        public IEnumerable<int> Series => _keys.OrderBy(k => k.Value).Select(k => k.Key);

        public SeriesKey Key(int series) => _keys[series];

        public ReadOnlySpan<int> Of(int series) => _rows.AsSpan(_ends[series].._ends[series + 1]);
    }
}
