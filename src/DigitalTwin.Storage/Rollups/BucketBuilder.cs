using System.Runtime.InteropServices;
using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Segments;

namespace DigitalTwin.Storage.Rollups;

/// <summary>Sums up by hours the points that go into a segment, and hands on each series where that pays.</summary>
/// <param name="sink">Takes some buckets of a series, encoded, and the time of their first reading.</param>
internal sealed class BucketBuilder(Action<SeriesKey, long, byte[]> sink)
{
    /// <summary>With fewer readings an hour, reading the readings themselves is as fast.</summary>
    private const int FewestReadingsInHour = 8;
    private const int BucketsInRow = 128;

    private readonly List<Bucket> _buckets = [];
    private SeriesKey _series;
    private SeriesPoint _newest;
    private bool _hasNewest;
    private long _known;
    private long _points;

    /// <summary>Points come sorted by series, <c>at</c>, <c>knownAt</c>; of several of one time the last counts.</summary>
    public void Add(SeriesKey series, in SeriesPoint point)
    {
        if (series != _series)
        {
            Finish();
            _series = series;
        }
        if (_hasNewest && point.At != _newest.At) Close();
        if (!_hasNewest || point.At != _newest.At) _known = point.KnownAt;
        // A version that no longer counts still says as of when the hour is what it is now.
        _known = Math.Max(_known, point.KnownAt);
        (_newest, _hasNewest) = (point, true);
    }

    /// <summary>Hands on what is left.</summary>
    public void Finish()
    {
        if (_hasNewest) Close();
        if (_points >= FewestReadingsInHour * (long)_buckets.Count) HandOn(_series, CollectionsMarshal.AsSpan(_buckets), sink);
        _buckets.Clear();
        _points = 0;
    }

    /// <summary>All hours of a series, however few readings they have. Points come sorted by <c>at</c>, <c>knownAt</c>.</summary>
    public static List<Bucket> Sum(SeriesKey series, IReadOnlyList<SeriesPoint> points)
    {
        var builder = new BucketBuilder(static (_, _, _) => { });
        foreach (var point in points) builder.Add(series, point);
        if (builder._hasNewest) builder.Close();
        return builder._buckets;
    }

    /// <summary>Hands on buckets of one series, in order, as rows.</summary>
    public static void HandOn(SeriesKey series, ReadOnlySpan<Bucket> buckets, Action<SeriesKey, long, byte[]> sink)
    {
        for (; buckets.Length > 0; buckets = buckets[Math.Min(buckets.Length, BucketsInRow)..])
            sink(series, buckets[0].FirstAt, BucketCodec.Write(buckets[..Math.Min(buckets.Length, BucketsInRow)]));
    }

    private void Close()
    {
        _hasNewest = false;
        _points++;
        var point = _newest with { KnownAt = _known };
        if (_buckets.Count > 0 && _buckets[^1].Hour == Bucket.HourOf(point.At)) CollectionsMarshal.AsSpan(_buckets)[^1].Add(point);
        else _buckets.Add(Bucket.Of(point));
        // An hour with a value that is no number cannot be summed up; it says so, and is read anew.
        if (!double.IsFinite(point.Value)) CollectionsMarshal.AsSpan(_buckets)[^1].Spoil();
    }
}
