namespace DigitalTwin.Ingest.Intake;

/// <summary>Bounds of ingest. Each says what happens at it.</summary>
public sealed record IngestOptions
{
    /// <summary>A larger body is refused with 413.</summary>
    public int MaxBodyBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>A batch of more items is refused with 413.</summary>
    public int MaxBatchItems { get; init; } = 100_000;

    /// <summary>Readings acknowledged or about to be, and not yet in grain state; over that, batches are refused with 503 before anything is stored.</summary>
    public int MaxInFlight { get; init; } = 1_000_000;

    /// <summary>Requests whose bodies are held in memory at once; over that, 429.</summary>
    public int MaxConcurrentRequests { get; init; } = 64;

    /// <summary>Of those, from one sender (an API key at an address); as many more wait, then 429.</summary>
    public int MaxConcurrentRequestsPerSender { get; init; } = 16;

    /// <summary>What a refused client is told to wait.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How far ahead of the clock a reading's time may be.</summary>
    public TimeSpan MaxAhead { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Workers that hand readings to grains; readings of one asset always pass the same one.</summary>
    public int Shards { get; init; } = Math.Max(2, Environment.ProcessorCount);
}
