using DigitalTwin.Domain.Hydraulics.Routing;

namespace DigitalTwin.Domain.Hydraulics.Hydrology;

/// <summary>Runoff of all subcatchments, stepped once a minute or so; between steps the flow is on a straight line.</summary>
public sealed class Runoff
{
    private const int Surfaces = RunoffModel.Surfaces, Pervious = RunoffModel.Pervious;
    private const double Negligible = 7e-9; // m/s, 0.001 in/h: below it a surface counts as dry.

    private readonly RunoffModel _model;
    private readonly double[] _runon;
    private double _from, _to;

    public Runoff(RunoffModel model)
    {
        _model = model;
        var n = model.Count;
        (Depth, Rate, Soil, Old, New, _runon) = (new double[n * Surfaces], new double[n * Surfaces], new double[n * InfiltrationLaw.Memory], new double[n], new double[n], new double[n]);
        for (var i = 0; i < n; i++) model.Infiltration[i].Begin(SoilOf(i));
    }

    /// <summary>Water on each surface, m.</summary>
    internal double[] Depth { get; }
    /// <summary>Runoff of each surface at the end of the last step, m/s.</summary>
    internal double[] Rate { get; }
    /// <summary>What the soil of each subcatchment remembers.</summary>
    internal double[] Soil { get; }
    /// <summary>Of each subcatchment, m³/s, at both ends of the last step.</summary>
    internal double[] Old { get; }
    internal double[] New { get; }

    private double[][] Arrays => [Depth, Rate, Soil, Old, New];

    /// <summary>True while water stands or runs on some surface.</summary>
    public bool IsWet { get; private set; }

    /// <summary>One step of <paramref name="dt"/> s from <paramref name="time"/> s.</summary>
    /// <param name="rain">m/s at each gauge.</param>
    /// <param name="evaporation">m/s.</param>
    /// <param name="isDryOnly">Nothing evaporates where it rains.</param>
    /// <param name="recovery">Factor on how fast soil dries.</param>
    public void Advance(double time, double dt, ReadOnlySpan<double> rain, double evaporation, bool isDryOnly = false, double recovery = 1)
    {
        (_from, _to) = (time, time + dt);
        New.CopyTo(Old, 0);
        var raining = false;
        foreach (var rate in rain) raining |= rate > 0;
        if (!raining && !IsWet)
        {
            Array.Clear(New);
            return;
        }
        IsWet = false;
        Array.Clear(_runon);
        for (var i = 0; i < _model.Count; i++)
            if (_model.Subcatchment[i] is >= 0 and var other && _model.Area[other] > 0) _runon[other] += Old[i] / _model.Area[other];
        for (var i = 0; i < _model.Count; i++)
        {
            var falling = 0.0;
            foreach (var (gauge, weight) in _model.GaugesOf[i]) falling += weight * rain[gauge];
            New[i] = Advance(i, falling, isDryOnly && falling > 0 ? 0 : evaporation, recovery, dt);
        }
    }

    /// <summary>Adds what reaches nodes at a time within the last step, s.</summary>
    public void AddTo(NodeInflow inflow, double time)
    {
        var share = _to > _from ? Math.Clamp((time - _from) / (_to - _from), 0, 1) : 1;
        for (var i = 0; i < _model.Count; i++)
        {
            var flow = Old[i] + share * (New[i] - Old[i]);
            if (flow > 0 && _model.Node[i] >= 0) inflow.AddRunoff(_model.Node[i], flow);
        }
    }

    public double[] Snapshot() => [_from, _to, IsWet ? 1 : 0, .. Arrays.SelectMany(a => a)];

    /// <exception cref="ArgumentException">The snapshot is of another model.</exception>
    public void Restore(ReadOnlySpan<double> snapshot)
    {
        var expected = 3 + Arrays.Sum(a => a.Length);
        if (snapshot.Length != expected) throw new ArgumentException($"The snapshot has {snapshot.Length} numbers; expected {expected} for this model.", nameof(snapshot));
        (_from, _to, IsWet) = (snapshot[0], snapshot[1], snapshot[2] != 0);
        var at = 3;
        foreach (var array in Arrays)
        {
            snapshot.Slice(at, array.Length).CopyTo(array);
            at += array.Length;
        }
    }

    private Span<double> SoilOf(int i) => Soil.AsSpan(i * InfiltrationLaw.Memory, InfiltrationLaw.Memory);

    private double Advance(int i, double rain, double evaporation, double recovery, double dt)
    {
        var (outflow, at) = (0.0, i * Surfaces);
        var soft = _model.Share[at + Pervious];
        // Run-on between the parts is that of the step before.
        var toPervious = _model.PerviousTakes[i] && soft > 0 ? Held(at) + Held(at + 1) : 0;
        var toPaved = !_model.PerviousTakes[i] && _model.Share[at + 1] > 0 ? Held(at + Pervious) : 0;
        for (var k = 0; k < Surfaces; k++)
        {
            var s = at + k;
            var share = _model.Share[s];
            if (share <= 0) continue;
            var inflow = rain + _runon[i] + (k == Pervious ? toPervious / share : k == 1 ? toPaved / share : 0);
            var lost = Math.Min(evaporation, Depth[s] / dt);
            if (k == Pervious) lost += _model.Infiltration[i].Advance(inflow, Depth[s], dt, recovery, SoilOf(i));
            Depth[s] = lost >= inflow + Depth[s] / dt ? 0 : NonlinearReservoir.Advance(Depth[s], inflow - lost, _model.Alpha[s], _model.Store[s], dt);
            Rate[s] = _model.Alpha[s] * NonlinearReservoir.Runoff(Depth[s] - _model.Store[s]);
            if (Rate[s] > Negligible) IsWet = true;
            outflow += Rate[s] * share * _model.ToOutlet[s];
        }
        return outflow * _model.Area[i];
    }

    private double Held(int s) => Rate[s] * _model.Share[s] * (1 - _model.ToOutlet[s]);
}
