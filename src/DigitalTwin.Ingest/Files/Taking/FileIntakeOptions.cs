namespace DigitalTwin.Ingest.Files.Taking;

/// <summary>Bounds of the file route. Each says what happens at it.</summary>
public sealed record FileIntakeOptions
{
    /// <summary>A larger file is refused with 413.</summary>
    public long MaxBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>Readings that are made durable together.</summary>
    public int BatchReadings { get; init; } = 10_000;

    /// <summary>How long a take waits for a platform that is behind, or for the file before it, before it gives up; what was stored stays.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Refused cells that a report names; the rest are counted.</summary>
    public int MaxRefusals { get; init; } = 500;

    /// <summary>Series that a report lists; the rest are counted.</summary>
    public int MaxSeries { get; init; } = 1000;

    /// <summary>Folders that are watched for files.</summary>
    public WatchOptions[] Watch { get; init; } = [];
}

/// <summary>A folder into which others put files.</summary>
public sealed record WatchOptions
{
    public string Folder { get; init; } = "";

    /// <summary>Which profile reads which file: by file name with <c>*</c> and <c>?</c>, the first that fits. Files that none fits are left alone.</summary>
    public WatchRule[] Rules { get; init; } = [];

    /// <summary>How often it is looked into; shares do not tell of changes.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a file's size and time must stay the same before it counts as complete.</summary>
    public TimeSpan Still { get; init; } = TimeSpan.FromSeconds(10);
}

public sealed record WatchRule
{
    public string Pattern { get; init; } = "";
    public string Profile { get; init; } = "";
}
