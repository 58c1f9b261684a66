namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>Keeps for each node the water that came and left beside the water that its depth and its pipes hold, and draws the second to the first.</summary>
/// <remarks>
/// A step's volume balance counts with surfaces that pipes lend to nodes, as SWMM's does; over a storm, where pipes fill, empty, fall free or are very long
/// or steep, that differs from what the pipes hold by some per cent, and the difference would be lost or made. Here it stays in the book, to which each
/// step adds exactly what its flows brought, and comes back within about <see cref="Within"/>: water is conserved to rounding but for what is under way.
/// A tank that drowned pipe ends widen (<see cref="RoutingOptions.DrownedEndsWidenTanks"/>) holds what the balance says, for that is what was asked.
/// Regions with steps of their own (<see cref="RegionSolver"/>) settle with their neighbours by the same book.
/// </remarks>
internal sealed class VolumeBook(HydraulicModel model, RoutingOptions options, LinkSums sums)
{
    private const double Within = 60; // s
    private const double MostTaken = 0.3; // of what stands, in one step

    private readonly int[] _widened = [.. Enumerable.Range(0, model.NodeCount).Where(n => IsWidened(model, options, n))];
    private readonly double[] _owed = new double[model.NodeCount];

    /// <summary>m³ that depth and pipes hold, by node.</summary>
    public double[] Held { get; } = new double[model.NodeCount];

    /// <summary>Takes stock from the areas as they were last evaluated and the state's depths.</summary>
    public void TakeStock(RoutingState state)
    {
        Array.Clear(Held);
        double[] from = sums.Conduits.FromArea, to = sums.Conduits.ToArea;
        for (var i = 0; i < from.Length; i++)
        {
            var half = model.Length[i] * model.Barrels[i] / 2;
            Held[model.From[i]] += from[i] * half;
            Held[model.To[i]] += to[i] * half;
        }
        for (var n = 0; n < Held.Length; n++)
            if (model.Role[n] != NodeRole.Outfall) Held[n] = sums.Volumes.Standing(n, state.Depth[n], Held[n], state.FreeSurface[n]);
    }

    public static bool IsWidened(HydraulicModel model, RoutingOptions options, int node) => options.DrownedEndsWidenTanks && model.Role[node] == NodeRole.Storage;

    /// <summary>Takes stock at the end of a step.</summary>
    public void Follow(RoutingState state, double dt)
    {
        foreach (var n in _widened) _owed[n] = state.Booked[n] - Held[n] - sums.Returned[n] * dt;
        TakeStock(state);
        foreach (var n in _widened) state.Booked[n] = Held[n] + _owed[n];
    }

    /// <summary>Says how fast each node gets its difference back, from the next step on.</summary>
    public void Return(RoutingState state, double dt)
    {
        for (var n = 0; n < Held.Length; n++)
        {
            if (model.Role[n] == NodeRole.Outfall) continue;
            var rate = (state.Booked[n] - Held[n]) / Math.Max(dt, Within);
            if (rate < 0) rate = Math.Max(rate, -MostTaken * Math.Max(0, state.Depth[n]) * Math.Max(options.LeastSurface, sums.Volumes.IsFree(n, state.Depth[n]) ? sums.Surface[n] : 0) / dt);
            sums.Returned[n] = rate;
        }
    }

    /// <summary>Water that leaves at an end has passed the half of the pipe that belongs to it.</summary>
    public double Leaving(RoutingState state, int end, double arrived)
    {
        var left = arrived - (Held[end] - state.Booked[end]);
        state.Booked[end] = Held[end];
        return left;
    }
}
