namespace DigitalTwin.Ingest.Json;

/// <summary>One item of a batch that was not taken, by its place in the batch from 0, and what was expected instead.</summary>
public readonly record struct Rejection(int Index, string Why);

/// <summary>What came of reading a batch.</summary>
public abstract record ParseOutcome
{
    private ParseOutcome() { }

    /// <summary>The good items, in order, and why each other one was refused. The buffer belongs to the caller.</summary>
    public sealed record Parsed(ReadingBuffer Readings, IReadOnlyList<Rejection> Rejected) : ParseOutcome;

    /// <summary>Not JSON, or not an array of objects; nothing is taken. Line and byte count from 1.</summary>
    public sealed record Malformed(string Why, long Line, long BytePositionInLine) : ParseOutcome;

    /// <summary>More items than one batch may hold; nothing is taken.</summary>
    public sealed record TooMany(int Limit) : ParseOutcome;
}
