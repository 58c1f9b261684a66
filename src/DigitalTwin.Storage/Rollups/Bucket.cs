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

    /// <summary>Of readings of one span that were summed up apart. Where they interleave, the areas are as if each sum held over the whole.</summary>
    public static Bucket Combine(in Bucket one, in Bucket two)
    {
        if (one.Count == 0) return two;
        if (two.Count == 0) return one;
        var (first, second) = one.FirstAt <= two.FirstAt ? (one, two) : (two, one);
        var last = first.LastAt > second.LastAt ? first : second;
        var both = first;
        (both.LastAt, both.LastValue) = (last.LastAt, last.LastValue);
        (both.Count, both.Sum) = (first.Count + second.Count, first.Sum + second.Sum);
        (both.Min, both.Max) = (Math.Min(first.Min, second.Min), Math.Max(first.Max, second.Max));
        both.NewestKnownAt = Math.Max(first.NewestKnownAt, second.NewestKnownAt);
        both.Worst = (Quality)Math.Max((byte)first.Worst, (byte)second.Worst);
        double gap = second.FirstAt - first.LastAt, apart = first.LastAt - first.FirstAt + second.LastAt - second.FirstAt, together = both.LastAt - both.FirstAt;
        (both.LinearArea, both.StepArea) = gap >= 0
            ? (first.LinearArea + second.LinearArea + gap * (first.LastValue + second.FirstValue) / 2, first.StepArea + second.StepArea + gap * first.LastValue)
            : ((first.LinearArea + second.LinearArea) * together / apart, (first.StepArea + second.StepArea) * together / apart);
        return both;
    }

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
