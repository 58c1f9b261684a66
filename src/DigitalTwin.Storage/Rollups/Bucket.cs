using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.History;

namespace DigitalTwin.Storage.Rollups;

/// <summary>Readings of one series that follow each other, summed up: those of an hour, or a single one. Times in Unix ms; areas are value × ms from the first to the last.</summary>
internal record struct Bucket
{
    public const long Milliseconds = 3_600_000;

    public long Count { get; set; }
    public long FirstAt { get; set; }
    public long LastAt { get; set; }
    public long NewestKnownAt { get; set; }
    public double FirstValue { get; set; }
    public double LastValue { get; set; }
    public double Sum { get; set; }
    public double Min { get; set; }
    public double Max { get; set; }
    public double LinearArea { get; set; }
    public double StepArea { get; set; }
    public Quality Worst { get; set; }

    /// <summary>Nothing can be said of the hour from here.</summary>
    public readonly bool IsSpoilt => Count <= 0;

    public void Spoil() => Count = long.MinValue / 2; // Stays below 0 whatever is added.

    public readonly long Hour => HourOf(FirstAt);

    /// <summary>The whole hours since 1970 before a time.</summary>
    public static long HourOf(long at) => Math.DivRem(at, Milliseconds, out var rest) - (rest < 0 ? 1 : 0);

    public static Bucket Of(in SeriesPoint point) => new()
    {
        Count = 1, FirstAt = point.At, LastAt = point.At, NewestKnownAt = point.KnownAt, FirstValue = point.Value, LastValue = point.Value,
        Sum = point.Value, Min = point.Value, Max = point.Value, Worst = point.Quality,
    };

    /// <summary>A later reading.</summary>
    public void Add(in SeriesPoint point)
    {
        double elapsed = point.At - LastAt;
        LinearArea += elapsed * (LastValue + point.Value) / 2;
        StepArea += elapsed * LastValue;
        Count++;
        Sum += point.Value;
        Min = Math.Min(Min, point.Value);
        Max = Math.Max(Max, point.Value);
        (LastAt, LastValue) = (point.At, point.Value);
        NewestKnownAt = Math.Max(NewestKnownAt, point.KnownAt);
        Worst = (Quality)Math.Max((byte)Worst, (byte)point.Quality);
    }
}
