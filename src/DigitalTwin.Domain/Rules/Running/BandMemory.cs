using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Rules.Evaluation;

namespace DigitalTwin.Domain.Rules.Running;

/// <summary>For one quantity of many assets, the band in which each has lain for a span at least and two spans at most: 20 B an asset.</summary>
internal sealed class BandMemory(TimeSpan span)
{
    private readonly long _length = (long)span.TotalMilliseconds;
    private readonly Lock _gate = new();
    private Extremes[] _extremes = [];

    public TimeSpan Span => span;

    /// <summary>Takes a reading in; the band with it. One that is older than the span's beginning is in no later band.</summary>
    public Band See(in Reading reading)
    {
        var extremes = Volatile.Read(ref _extremes);
        if (reading.Asset.Value >= extremes.Length) extremes = Lengthen(reading.Asset.Value);
        return extremes[reading.Asset.Value].See((int)(reading.At.UnixMilliseconds / _length), reading.Value);
    }

    private Extremes[] Lengthen(int asset)
    {
        lock (_gate)
        {
            if (asset < _extremes.Length) return _extremes;
            var longer = new Extremes[Math.Max(asset + 1, _extremes.Length * 2)];
            _extremes.CopyTo(longer, 0);
            Volatile.Write(ref _extremes, longer);
            return longer;
        }
    }

    /// <summary>Two parts of a span's length: the present one and the one before it.</summary>
    private struct Extremes
    {
        private float _low, _high, _lowBefore, _highBefore;
        private int _part;

        public Band See(int part, double value)
        {
            // Outwards, so that what is kept shorter is never too narrow.
            var (low, high) = (MathF.BitDecrement((float)value), MathF.BitIncrement((float)value));
            if (_part == 0) (_low, _high, _lowBefore, _highBefore, _part) = (low, high, low, high, part);
            else if (part > _part)
            {
                // A gap longer than a span leaves what it had last, which a value holds until the next.
                (_lowBefore, _highBefore, _low, _high, _part) = (_low, _high, low, high, part);
            }
            else (_low, _high) = (Math.Min(_low, low), Math.Max(_high, high));
            return new Band(Math.Min(_low, _lowBefore), Math.Max(_high, _highBefore));
        }
    }
}
