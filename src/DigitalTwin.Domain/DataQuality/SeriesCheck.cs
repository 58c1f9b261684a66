using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.DataQuality;

/// <summary>Whether the neighbours of an asset moved with it: asked only of a value that looks like a spike.</summary>
/// <param name="rises">Whether the value lies above what is usual.</param>
public delegate bool MovedToo(in Reading reading, bool rises);

/// <summary>What a check needs to know beside the series itself.</summary>
/// <param name="Interval">How often the series should report.</param>
/// <param name="Now">When it became known, and the later of city and wall time for the device's clock.</param>
/// <param name="Rate">City seconds a wall second: what is late by a second of transport is late by so many of the city's.</param>
public readonly record struct CheckContext(Instant KnownAt, Instant Now, double Rate, TimeSpan Interval);

/// <summary>Marks one reading by what its series has shown so far. Pure: the same readings in the same order get the same marks.</summary>
public sealed class SeriesCheck(QualityRules rules)
{
    /// <summary>The mark a reading gets; what its source said of it is kept.</summary>
    /// <param name="movedToo">Null where the asset has no neighbours that tell something.</param>
    public Quality Judge(in SeriesMemory memory, in Reading reading, SeriesLimits limits, in CheckContext context, MovedToo? movedToo = null)
    {
        // What a source doubts itself is not judged further, but for its range.
        var said = reading.Quality;
        if (said.Finding() is Quality.SourceFault or Quality.SourceMaintenance or Quality.Suspect) return said;
        if (!limits.Holds(reading.Value)) return said.With(Quality.OutOfRange);
        said = said.Flag();
        if (!said.IsUsable() || !SeriesMemory.IsSensor(reading.Provenance)) return said;
        if (!memory.IsEmpty && reading.At.UnixMilliseconds <= memory.LastAt) return said; // Late: its time has no "before" here.

        if (!memory.IsEmpty)
        {
            if (Jump(memory, reading, limits, movedToo) is not Quality.Good and var jump) return said | jump;
            if (IsFlat(memory, reading, limits)) return said | Quality.FlatLine;
        }
        if (IsSkewed(memory, reading, context)) return said | Quality.ClockSkew;
        return IsAfterGap(memory, reading, context) ? said | Quality.AfterGap : said;
    }

    private Quality Jump(in SeriesMemory memory, in Reading reading, SeriesLimits limits, MovedToo? movedToo)
    {
        var since = reading.At.UnixMilliseconds - memory.LastAt;
        var span = memory.GoodAgo + since;
        if (memory.GoodAgo < 0 || span >= SeriesMemory.Block.TotalMilliseconds) return Quality.Good;
        var step = reading.Value - memory.GoodValue;
        var size = Math.Abs(step);
        if (!(size > limits.LeastStep)) return Quality.Good;
        var tooFast = size > limits.PerMinute * (span / 60_000.0) + limits.LeastStep;
        var spike = size > limits.SpikeFactor * memory.UsualStep(rules.SpikeWarmUp);
        if (!tooFast && !spike) return Quality.Good;
        // A spike stands alone: a second one on the same side is news.
        if (memory.LastMark.Finding() is Quality.Spike or Quality.RateOfChange && step * (memory.LastValue - memory.GoodValue) > 0) return Quality.Good;
        if (tooFast) return Quality.RateOfChange;
        return movedToo is not null && movedToo(reading, step > 0) ? Quality.Good : Quality.Spike;
    }

    private bool IsFlat(in SeriesMemory memory, in Reading reading, SeriesLimits limits)
    {
        if (!limits.TestsFlat(reading.Value) || reading.Value != memory.LastValue) return false;
        var since = reading.At.UnixMilliseconds - memory.LastAt;
        return since <= SeriesMemory.RunMilliseconds && memory.FlatFor + since >= limits.FlatAfter.TotalMilliseconds && memory.FlatCount + 2 >= rules.FlatLeastReadings;
    }

    private bool IsSkewed(in SeriesMemory memory, in Reading reading, in CheckContext context)
    {
        var scale = Math.Max(1, context.Rate);
        if (reading.At - context.Now > rules.Clock.Ahead * scale) return true;
        if (memory.SteadyLags + 1 < rules.Clock.SteadyReadings) return false;
        var since = reading.At.UnixMilliseconds - memory.LastAt;
        var lag = Math.Clamp(context.KnownAt.UnixMilliseconds - reading.At.UnixMilliseconds, int.MinValue / 2, int.MaxValue / 2);
        return memory.IsSteady((int)lag, since) && lag > rules.Clock.Behind.TotalMilliseconds * scale && lag > rules.Clock.BehindIntervals * since;
    }

    /// <remarks>One value a day is no gap of a series from which more was expected, but its own pace: only one that has reported within a block falls silent.</remarks>
    private bool IsAfterGap(in SeriesMemory memory, in Reading reading, in CheckContext context) =>
        !memory.IsEmpty && reading.At.UnixMilliseconds - memory.LastAt > rules.GapIntervals * context.Interval.TotalMilliseconds
        && (memory.HasPace || context.Interval >= SeriesMemory.Block);

    /// <summary>Whether a neighbour's newest reading lies off its own usual, to the same side.</summary>
    public bool Moved(in SeriesMemory neighbour, Instant at, bool rises)
    {
        if (neighbour.IsEmpty || (at - neighbour.Newest).Duration() > rules.NeighbourSpan) return false;
        var off = neighbour.LastValue - neighbour.UsualValue(rules.SpikeWarmUp);
        return (rises ? off : -off) > rules.NeighbourFactor * Math.Max(neighbour.UsualStep(rules.SpikeWarmUp), 1e-9);
    }
}
