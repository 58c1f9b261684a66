using DigitalTwin.Contracts;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Dispatch;

/// <summary>Readings of one round gathered by asset, each asset's in the order they came. Arrays are kept from round to round.</summary>
internal sealed class AssetGroups(int capacity)
{
    private readonly Dictionary<int, int> _groupOf = new(capacity);
    private ObservedReading[] _readings = new ObservedReading[capacity];
    private int[] _next = new int[capacity];
    private Group[] _groups = new Group[capacity];
    private int _count;
    /// <summary>The group that was added to last: readings of one asset mostly come together.</summary>
    private int _last;

    public int ReadingCount => _count;
    public int GroupCount { get; private set; }

    public void Add(in Reading reading, Instant knownAt)
    {
        if (_count == _readings.Length) Grow();
        var at = _count++;
        _readings[at] = new ObservedReading(reading.Quantity.Code, reading.At.UnixMilliseconds, reading.Value, (byte)reading.Quality, (byte)reading.Provenance);
        _next[at] = -1;
        if (GroupCount > 0 && _groups[_last].Asset == reading.Asset.Value)
        {
            Append(_last, at, knownAt);
            return;
        }
        ref var known = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_groupOf, reading.Asset.Value, out var exists);
        if (!exists)
        {
            _last = known = GroupCount;
            _groups[GroupCount++] = new Group(reading.Asset.Value, at, at, 1, knownAt.UnixMilliseconds);
            return;
        }
        Append(_last = known, at, knownAt);
    }

    private void Append(int to, int at, Instant knownAt)
    {
        ref var group = ref _groups[to];
        _next[group.Last] = at;
        group = group with { Last = at, Count = group.Count + 1, KnownAt = Math.Max(group.KnownAt, knownAt.UnixMilliseconds) };
    }

    public int AssetOf(int group) => _groups[group].Asset;

    public ReadingBatch BatchOf(int group)
    {
        var g = _groups[group];
        var readings = new ObservedReading[g.Count];
        for (int i = 0, at = g.First; at >= 0; at = _next[at]) readings[i++] = _readings[at];
        return new ReadingBatch(g.KnownAt, readings);
    }

    public void Clear()
    {
        _groupOf.Clear();
        (_count, GroupCount, _last) = (0, 0, 0);
    }

    private void Grow()
    {
        Array.Resize(ref _readings, _readings.Length * 2);
        Array.Resize(ref _next, _next.Length * 2);
        Array.Resize(ref _groups, _groups.Length * 2);
    }

    private readonly record struct Group(int Asset, int First, int Last, int Count, long KnownAt);
}
