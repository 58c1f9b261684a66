using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Rules.Language;

namespace DigitalTwin.Domain.Rules.Evaluation;

/// <summary>The readings of one series over a span, in at most <see cref="RuleBounds.WindowParts"/> parts that begin at whole multiples of their length since 1970.</summary>
/// <remarks>The window at a time is the part that the time lies in and those before it, so it moves by a part; a part is the span over <see cref="RuleBounds.WindowParts"/>.</remarks>
internal sealed class Window(TimeSpan span)
{
    private readonly Parts<Part> _parts = new(span);

    /// <summary>Readings come in the order of their times.</summary>
    public void Add(Instant at, double value) => _parts.At(at).Add(at.UnixMilliseconds, value);

    /// <summary>NaN where the readings do not reach over half of the span, or the newest is older than both <paramref name="freshFor"/> and a quarter of the span.</summary>
    public double Of(WindowMeasure measure, Instant now, TimeSpan freshFor)
    {
        var parts = _parts.Within(now);
        if (parts.Length == 0) return double.NaN;
        ref readonly var newest = ref parts[^1];
        if (newest.LastAt - parts[0].FirstAt < span.TotalMilliseconds / 2) return double.NaN;
        if (now.UnixMilliseconds - newest.LastAt > Math.Max(freshFor.TotalMilliseconds, span.TotalMilliseconds / 4)) return double.NaN;
        return measure switch
        {
            WindowMeasure.Change => newest.Last - parts[0].First,
            WindowMeasure.Rate => Slope(parts),
            WindowMeasure.Minimum => Least(parts),
            WindowMeasure.Maximum => Greatest(parts),
            WindowMeasure.Mean => Together(parts).Mean,
            // A stuck sensor has none at all, which rounding must not hide.
            _ => Least(parts) is var least && least == Greatest(parts) ? 0 : Together(parts).Deviation,
        };
    }

    /// <summary>When the newest reading grows too old, if no other comes.</summary>
    public Instant? StaleAt(TimeSpan freshFor) => _parts.Newest is { } newest ? new Instant(newest.LastAt + (long)Math.Max(freshFor.TotalMilliseconds, span.TotalMilliseconds / 4) + 1) : null;

    private static double Least(ReadOnlySpan<Part> parts)
    {
        var least = double.PositiveInfinity;
        foreach (ref readonly var part in parts) least = Math.Min(least, part.Minimum);
        return least;
    }

    private static double Greatest(ReadOnlySpan<Part> parts)
    {
        var greatest = double.NegativeInfinity;
        foreach (ref readonly var part in parts) greatest = Math.Max(greatest, part.Maximum);
        return greatest;
    }

    /// <summary>Means and squares of parts put together by Chan's formula, which keeps the digits that a plain sum of squares loses.</summary>
    private static (double Mean, double Deviation) Together(ReadOnlySpan<Part> parts)
    {
        var (count, mean, squares) = (0.0, 0.0, 0.0);
        foreach (ref readonly var part in parts)
        {
            var off = part.Mean - mean;
            var all = count + part.Count;
            mean += off * part.Count / all;
            squares += part.Squares + off * off * count * part.Count / all;
            count = all;
        }
        return (mean, Math.Sqrt(squares / count));
    }

    /// <summary>Least squares over one point a part, per second; NaN with fewer than two.</summary>
    private static double Slope(ReadOnlySpan<Part> parts)
    {
        var (origin, meanT, meanV) = (parts[0].FirstAt, 0.0, 0.0);
        foreach (ref readonly var part in parts)
        {
            meanT += part.SecondsFrom(origin) / parts.Length;
            meanV += part.Mean / parts.Length;
        }
        var (tt, tv) = (0.0, 0.0);
        foreach (ref readonly var part in parts)
        {
            var t = part.SecondsFrom(origin) - meanT;
            tt += t * t;
            tv += t * (part.Mean - meanV);
        }
        return tt > 0 ? tv / tt : double.NaN;
    }

    /// <summary>Eighty bytes that stand for the readings of one part. Times in Unix ms.</summary>
    private struct Part
    {
        public int Count;
        public double Mean, Squares, Minimum, Maximum, First, Last, TimeSum;
        public long FirstAt, LastAt;

        public void Add(long at, double value)
        {
            if (Count++ == 0)
            {
                (First, FirstAt, Minimum, Maximum) = (value, at, value, value);
            }
            var off = value - Mean;
            Mean += off / Count;
            Squares += off * (value - Mean);
            Minimum = Math.Min(Minimum, value);
            Maximum = Math.Max(Maximum, value);
            TimeSum += at - FirstAt;
            (Last, LastAt) = (value, at);
        }

        public readonly double SecondsFrom(long origin) => (FirstAt - origin + TimeSum / Count) / 1000;
    }
}
