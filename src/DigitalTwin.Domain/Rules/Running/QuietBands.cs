using DigitalTwin.Domain.Rules.Evaluation;

namespace DigitalTwin.Domain.Rules.Running;

/// <summary>For one quantity of many assets, a band in which no rule can hold however the value moves in it: 8 B an asset. Safe from any thread, as long as one asset is asked of by one.</summary>
/// <remarks>
/// A glance computes with bands, and what it says of a band is true of every band inside it (interval arithmetic is inclusion isotone; Moore 1966). So once a
/// wide band is seen to be quiet, two comparisons tell the same of nearly every reading that follows.
/// </remarks>
internal sealed class QuietBands
{
    /// <summary>A quiet band is tried wider by so many times its width and by such a share of its values, so that a value that drifts is not looked at each time.</summary>
    private static readonly (double Widths, double Share)[] Margins = [(4, 0.5), (1, 0.05)];

    private readonly Lock _gate = new();
    private Stored[] _bands = [];

    /// <summary>Whether all of a band is known to be quiet.</summary>
    public bool Holds(int asset, Band band)
    {
        var bands = Volatile.Read(ref _bands);
        return (uint)asset < (uint)bands.Length && bands[asset].Holds(band);
    }

    /// <summary>Takes in that a band is quiet, and finds out how much wider it may be.</summary>
    public void Learn(int asset, Band quiet, Func<Band, bool> isQuiet)
    {
        if (!double.IsFinite(quiet.Low) || !double.IsFinite(quiet.High)) return;
        var known = quiet;
        foreach (var (widths, share) in Margins)
        {
            var margin = widths * (quiet.High - quiet.Low) + share * Math.Max(Math.Abs(quiet.Low), Math.Abs(quiet.High));
            var wider = new Band(quiet.Low - margin, quiet.High + margin);
            if (!isQuiet(wider)) continue;
            known = wider;
            break;
        }
        Room(asset)[asset] = new Stored(known);
    }

    private Stored[] Room(int asset)
    {
        var bands = Volatile.Read(ref _bands);
        if (asset < bands.Length) return bands;
        lock (_gate)
        {
            if (asset < _bands.Length) return _bands;
            // What another thread writes into the old array meanwhile is lost, and learnt again.
            var longer = new Stored[Math.Max(asset + 1, _bands.Length * 2)];
            _bands.CopyTo(longer, 0);
            Volatile.Write(ref _bands, longer);
            return longer;
        }
    }

    /// <summary>Rounded inwards, so that what is kept shorter is never too wide; the default holds nothing.</summary>
    private readonly struct Stored(Band band)
    {
        private readonly float _low = MathF.BitIncrement((float)band.Low), _high = MathF.BitDecrement((float)band.High);

        public bool Holds(Band band) => _low < _high && band.Low >= _low && band.High <= _high;
    }
}
