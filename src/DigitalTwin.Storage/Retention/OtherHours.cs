using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Rollups;
using DigitalTwin.Storage.Segments;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.Retention;

/// <summary>Hours of a series of which not one segment alone tells: late data and corrections lie in another one, or in memory.</summary>
internal sealed class OtherHours
{
    private readonly HistoryState _state;
    private readonly SegmentReader _reader;
    private readonly RollupReader _hours;
    private readonly SeriesWindow _window;
    private readonly Segment[] _others;
    private readonly OpenPartition[] _partitions;

    public OtherHours(Database database, HistoryState state, Segment segment)
    {
        (_state, _reader, _hours) = (state, new SegmentReader(database), new RollupReader(database));
        // Whole hours: a neighbour's reading may share the first or the last one.
        _window = new SeriesWindow(Bucket.HourOf(segment.FirstAt) * Bucket.Milliseconds, (Bucket.HourOf(segment.LastAt) + 1) * Bucket.Milliseconds, long.MaxValue);
        _others = [.. SegmentTable.Overlapping(database, _window.From, _window.To).Where(s => s.Id != segment.Id)];
        _partitions = [.. state.Partitions.Where(p => p.FirstAt < _window.To && p.LastAt >= _window.From)];
    }

    public IReadOnlySet<long> Of(SeriesKey series)
    {
        var found = new HashSet<long>();
        var points = new List<SeriesPoint>();
        foreach (var other in _others)
        {
            var overlap = _window.Within(Bucket.HourOf(other.FirstAt) * Bucket.Milliseconds, other.LastAt + 1);
            _reader.Collect(other.Id, series, overlap, int.MaxValue, points);
            if (!other.IsThinned) continue;
            foreach (var bucket in _hours.Read(other.Id, series, overlap.From, overlap.To)) found.Add(bucket.Hour);
        }
        if (_partitions.Length > 0 && _state.Latest.Find(series.Asset, series.Quantity) is >= 0 and var number)
            foreach (var partition in _partitions) partition.Collect(number, _window, points);
        foreach (var point in points) found.Add(Bucket.HourOf(point.At));
        return found;
    }
}
