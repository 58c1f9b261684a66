using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Rollups;

namespace DigitalTwin.Storage.History;

/// <summary>Folds buckets that come in order into spans of one length.</summary>
/// <param name="every">ms; each bucket lies in one span.</param>
internal sealed class SpanSummary(long every, Between between)
{
    private readonly List<ReadingSummary> _done = [];
    private Bucket _span;
    private Bucket _before;
    private long _start;
    private double _area;
    private double _elapsed;

    /// <summary>Spans that have ended.</summary>
    public IReadOnlyList<ReadingSummary> Done => _done;

    public void Add(in Bucket next)
    {
        var start = Floor(next.FirstAt);
        if (_span.Count > 0)
        {
            // The time between two buckets belongs to the span or spans that it lies in.
            if (start == _start) Bridge(_before, next, _before.LastAt, next.FirstAt);
            else
            {
                Bridge(_before, next, _before.LastAt, _start + every);
                End();
            }
        }
        if (_span.Count == 0)
        {
            (_start, _area, _elapsed) = (start, 0, 0);
            _span = next;
            if (_before.Count > 0) Bridge(_before, next, Math.Max(start, _before.LastAt), next.FirstAt);
        }
        else
        {
            _span.Count += next.Count;
            _span.Sum += next.Sum;
            _span.Min = Math.Min(_span.Min, next.Min);
            _span.Max = Math.Max(_span.Max, next.Max);
            _span.LastValue = next.LastValue;
            _span.NewestKnownAt = Math.Max(_span.NewestKnownAt, next.NewestKnownAt);
            _span.Worst = (Quality)Math.Max((byte)_span.Worst, (byte)next.Worst);
        }
        _area += between == Between.Step ? next.StepArea : next.LinearArea;
        _elapsed += next.LastAt - next.FirstAt;
        _before = next;
    }

    public IReadOnlyList<ReadingSummary> Finish()
    {
        if (_span.Count > 0) End();
        return _done;
    }

    private void Bridge(in Bucket left, in Bucket right, long from, long to)
    {
        if (to <= from) return;
        _elapsed += to - from;
        _area += (to - from) * (between == Between.Step ? left.LastValue : (At(left, right, from) + At(left, right, to)) / 2);
    }

    private static double At(in Bucket left, in Bucket right, long at) =>
        left.LastValue + (right.FirstValue - left.LastValue) * ((double)(at - left.LastAt) / (right.FirstAt - left.LastAt));

    private void End()
    {
        var mean = _span.Sum / _span.Count;
        _done.Add(new ReadingSummary(new Instant(_start), (int)Math.Min(int.MaxValue, _span.Count), mean, _elapsed > 0 ? _area / _elapsed : mean,
            _span.Min, _span.Max, _span.LastValue, new Instant(_span.NewestKnownAt), _span.Worst));
        _span = default;
    }

    private long Floor(long at)
    {
        var rest = at % every;
        return at - (rest < 0 ? rest + every : rest);
    }
}
