using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Storage.History;

/// <summary>What the history holds in memory: the fold of all readings, and the partitions that are not packed yet, oldest first.</summary>
internal sealed class HistoryState
{
    private OpenPartition[] _partitions = [];
    private long _count;
    private long _newestKnownAt;

    public LatestTable Latest { get; } = new();
    public IReadOnlyList<OpenPartition> Partitions => Volatile.Read(ref _partitions);
    public OpenPartition Open => _partitions[^1];
    public long Count => Interlocked.Read(ref _count);
    public Instant NewestKnownAt => new(Interlocked.Read(ref _newestKnownAt));

    /// <summary>Takes in a batch that is on disk in the newest partition.</summary>
    public void Apply(ReadOnlySpan<Reading> readings, Instant knownAt)
    {
        var open = Open;
        foreach (ref readonly var reading in readings) open.Add(Latest.Fold(reading, knownAt), reading, knownAt);
        Interlocked.Add(ref _count, readings.Length);
        if (knownAt > NewestKnownAt) Interlocked.Exchange(ref _newestKnownAt, knownAt.UnixMilliseconds);
    }

    public void Begin(OpenPartition partition) => Volatile.Write(ref _partitions, [.. _partitions, partition]);
}
