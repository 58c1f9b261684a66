using DigitalTwin.Domain.Hydraulics.Routing;

namespace DigitalTwin.Domain.Hydraulics.Quality;

/// <summary>The mass balance of all cells over one step as a linear system in their concentrations: (V′/Δt + ΣQ_out)·C − ΣQ_in·C_from = M/Δt + load.</summary>
internal sealed class CellSystem
{
    private readonly LinkPlace[] _links;
    private readonly EliminationOrder _order;
    private readonly HeadSolver _solver;
    private readonly double[] _flow, _off, _diagonal, _in, _inflow;

    public CellSystem(HydraulicModel model)
    {
        (int From, int To)[] ends = [.. model.Ends];
        _order = model.Order;
        _solver = new HeadSolver(_order);
        _links = _order.Place(ends);
        (_flow, _off, _diagonal) = (new double[ends.Length], new double[_solver.Off.Length], new double[model.NodeCount]);
        (_in, _inflow, Out, Drawn, Rate) = (new double[model.NodeCount], new double[model.NodeCount], new double[model.NodeCount], new double[model.NodeCount], new double[model.NodeCount]);
    }

    /// <summary>Water that leaves each cell, m³/s, over the rim and by those who draw it, too.</summary>
    public double[] Out { get; }
    /// <summary>Water that is drawn from a node, m³/s.</summary>
    public double[] Drawn { get; }
    /// <summary>Right-hand side, g/s; after <see cref="Solve"/>, at ends, what arrives there.</summary>
    public double[] Rate { get; }

    public bool IsEnd(int node) => _order.RowOf[node] == _order.Rows;

    /// <summary>Takes up the flows of a step, m³/s: those that moved the water, and what entered.</summary>
    public void Begin(double[] flow, double[] inflow)
    {
        flow.CopyTo(_flow, 0);
        inflow.CopyTo(_inflow, 0);
    }

    /// <summary>Moves the cells' volumes on and makes the matrix.</summary>
    public void Balance(double[] volume, double[] overflow, double dt, double least)
    {
        Array.Clear(_off);
        for (var n = 0; n < volume.Length; n++)
        {
            Drawn[n] = Math.Max(0, -_inflow[n]);
            Out[n] = overflow[n] + Drawn[n];
            _in[n] = Math.Max(0, _inflow[n]);
        }
        for (var i = 0; i < _flow.Length; i++)
        {
            ref readonly var link = ref _links[i];
            var q = _flow[i];
            var (from, to) = q >= 0 ? (link.From, link.To) : (link.To, link.From);
            Out[from] += Math.Abs(q);
            _in[to] += Math.Abs(q);
            _off[q >= 0 ? link.Lower : link.Upper] -= Math.Abs(q);
        }
        for (var n = 0; n < volume.Length; n++)
        {
            volume[n] = Math.Max(least, volume[n] + dt * (_in[n] - Out[n]));
            _diagonal[n] = volume[n] / dt + Out[n];
        }
    }

    /// <summary>Concentrations by node from <see cref="Rate"/>. What comes back from an end is clean.</summary>
    public void Solve(double[] concentration)
    {
        _off.CopyTo(_solver.Off, 0);
        for (var row = 0; row < _order.Rows; row++)
        {
            var node = _order.Nodes[row];
            (_solver.Diagonal[row], _solver.Right[row]) = (_diagonal[node], Rate[node]);
        }
        _solver.Right[_order.Rows] = 0;
        _solver.Solve();
        for (var row = 0; row < _order.Rows; row++) concentration[_order.Nodes[row]] = _solver.Right[row];
        for (var i = 0; i < _flow.Length; i++)
        {
            ref readonly var link = ref _links[i];
            var q = _flow[i];
            if (q > 0 && link.ToRow == _order.Rows && link.FromRow < _order.Rows) Rate[link.To] += q * concentration[link.From];
            else if (q < 0 && link.FromRow == _order.Rows && link.ToRow < _order.Rows) Rate[link.From] -= q * concentration[link.To];
        }
        for (var n = 0; n < concentration.Length; n++)
            if (IsEnd(n)) concentration[n] = _in[n] > 0 ? Rate[n] / _in[n] : 0;
    }
}
