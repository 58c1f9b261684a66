namespace DigitalTwin.Simulation.City.Streets;

internal enum StreetClass : byte { Riverside, Arterial, Collector, Local }

/// <summary>A straight line in plan between two nodes, with the nodes on it in order.</summary>
internal sealed class Street(int first, int last, StreetClass rank, bool runsNorth, int name)
{
    private readonly List<(double T, int Node)> _nodes = [(0, first), (1, last)];

    public StreetClass Rank => rank;
    public bool RunsNorth => runsNorth;
    public int Name => name;
    public IReadOnlyList<(double T, int Node)> Nodes => _nodes;

    /// <summary>The node nearest to <paramref name="t"/> if it is within <paramref name="tolerance"/>; −1 if none.</summary>
    public int Near(double t, double tolerance, out double at)
    {
        var best = -1;
        at = t;
        foreach (var (ownT, node) in _nodes)
        {
            if (Math.Abs(ownT - t) > tolerance) continue;
            (best, at, tolerance) = (node, ownT, Math.Abs(ownT - t));
        }
        return best;
    }

    public void Insert(double t, int node)
    {
        var index = _nodes.FindIndex(n => n.T > t);
        _nodes.Insert(index, (t, node));
    }
}
