using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Retention;
using DigitalTwin.Storage.Segments;

namespace DigitalTwin.Storage.History;

/// <summary>What the history holds in memory: the fold of all readings, the partitions not packed yet, oldest first, and which segments there are.</summary>
internal sealed class HistoryState
{
    private readonly Lock _changing = new();
    private OpenPartition[] _partitions = [];
    private IReadOnlyList<Segment> _segments = [];
    private IReadOnlyList<Drop> _drops = [];
    private long _count;
    private long _newestKnownAt;

    public LatestTable Latest { get; } = new();
    public IReadOnlyList<OpenPartition> Partitions => Volatile.Read(ref _partitions);
    public OpenPartition Open => Volatile.Read(ref _partitions)[^1];
    public IReadOnlyList<Segment> Segments => Volatile.Read(ref _segments);
    public IReadOnlyList<Drop> Drops => Volatile.Read(ref _drops);
    public long Count => Interlocked.Read(ref _count);
    public Instant NewestKnownAt => new(Interlocked.Read(ref _newestKnownAt));

    /// <summary>Takes in a batch that is on disk in the newest partition.</summary>
    public void Apply(ReadOnlySpan<Reading> readings, Instant knownAt)
    {
        var open = Open;
        foreach (ref readonly var reading in readings) open.Add(Latest.Fold(reading, knownAt), reading, knownAt);
        CountIn(readings.Length, knownAt);
    }

    /// <summary>Takes in how much is packed already.</summary>
    public void CountIn(long readings, Instant newestKnownAt)
    {
        Interlocked.Add(ref _count, readings);
        if (newestKnownAt > NewestKnownAt) Interlocked.Exchange(ref _newestKnownAt, newestKnownAt.UnixMilliseconds);
    }

    /// <summary>Takes out how many were left out when they were packed.</summary>
    public void CountOut(long readings) => Interlocked.Add(ref _count, -readings);

    public void Begin(OpenPartition partition)
    {
        lock (_changing) Volatile.Write(ref _partitions, [.. _partitions, partition]);
    }

    /// <summary>Says which segments there are; whoever reads must have asked for the partitions before.</summary>
    public void Publish(IReadOnlyList<Segment> segments) => Volatile.Write(ref _segments, segments);

    /// <summary>Says what was dropped so far.</summary>
    public void Publish(IReadOnlyList<Drop> drops) => Volatile.Write(ref _drops, drops);

    /// <summary>Forgets a partition whose segment is published.</summary>
    public void Forget(OpenPartition packed)
    {
        lock (_changing) Volatile.Write(ref _partitions, [.. _partitions.Where(p => p != packed)]);
    }
}
