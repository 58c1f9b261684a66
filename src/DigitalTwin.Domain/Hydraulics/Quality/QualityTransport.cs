using DigitalTwin.Domain.Hydraulics.Routing;

namespace DigitalTwin.Domain.Hydraulics.Quality;

/// <summary>Carries any number of constituents with the water that a router moves. Not thread-safe.</summary>
/// <remarks>
/// Finite volumes, upwind and implicit: a node with the halves of its pipes is one completely mixed cell, as a conduit is in SWMM's quality routing
/// (SWMM 5 Reference Manual, vol. III, Rossman and Huber 2016, EPA/600/R-16/093, §5). The flows between cells are those that moved the water over the
/// step, weighted as there, so that water of one concentration stays so, no concentration leaves the range of those around it (an M-matrix), and what
/// enters leaves, stays, decays or spills: to rounding, whatever the step. Cells spread a pulse as a chain of tanks does; a long rising main is one cell.
/// Decay is exact over each step.
/// </remarks>
public sealed class QualityTransport
{
    private const double LeastVolume = 1e-3; // m³; a dry manhole is a damp one.
    private const double Clean = 1e-9; // g
    private const double Remeasured = 600; // s

    private readonly Router _router;
    private readonly Constituent[] _constituents;
    private readonly CellSystem _cells;
    private readonly double[] _volume;
    private readonly double[][] _mass, _concentration, _load, _passed;
    private readonly MassBalance[] _balance;
    private double _measuredAt;

    /// <summary>Begins with clean water in the router's present state.</summary>
    /// <exception cref="ArgumentException">There is no constituent.</exception>
    public QualityTransport(Router router, IReadOnlyList<Constituent> constituents)
    {
        if (constituents.Count == 0) throw new ArgumentException("Expected at least one constituent.", nameof(constituents));
        (_router, _constituents) = (router, [.. constituents.Select(c => c.Checked())]);
        _cells = new CellSystem(router.Model);
        double[][] Each() => [.. _constituents.Select(_ => new double[router.Model.NodeCount])];
        (_mass, _concentration, _load, _passed) = (Each(), Each(), Each(), Each());
        _balance = new MassBalance[_constituents.Length];
        _volume = router.VolumeAtNodes();
        _measuredAt = router.State.Time;
    }

    public IReadOnlyList<Constituent> Constituents => _constituents;

    /// <summary>mg/L by node; at an outfall that of the water that reaches it.</summary>
    public IReadOnlyList<double> Concentration(int constituent) => _concentration[constituent];

    /// <summary>g that have left each node downstream since the start; at an outfall what has reached it.</summary>
    public IReadOnlyList<double> Passed(int constituent) => _passed[constituent];

    public MassBalance Balance(int constituent) => _balance[constituent];

    /// <summary>g in the network now.</summary>
    public double Stored(int constituent) => _mass[constituent].Sum();

    /// <summary>Lets matter into a node from now on, until told otherwise. The water that brings it is given to the router.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is below 0 or none.</exception>
    public void Release(int constituent, int node, double gramsPerSecond)
    {
        if (!(gramsPerSecond >= 0) || !double.IsFinite(gramsPerSecond)) throw new ArgumentOutOfRangeException(nameof(gramsPerSecond), gramsPerSecond, "Expected 0 g/s or more.");
        _load[constituent][node] = gramsPerSecond;
    }

    /// <summary>Follows a step that the router took, of <paramref name="dt"/> s.</summary>
    public void Advance(NodeInflow inflow, double dt)
    {
        var state = _router.State;
        if (state.Time - _measuredAt >= Remeasured) MeasureCleanCells(state.Time);
        _cells.Begin(_router.MeanFlow, inflow.Total);
        _cells.Balance(_volume, state.Overflow, dt, LeastVolume);
        for (var c = 0; c < _constituents.Length; c++) Advance(c, inflow, dt, state.Overflow);
    }

    private void Advance(int c, NodeInflow inflow, double dt, double[] overflow)
    {
        var (constituent, mass, load, passed) = (_constituents[c], _mass[c], _load[c], _passed[c]);
        double entered = 0, left = 0, over = 0, decayed = 0;
        for (var n = 0; n < mass.Length; n++)
        {
            var now = load[n] + constituent.InDryWeather * inflow.DryWeather[n] + constituent.InRunoff * inflow.Runoff[n];
            entered += now * dt;
            _cells.Rate[n] = mass[n] / dt + now;
        }
        _cells.Solve(_concentration[c]);
        var keeps = Math.Exp(-constituent.DecayPerDay / 86_400 * dt);
        for (var n = 0; n < mass.Length; n++)
        {
            var concentration = _concentration[c][n];
            if (_cells.IsEnd(n))
            {
                var arrived = _cells.Rate[n] * dt; // With what was released at the end itself.
                left += arrived;
                passed[n] += arrived;
                continue;
            }
            over += overflow[n] * concentration * dt;
            left += _cells.Drawn[n] * concentration * dt;
            passed[n] += (_cells.Out[n] - overflow[n] - _cells.Drawn[n]) * concentration * dt;
            mass[n] = _volume[n] * concentration;
            decayed += mass[n] * (1 - keeps);
            mass[n] *= keeps;
            _concentration[c][n] *= keeps;
        }
        var b = _balance[c];
        _balance[c] = new(b.Entered + entered, b.Left + left, b.Overflowed + over, b.Decayed + decayed);
    }

    /// <summary>The router's own balance is good to a thousandth or so; where nothing is carried, cells take their volume from the water level again.</summary>
    private void MeasureCleanCells(double time)
    {
        _measuredAt = time;
        var measured = _router.VolumeAtNodes();
        for (var n = 0; n < measured.Length; n++)
            if (_mass.All(m => m[n] < Clean)) _volume[n] = measured[n];
    }
}
