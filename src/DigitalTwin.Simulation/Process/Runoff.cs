namespace DigitalTwin.Simulation.Process;

/// <summary>Rain to flow: each subcatchment wets, then drains like a linear reservoir; leaky foul sewers swell with the wetness of the ground.</summary>
internal sealed class Runoff
{
    private const double WettingLoss = 0.0015;
    private const double DrainTime = 420;
    private const double DryingTime = 6 * 3600;
    private const double SoakTime = 5400;
    private readonly (int Cell, int Gauge, double PavedArea)[] _land;
    private readonly double[] _stored;
    private readonly double[] _wetted;
    private double _rained;

    public Runoff(FlowModel model)
    {
        var gauges = model.Network.Points.Select((p, i) => (p.LocalId, i)).ToDictionary(p => p.LocalId, p => p.i);
        var nodes = new Dictionary<string, int>(model.Count);
        for (var i = 0; i < model.Count; i++) nodes[model.Network.Nodes[i].LocalId] = model.CellOf[i];
        _land = [.. model.Network.Subcatchments.Select(s => (nodes[s.Outlet], s.RainGauge is { } g ? gauges[g] : 0, s.Area * s.PercentImpervious / 100))];
        (_stored, _wetted) = (new double[_land.Length], new double[_land.Length]);
        RainAtGauge = new double[Math.Max(1, model.Network.Points.Count)];
    }

    /// <summary>mm/h, by index of the network's points; set from outside before a step.</summary>
    public double[] RainAtGauge { get; }

    /// <summary>Rain of the last hours over the city, mm/h, smoothed.</summary>
    public double Wetness { get; private set; }
    /// <summary>Whether any land still drains.</summary>
    public bool IsActive { get; private set; }
    public double TotalStored => _stored.Sum();

    /// <summary>Adds the step's runoff to what enters the cells.</summary>
    public void Step(FlowState s, double seconds)
    {
        var mean = RainAtGauge.Average();
        Wetness += (mean - Wetness) * (1 - Math.Exp(-seconds / SoakTime));
        _rained = mean > 0 ? DrainTime * 20 : Math.Max(0, _rained - seconds);
        IsActive = _rained > 0;
        if (!IsActive) return;
        var strength = ProcessConstants.Default.Runoff;
        for (var i = 0; i < _land.Length; i++)
        {
            var (cell, gauge, area) = _land[i];
            var rain = RainAtGauge[gauge] / 1000 / 3600 * seconds;
            var wets = Math.Min(rain, WettingLoss - _wetted[i]);
            _wetted[i] = rain > 0 ? _wetted[i] + wets : _wetted[i] * Math.Exp(-seconds / DryingTime);
            var volume = _stored[i] + (rain - wets) * area;
            var flow = volume / (DrainTime + seconds);
            _stored[i] = volume - flow * seconds;
            s.Entering[cell] += flow;
            for (var p = 0; p < Pollutants.Count; p++) s.EnteringMass[cell * Pollutants.Count + p] += flow * strength[p];
        }
    }
}
