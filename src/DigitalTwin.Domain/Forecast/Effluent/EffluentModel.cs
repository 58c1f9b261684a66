namespace DigitalTwin.Domain.Forecast.Effluent;

/// <summary>A short forecast of one quantity of an effluent, learnt from its own past while it passes: what will differ from the value of now.</summary>
/// <remarks>
/// For each lead a ridge regression of the change from now on: the way back to the time of day's mean, to a fast and a slow mean (a damped trend), and what
/// temperature and load do. A feature of 0 says nothing, so with little past it is persistence, which it is scored against. Each forecast uses only what was
/// known then, the score too; the band is made of the errors that came before. Not thread-safe.
/// </remarks>
public sealed class EffluentModel
{
    private const int Features = 7;
    /// <summary>Samples that the prior, persistence, counts for.</summary>
    private const double Ridge = 30;
    private const double Fast = 0.3, Slow = 0.04;
    /// <summary>What lies further off than so many deviations is taken for an error of the instrument and counts as that.</summary>
    private const double MostDeviations = 4;
    /// <summary>Samples of a slot of the season that the overall mean counts for.</summary>
    private const double SeasonPrior = 3;

    private readonly int _season;
    private readonly LeadModel[] _leads;
    private readonly RunningMean[] _slots;
    private readonly RunningMean _value = new(), _temperature = new(), _load = new();
    private double _last = double.NaN, _fast = double.NaN, _slow = double.NaN, _coldness, _loading;
    private int _count;

    /// <param name="leads">Steps ahead: 1 to this.</param>
    /// <param name="season">Steps after which a day, or for daily steps a week, begins anew; 1 for none.</param>
    public EffluentModel(int leads, int season)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(leads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(season, 1);
        _season = season;
        _leads = [.. Enumerable.Range(1, leads).Select(lead => new LeadModel(lead, Features, Ridge))];
        _slots = [.. Enumerable.Range(0, season).Select(_ => new RunningMean())];
    }

    /// <summary>Takes in the next step. NaN where something was not measured: the value of before then stands in, and nothing is learnt or scored.</summary>
    public void Observe(double value, double temperature = double.NaN, double load = double.NaN)
    {
        var slot = _count++ % _season;
        var known = double.IsFinite(value);
        var seen = known ? _value.Clamp(value, MostDeviations) : value;
        foreach (var lead in _leads) lead.Arrive(_count, known ? value : double.NaN, seen);
        Follow(_temperature, temperature, ref _coldness);
        Follow(_load, load, ref _loading);
        if (known)
        {
            _value.Add(seen);
            _slots[slot].Add(seen);
            _fast = double.IsNaN(_fast) ? seen : _fast + Fast * (seen - _fast);
            _slow = double.IsNaN(_slow) ? seen : _slow + Slow * (seen - _slow);
            _last = seen;
        }
        if (double.IsNaN(_last)) return;
        Span<double> x = stackalloc double[Features];
        foreach (var lead in _leads)
        {
            Fill(x, slot, lead.Lead);
            lead.Look(_count, _last, x, known);
        }
    }

    /// <summary>Forecast from the last step on; null until there is something to learn from at every lead.</summary>
    /// <param name="leastErrors">Errors of its own that a band must rest on.</param>
    public EffluentOutlook? Ahead(int leastErrors = 20)
    {
        if (double.IsNaN(_last) || _leads.Any(l => l.Errors < leastErrors)) return null;
        var (low, middle, high) = (new double[_leads.Length], new double[_leads.Length], new double[_leads.Length]);
        for (var i = 0; i < _leads.Length; i++)
        {
            middle[i] = _leads[i].Latest;
            var (below, above) = _leads[i].Band();
            // Concentrations and flows are never below 0.
            (low[i], high[i]) = (Math.Max(0, middle[i] + below), Math.Max(0, middle[i] + above));
            middle[i] = Math.Clamp(middle[i], low[i], high[i]);
        }
        return new EffluentOutlook(low, middle, high, [.. _leads.Select(l => l.Score)]);
    }

    private void Fill(Span<double> x, int slot, int lead)
    {
        var (now, then) = (Season(slot), Season((slot + lead) % _season));
        x[0] = then - now;
        x[1] = now - _last;
        x[2] = _fast - _last;
        x[3] = _slow - _last;
        x[4] = _fast - _slow;
        x[5] = _coldness;
        x[6] = _loading;
    }

    private double Season(int slot) => (_slots[slot].Sum + SeasonPrior * _value.Mean) / (_slots[slot].Count + SeasonPrior);

    /// <summary>How far a covariate stands from its mean, in deviations; what is not measured fades.</summary>
    private static void Follow(RunningMean mean, double value, ref double anomaly)
    {
        if (!double.IsFinite(value))
        {
            anomaly *= 1 - Fast;
            return;
        }
        var seen = mean.Clamp(value, MostDeviations);
        mean.Add(seen);
        anomaly = mean.Deviation > 0 ? (seen - mean.Mean) / mean.Deviation : 0;
    }
}
