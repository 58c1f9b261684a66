using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.History;

/// <summary>Bounds of the history. The defaults fit a city of a million assets on two cores.</summary>
public sealed record HistoryOptions
{
    /// <summary>Readings that may wait for the disk; an append over it is refused with <see cref="Domain.Readings.HistoryFullException"/>. At 32 B each the default is 32 MB.</summary>
    public int QueueBound { get; init; } = 1_000_000;

    /// <summary>A group takes further batches until it has so many readings; then it is written and synced as one.</summary>
    public int GroupReadings { get; init; } = 65_536;

    /// <summary>The open partition is closed when it holds so many readings. At 28 B each in memory the default is 117 MB, twice that while one is being closed.</summary>
    public int PartitionReadings { get; init; } = 4_194_304;

    /// <summary>The open partition is closed when it is so old, so that a quiet city's readings are packed too.</summary>
    public TimeSpan PartitionAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>For how long back from the newest known time any moment of the whole city is found at once; costs 5 to 8 B a reading of that time. Moments before it are looked for series by series.</summary>
    public TimeSpan QuickPast { get; init; } = TimeSpan.FromDays(35);

    /// <summary>How long disposal waits for what is queued.</summary>
    public TimeSpan DisposePatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A moment of up to so many series is looked for one by one.</summary>
    internal int FewSeries { get; init; } = 64;

    /// <summary>Called with each connection that will write; tests make the disk small with it.</summary>
    internal Action<Database>? Opened { get; init; }
}
