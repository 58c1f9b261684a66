using System.Runtime.InteropServices;
using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Known;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.Segments;

/// <summary>Turns a closed partition into a segment: the same readings, sorted by series and time, in few bytes, and beside it the journal of it in the order known.</summary>
internal sealed class PartitionPacker(Database database, Lock gate, SegmentIds ids)
{
    /// <summary>Writes the segment and makes it visible. From that transaction on the partition's log blocks do not count.</summary>
    public Segment Pack(OpenPartition partition, LatestTable latest)
    {
        var builder = new SegmentBuilder(database, gate, ids.Next());
        var rows = new RowsBySeries(partition, latest);
        var points = new List<SeriesPoint>();
        for (var series = 0; series < rows.Count; series++)
        {
            points.Clear();
            foreach (var row in rows.Rows(series)) points.Add(partition.Point(row));
            SeriesVersions.Sort(points);
            foreach (ref readonly var point in CollectionsMarshal.AsSpan(points)) builder.Add(rows.Key(series), point);
        }

        var segment = builder.Finish(partition.Id, partition.Id, level: 0);
        Journal.Write(database, gate, partition, latest);
        lock (gate) database.InTransaction(() => SegmentTable.Insert(database, segment));
        return segment;
    }

    /// <summary>Row numbers of a partition grouped by series, in the order appended: a counting sort, because comparing rows would cost more.</summary>
    private sealed class RowsBySeries
    {
        private readonly int[] _rows;
        private readonly int[] _ends;
        private readonly SeriesKey[] _keys;
        private readonly int[] _series;

        public RowsBySeries(OpenPartition partition, LatestTable latest)
        {
            var (allSeries, count) = (latest.Count, partition.Count);
            _ends = new int[allSeries + 1];
            for (var row = 0; row < count; row++) _ends[partition.Series(row) + 1]++;
            _series = [.. Enumerable.Range(0, allSeries).Where(s => _ends[s + 1] > 0)];
            _keys = Array.ConvertAll(_series, s => new SeriesKey(latest.SeriesOf(s).Asset, latest.SeriesOf(s).Quantity));
            Array.Sort(_keys, _series);

            for (var s = 0; s < allSeries; s++) _ends[s + 1] += _ends[s];
            _rows = GC.AllocateUninitializedArray<int>(count);
            var next = _ends.AsSpan().ToArray();
            for (var row = 0; row < count; row++) _rows[next[partition.Series(row)]++] = row;
        }

        /// <summary>How many series have rows.</summary>
        public int Count => _series.Length;

        /// <summary>The key of a series; they count up in the order of their keys.</summary>
        public SeriesKey Key(int index) => _keys[index];

        public ReadOnlySpan<int> Rows(int index) => _rows.AsSpan(_ends[_series[index]].._ends[_series[index] + 1]);
    }
}
