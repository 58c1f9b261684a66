namespace DigitalTwin.Simulation.Process;

/// <summary>Flows by gravity over one step: Manning's equation on the water surface, linearised and solved implicitly over the whole forest.</summary>
/// <remarks>
/// Balance of cell i with depth change δ: A·δ/Δt = inflow − Q, where Q = Q* + a·δ(i) − b·δ(below). Each cell has one cell below,
/// so elimination runs once down the order and once back up: exact, stable at any step, linear in the number of cells.
/// </remarks>
internal sealed class GravitySolver(FlowModel m)
{
    private const double LeastSlope = 2e-5;
    /// <summary>Water that stands on the street or over a weir spreads: its level hardly rises.</summary>
    private const double SpreadArea = 400;
    private const double NearlyFull = 0.9;
    private readonly double[] _diagonal = new double[m.Count];
    private readonly double[] _right = new double[m.Count];
    private readonly double[] _flow = new double[m.Count];
    private readonly double[] _byOwn = new double[m.Count];
    private readonly double[] _byBelow = new double[m.Count];
    private readonly double[] _delta = new double[m.Count];
    private readonly double[] _share = new double[m.Count];

    /// <summary>Sets <see cref="FlowState.Wanted"/> of every gravity cell.</summary>
    public void Solve(FlowState s, double seconds)
    {
        for (var c = 0; c < m.Count; c++)
        {
            _right[c] = s.Entering[c] + s.FixedIn[c] - s.FixedOut[c];
            _diagonal[c] = 0;
        }
        for (var c = 0; c < m.Count; c++)
        {
            if (m.Kind[c] == CellKind.WetWell) _delta[c] = _right[c] / (_diagonal[c] + m.Area[c] / seconds);
            if (m.Kind[c] != CellKind.Gravity) continue;
            var area = Linearise(s, c);
            var diagonal = _diagonal[c] + area / seconds + _byOwn[c];
            _delta[c] = (_right[c] - _flow[c]) / diagonal;
            _share[c] = _byBelow[c] / diagonal;
            if (!m.IsCoupled[c]) continue;
            _diagonal[m.Down[c]] += _byBelow[c] - _byOwn[c] * _share[c];
            _right[m.Down[c]] += _flow[c] + _byOwn[c] * _delta[c];
        }
        for (var c = m.Count - 1; c >= 0; c--)
        {
            if (m.Kind[c] != CellKind.Gravity) continue;
            var below = m.IsCoupled[c] ? _delta[m.Down[c]] : 0;
            _delta[c] += _share[c] * below;
            var wanted = Math.Max(0, _flow[c] + _byOwn[c] * _delta[c] - _byBelow[c] * below);
            // A full pipe answers faster than the step; half of the old flow keeps it from ringing.
            s.Wanted[c] = s.Volume[c] > NearlyFull * m.FullVolume[c] ? 0.5 * (wanted + s.Flow[c]) : wanted;
        }
    }

    /// <summary>Flow at the present levels and its slopes by the level here and below; returns the area over which the level here changes.</summary>
    private double Linearise(FlowState s, int c)
    {
        var depth = Math.Max(0, s.Level[c] - m.StartOffset[c]);
        var diameter = m.Diameter[c];
        var conveyance = m.Conveyance[c] * s.Openness[c];
        double flow, bySlope, area;
        if (depth < diameter)
        {
            PipeTable.LookUp(Math.Min(1, s.Volume[c] / m.FullVolume[c]), out _, out flow, out var depthSlope, out var flowSlope);
            bySlope = flowSlope / Math.Max(0.05, depthSlope) / diameter;
            area = m.FullVolume[c] / (Math.Max(0.05, depthSlope) * diameter);
        }
        else (flow, bySlope, area) = (1, 0, m.Area[c]);
        if (s.Level[c] >= m.FullDepth[c] || IsOverWeir(s, c)) area = Math.Max(area, SpreadArea);

        var surface = m.Invert[c] + m.StartOffset[c] + depth;
        var freeEnd = m.EndElevation[c] + Math.Min(depth, diameter);
        var below = m.IsCoupled[c] ? m.Invert[m.Down[c]] + s.Level[m.Down[c]] : double.NegativeInfinity;
        var isHeld = below > freeEnd;
        var slope = Math.Max(0, surface - Math.Max(below, freeEnd)) / m.Length[c];
        var root = slope > LeastSlope ? Math.Sqrt(slope) : slope / Math.Sqrt(LeastSlope);
        var rootSlope = (slope > LeastSlope ? 0.5 / Math.Sqrt(slope) : 1 / Math.Sqrt(LeastSlope)) / m.Length[c];
        var most = m.MostFlow[c];
        if (conveyance * flow * root > most)
        {
            (_flow[c], _byOwn[c], _byBelow[c]) = (most, 0, 0);
            return area;
        }
        _flow[c] = conveyance * flow * root;
        var byHead = isHeld || depth >= diameter ? conveyance * flow * rootSlope : 0;
        _byOwn[c] = conveyance * bySlope * root + byHead;
        _byBelow[c] = isHeld ? byHead : 0;
        return area;
    }

    private bool IsOverWeir(FlowState s, int c)
    {
        for (var k = m.SideStart[c]; k < m.SideStart[c] + m.SideCount[c]; k++)
            if (m.Sides[k].Kind == SideKind.Weir && s.Level[c] > m.Sides[k].Crest) return true;
        return false;
    }
}
