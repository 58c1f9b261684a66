using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Rules.Evaluation;

/// <summary>The past of a condition: how many readings found it true, how often it became true, for how long, and since when.</summary>
/// <remarks>Between two looks it is as the first found it. While it is unknown no time counts, and what was held is no longer held without a break.</remarks>
internal sealed class Tracker(TimeSpan span)
{
    private readonly Parts<Part> _parts = new(span);
    private Truth _truth = Truth.Unknown;
    private Instant _seenAt;
    private Instant? _since;

    /// <param name="isReading">A reading of a quantity that the condition names came; else only time has passed.</param>
    public void See(Truth truth, Instant now, bool isReading)
    {
        if (_truth == Truth.True) AddTime(_seenAt, now);
        if (truth == Truth.True)
        {
            _since ??= now;
            if (isReading) _parts.At(now).Count++;
            if (_truth == Truth.False) _parts.At(now).Starts++;
        }
        else _since = null;
        // A break in what is known is no start: it may have been true all along.
        (_truth, _seenAt) = (truth, now);
    }

    public double Of(PastMeasure measure, Instant now)
    {
        if (_truth == Truth.Unknown) return double.NaN;
        var sum = 0.0;
        foreach (ref readonly var part in _parts.Within(now))
            sum += measure switch { PastMeasure.Count => part.Count, PastMeasure.Starts => part.Starts, _ => part.Milliseconds / 1000.0 };
        return sum;
    }

    public Truth HeldFor(TimeSpan held, Instant now) => _truth switch
    {
        Truth.True => Truths.Of(now - _since!.Value >= held),
        _ => _truth,
    };

    /// <summary>When the delay is over, if the condition goes on; null where it does not hold or has held long enough.</summary>
    public Instant? HeldAt(TimeSpan held, Instant now) => _since is { } since && now - since < held ? since + held : null;

    private void AddTime(Instant from, Instant to)
    {
        // A silence longer than the span leaves only what lies in it.
        if (to - from > span) from = to - span;
        while (from < to)
        {
            var end = _parts.NextPart(from);
            if (end > to) end = to;
            _parts.At(from).Milliseconds += end.UnixMilliseconds - from.UnixMilliseconds;
            from = end;
        }
    }

    private struct Part
    {
        public int Count, Starts;
        public long Milliseconds;
    }
}
