namespace DigitalTwin.Domain.Forecast.Assimilation;

/// <summary>Learns by zone how much more or less enters than the model says, from what the gauges' corrections add up to.</summary>
/// <remarks>
/// A Kalman filter over the logarithm of each zone's factor. Beforehand all factors err together (the land is more or less paved than drawn, the gauge
/// catches less than falls) and each by itself, so a gauge also speaks, more quietly, for zones that have none. A correction that had to add a share of
/// what a zone sent says that the zone sent that much too little; water under way makes that true only over its travel time, hence the memory.
/// </remarks>
internal sealed class FactorFilter
{
    private const double Memory = 2400, Travel = 900; // s
    private const double FlowError = 0.1; // of what a zone sends, as a share
    private const double VolumeError = 3; // m³
    private const double Together = 0.3, Alone = 0.15, Most = 1.1; // of logarithms
    private const double Wander = 0.05; // of each zone by itself, √h⁻¹
    private const double Forgets = 3 * 86_400; // s, back to the model's own factor

    private readonly int _count;
    private readonly double[] _log, _corrected, _way, _sent;
    private readonly double[,] _variance;

    public FactorFilter(int zones)
    {
        _count = zones;
        (_log, _corrected, _way, _sent, _variance) = (new double[zones], new double[zones], new double[zones], new double[zones], new double[zones, zones]);
        for (var i = 0; i < zones; i++)
            for (var j = 0; j < zones; j++) _variance[i, j] = Together * Together + (i == j ? Alone * Alone : 0);
    }

    public double Factor(int zone) => Math.Exp(_log[zone]);

    public double LogOf(int zone) => _log[zone];

    /// <summary>Begins with factors known from elsewhere, in their logarithms, as little certain as at first.</summary>
    public void Begin(IEnumerable<double> logs)
    {
        foreach (var (i, log) in logs.Index()) _log[i] = log;
    }

    /// <summary>Standard error of the logarithms, over all zones.</summary>
    public double Spread => Math.Sqrt(Enumerable.Range(0, _count).Average(i => _variance[i, i]));

    /// <param name="hears">Of each gauge: the zones that its correction speaks for, its own first.</param>
    /// <param name="corrected">Net water that each gauge's correction added over the span, m³; NaN where the gauge had no say.</param>
    /// <param name="sent">What each zone sent into the pipes over the span with its present factor, m³.</param>
    public void Learn(IReadOnlyList<int[]> hears, ReadOnlySpan<double> corrected, ReadOnlySpan<double> sent, double seconds)
    {
        var (keep, back, arrives) = (Math.Exp(-seconds / Memory), Math.Exp(-seconds / Forgets), 1 - Math.Exp(-seconds / Travel));
        for (var i = 0; i < _count; i++)
        {
            _log[i] *= back;
            _variance[i, i] = Math.Min(_variance[i, i] + Wander * Wander * seconds / 3600, 2 * (Together * Together + Alone * Alone));
            _way[i] += sent[i];
            var arrived = _way[i] * arrives;
            _way[i] -= arrived;
            _sent[i] = _sent[i] * keep + arrived;
            if (i < corrected.Length) _corrected[i] = _corrected[i] * keep + (double.IsNaN(corrected[i]) ? 0 : corrected[i]);
        }
        for (var gauge = 0; gauge < corrected.Length; gauge++)
            if (!double.IsNaN(corrected[gauge]) && hears[gauge].Sum(z => _sent[z]) > VolumeError) Take(gauge, hears, Memory / Math.Max(seconds, 1));
    }

    public double[] Snapshot() => [.. _log, .. _corrected, .. _sent, .. _way, .. _variance.Cast<double>()];

    public static int Length(int zones) => 4 * zones + zones * zones;

    public void Restore(ReadOnlySpan<double> numbers)
    {
        numbers[.._count].CopyTo(_log);
        numbers.Slice(_count, _count).CopyTo(_corrected);
        numbers.Slice(2 * _count, _count).CopyTo(_sent);
        numbers.Slice(3 * _count, _count).CopyTo(_way);
        for (var i = 0; i < _count; i++)
            for (var j = 0; j < _count; j++) _variance[i, j] = numbers[4 * _count + i * _count + j];
    }

    /// <param name="repeats">How often the same water is looked at while it is remembered: each look then counts that much less.</param>
    private void Take(int gauge, IReadOnlyList<int[]> hears, double repeats)
    {
        // h: what a change of each zone's logarithm would change in this gauge's correction.
        var (gain, ph, sent) = (new double[_count], new double[_count], 0.0);
        foreach (var z in hears[gauge])
        {
            sent += _sent[z];
            for (var i = 0; i < _count; i++) ph[i] += _variance[i, z] * _sent[z];
        }
        var total = hears[gauge].Sum(z => ph[z] * _sent[z]) + (Math.Pow(FlowError * sent, 2) + VolumeError * VolumeError) * Math.Max(1, repeats);
        var (innovation, moved) = (_corrected[gauge], new double[_count]);
        for (var i = 0; i < _count; i++)
        {
            gain[i] = ph[i] / total;
            var before = _log[i];
            _log[i] = Math.Clamp(before + gain[i] * innovation, -Most, Most);
            moved[i] = _log[i] - before;
        }
        // What is learnt is no longer missing: else it would be learnt again at the next look.
        for (var g = 0; g < hears.Count; g++)
            foreach (var z in hears[g]) _corrected[g] -= _sent[z] * moved[z];
        for (var i = 0; i < _count; i++)
            for (var j = 0; j < _count; j++) _variance[i, j] -= gain[i] * ph[j];
    }
}
