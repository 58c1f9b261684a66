namespace DigitalTwin.Domain.Forecast.Effluent;

/// <summary>The regression of one lead: forecasts wait here for what comes, which then is their error and their lesson.</summary>
internal sealed class LeadModel(int lead, int features, double ridge)
{
    /// <summary>Solving anew at every step would not change a forecast visibly.</summary>
    private const int SolveEvery = 8;
    /// <summary>Errors that a band is made of.</summary>
    private const int MostErrors = 500;
    private const double Low = 0.1, High = 0.9;
    /// <summary>Shares of the regression's change: the one that did best so far is told. At 0 it is persistence.</summary>
    private static readonly double[] Trusts = [0, 0.5, 1];

    private readonly Queue<Waiting> _waiting = new();
    private readonly double[,] _products = new double[features, features];
    private readonly double[] _targets = new double[features];
    private readonly double[] _weights = new double[features];
    private readonly List<double> _errors = [];
    private readonly double[] _missed = new double[Trusts.Length];
    private double[] _sorted = [];
    private int _learnt, _scored, _covered;
    private double _absolute, _persistence;

    public int Lead => lead;
    public int Errors => _errors.Count;
    /// <summary>Forecast from the step looked at last.</summary>
    public double Latest { get; private set; }

    public LeadScore Score => new(lead, _scored, _scored > 0 ? _absolute / _scored : double.NaN, _scored > 0 ? _persistence / _scored : double.NaN, _scored > 0 ? (double)_covered / _scored : double.NaN);

    /// <summary>Forecasts from a step.</summary>
    public void Look(int step, double now, ReadOnlySpan<double> x, bool isKnown)
    {
        var change = 0.0;
        for (var i = 0; i < features; i++) change += _weights[i] * x[i];
        Latest = now + Trusts[Array.IndexOf(_missed, _missed.Min())] * change;
        var (below, above) = Errors >= 20 ? Band() : (double.NaN, double.NaN);
        // From a value that stands in for a missing one nothing is learnt.
        if (isKnown) _waiting.Enqueue(new Waiting(step + lead, now, Latest, Latest + below, Latest + above, change, x.ToArray()));
    }

    /// <param name="value">What came at a step, as measured; NaN for nothing.</param>
    /// <param name="seen">The same without what is plainly wrong: what is learnt.</param>
    public void Arrive(int step, double value, double seen)
    {
        while (_waiting.TryPeek(out var oldest) && oldest.Due <= step)
        {
            _waiting.Dequeue();
            if (oldest.Due < step || double.IsNaN(value)) continue;
            Judge(oldest, value);
            for (var i = 0; i < Trusts.Length; i++) _missed[i] += Math.Abs(seen - oldest.Now - Trusts[i] * oldest.Change);
            Learn(oldest.X, seen - oldest.Now);
        }
    }

    /// <summary>Errors below and above which one in ten came.</summary>
    public (double Below, double Above) Band()
    {
        if (_sorted.Length != _errors.Count || _learnt % SolveEvery == 0)
        {
            _sorted = [.. _errors];
            Array.Sort(_sorted);
        }
        return (Quantile(Low), Quantile(High));
    }

    private void Judge(Waiting forecast, double value)
    {
        if (!double.IsNaN(forecast.Low))
        {
            _scored++;
            _absolute += Math.Abs(value - forecast.Middle);
            _persistence += Math.Abs(value - forecast.Now);
            if (value >= forecast.Low && value <= forecast.High) _covered++;
        }
        if (_errors.Count == MostErrors) _errors.RemoveAt(0);
        _errors.Add(value - forecast.Middle);
    }

    private void Learn(double[] x, double change)
    {
        for (var i = 0; i < features; i++)
        {
            _targets[i] += x[i] * change;
            for (var j = 0; j <= i; j++) _products[i, j] += x[i] * x[j];
        }
        if (++_learnt % SolveEvery == 0) RidgeSolver.Solve(_products, _targets, ridge / _learnt, _weights);
    }

    private double Quantile(double share)
    {
        var at = share * (_sorted.Length - 1);
        var i = (int)at;
        return i + 1 < _sorted.Length ? _sorted[i] + (at - i) * (_sorted[i + 1] - _sorted[i]) : _sorted[i];
    }

    private readonly record struct Waiting(int Due, double Now, double Middle, double Low, double High, double Change, double[] X);
}
