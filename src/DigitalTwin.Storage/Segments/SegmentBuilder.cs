using System.Runtime.InteropServices;
using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Rollups;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.Segments;

/// <summary>Writes the chunks of a new segment in small transactions between the appends, then lets the caller make it visible.</summary>
/// <remarks>Until then its chunks belong to no segment; where the process dies, the next start removes them.</remarks>
internal sealed class SegmentBuilder
{
    /// <summary>Appends wait while a slice is written: about 5 ms.</summary>
    private const int SliceBytes = 1 << 20;

    private readonly Database _database;
    private readonly Lock _gate;
    private readonly long _id;
    private readonly ChunkWriter _writer;
    private readonly BucketBuilder _buckets;
    private readonly List<(SeriesKey Series, long At, byte[] Body)> _rollups = [];
    private readonly List<(SeriesKey Series, long At, byte[] Body)> _slice = [];
    private int _sliceBytes;
    private SeriesKey _lastSeries;
    private SeriesPoint _lastPoint;
    private bool _hasHours;
    private long _readings;
    private long _firstAt = long.MaxValue;
    private long _lastAt = long.MinValue;
    private long _newestKnownAt;

    /// <param name="gate">Held while writing; the appends take it too.</param>
    public SegmentBuilder(Database database, Lock gate, long id)
    {
        (_database, _gate, _id) = (database, gate, id);
        _writer = new ChunkWriter(Take);
        _buckets = new BucketBuilder((series, at, body) => _rollups.Add((series, at, body)));
    }

    /// <summary>Points come sorted by series, <c>at</c>, <c>knownAt</c>. One that only repeats the one before is left out.</summary>
    public void Add(SeriesKey series, in SeriesPoint point)
    {
        if (_readings > 0 && series == _lastSeries && point.Repeats(_lastPoint)) return;
        (_lastSeries, _lastPoint) = (series, point);
        AddUnsummed(series, point);
        _buckets.Add(series, point);
    }

    /// <summary>As <see cref="Add"/>, of a series whose sums by hours are given with <see cref="AddHours"/>.</summary>
    public void AddUnsummed(SeriesKey series, in SeriesPoint point)
    {
        _writer.Add(series, point);
        _readings++;
        if (point.At < _firstAt) _firstAt = point.At;
        if (point.At > _lastAt) _lastAt = point.At;
        if (point.KnownAt > _newestKnownAt) _newestKnownAt = point.KnownAt;
    }

    /// <summary>Sums of all hours of a series, those of readings that are not in the segment too.</summary>
    public void AddHours(SeriesKey series, List<Bucket> buckets)
    {
        _hasHours |= buckets.Count > 0;
        BucketBuilder.HandOn(series, CollectionsMarshal.AsSpan(buckets), (of, at, body) => _rollups.Add((of, at, body)));
    }

    /// <summary>Nothing was added.</summary>
    public bool IsEmpty => _readings == 0 && !_hasHours;

    public Segment Finish(long firstPartition, long lastPartition, int level)
    {
        _writer.Finish();
        _buckets.Finish();
        WriteSlice();
        return new Segment(_id, firstPartition, lastPartition, level, _readings, _firstAt, _lastAt, _newestKnownAt);
    }

    private void Take(SeriesKey series, long at, ReadOnlySpan<byte> body)
    {
        _slice.Add((series, at, body.ToArray()));
        _sliceBytes += body.Length;
        if (_sliceBytes >= SliceBytes) WriteSlice();
    }

    private void WriteSlice()
    {
        lock (_gate)
            _database.InTransaction(() =>
            {
                _database.InsertAll("chunk", ["segment", "series", "at", "body"], _slice.Select(Row));
                _database.InsertAll("rollup", ["segment", "series", "at", "body"], _rollups.Select(Row));
            });
        _rollups.Clear();
        _slice.Clear();
        _sliceBytes = 0;
    }

    private object[] Row((SeriesKey Series, long At, byte[] Body) row) => [_id, row.Series.Number, row.At, row.Body];
}
