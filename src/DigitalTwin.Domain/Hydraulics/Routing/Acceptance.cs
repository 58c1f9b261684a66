namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>Makes what a step found a state, node by node, and books what left.</summary>
internal sealed class Acceptance(HydraulicModel model, RoutingOptions options, LinkSums sums)
{
    private readonly double[] _arrived = new double[model.NodeCount];
    private readonly bool[] _isWidened = [.. Enumerable.Range(0, model.NodeCount).Select(n => VolumeBook.IsWidened(model, options, n))];
    private double _overflow;

    /// <summary>Of each node in its last step, m/s.</summary>
    public double[] Rise { get; } = new double[model.NodeCount];

    /// <summary>Takes a node on to the end of its step; the move of its free surface, m.</summary>
    public double Take(int node, RoutingState state, double dt)
    {
        double depth = sums.Depth[node], before = state.Depth[node], moved = 0;
        if (!double.IsFinite(depth)) depth = before;
        var arrived = dt * (options.Theta * sums.NetInflow[node] + (1 - options.Theta) * state.NetInflow[node]);
        if (model.Role[node] == NodeRole.Outfall) Arrived(node, arrived, state);
        else
        {
            var overflow = sums.TakeOverflow(state, node, ref depth);
            state.Overflow[node] = overflow / dt;
            state.OverflowVolume[node] += overflow;
            _overflow += overflow;
            if (!_isWidened[node]) Arrived(node, arrived - overflow, state);
            moved = Moved(node, depth, before);
            if (sums.Volumes.IsFree(node, depth)) state.FreeSurface[node] = sums.Surface[node];
        }
        state.Depth[node] = depth;
        Rise[node] = (depth - before) / dt;
        return moved;
    }

    /// <summary>Greatest move of a free surface in a region's step before it is accepted, m.</summary>
    public double Moved(in Region region, Regions regions, RoutingState state)
    {
        var moved = 0.0;
        foreach (var row in regions.Rows(region)) moved = Math.Max(moved, Moved(sums.Order.Nodes[row], sums.Depth[sums.Order.Nodes[row]], state.Depth[sums.Order.Nodes[row]]));
        return moved;
    }

    public double Moved(int node, double depth, double before) => sums.Volumes.IsFree(node, depth) && sums.Volumes.IsFree(node, before) ? Math.Abs(depth - before) : 0;

    /// <summary>Water that came to a node; m³.</summary>
    public void Arrived(int node, double volume, RoutingState state)
    {
        if (model.Role[node] == NodeRole.Outfall) _arrived[node] += volume;
        else state.Booked[node] += volume;
    }

    /// <summary>Ends a step of the whole: what reached outfalls and has passed their pipes has left.</summary>
    public WaterBalance Book(WaterBalance balance, RoutingState state, VolumeBook book)
    {
        balance = balance with { Overflow = balance.Overflow + _overflow };
        _overflow = 0;
        for (var n = 0; n < _arrived.Length; n++)
        {
            if (model.Role[n] != NodeRole.Outfall) continue;
            var left = book.Leaving(state, n, _arrived[n]);
            _arrived[n] = 0;
            balance = left >= 0 ? balance with { Outflow = balance.Outflow + left } : balance with { Backflow = balance.Backflow - left };
        }
        return balance;
    }
}
