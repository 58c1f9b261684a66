using DigitalTwin.Simulation.City.Plan;

namespace DigitalTwin.Simulation.City.Streets;

/// <summary>A stretch of street between two neighbouring crossings; <paramref name="Length"/> is on the ground, m.</summary>
internal readonly record struct StreetEdge(int A, int B, int Name, StreetClass Rank, bool RunsNorth, double Length)
{
    public int Other(int node) => node == A ? B : A;
}

/// <summary>Crossings in plan coordinates and the stretches between them, with the stretches at each crossing.</summary>
internal sealed class StreetGraph
{
    private readonly int[] _firstOf;
    private readonly int[] _edgesOf;

    public StreetGraph(CityFrame frame, Terrain terrain, IReadOnlyList<(double U, double V)> nodes, IReadOnlyList<StreetEdge> edges)
    {
        Frame = frame;
        Terrain = terrain;
        Nodes = nodes;
        Edges = edges;
        Ground = [.. nodes.Select(n => terrain.GroundAt(n.U, n.V))];
        (_firstOf, _edgesOf) = Index(nodes.Count, edges);
    }

    public CityFrame Frame { get; }
    public Terrain Terrain { get; }
    public IReadOnlyList<(double U, double V)> Nodes { get; }
    public IReadOnlyList<StreetEdge> Edges { get; }
    public double[] Ground { get; }

    public ReadOnlySpan<int> EdgesAt(int node) => _edgesOf.AsSpan(_firstOf[node], _firstOf[node + 1] - _firstOf[node]);

    public bool IsOnRiverside(int node)
    {
        foreach (var edge in EdgesAt(node))
            if (Edges[edge].Rank == StreetClass.Riverside) return true;
        return false;
    }

    /// <summary>The point a share of the way from one crossing to another along their street, in plan.</summary>
    public (double U, double V) Between(int from, int to, double share)
    {
        var (a, b) = (Nodes[from], Nodes[to]);
        return (a.U + (b.U - a.U) * share, a.V + (b.V - a.V) * share);
    }

    private static (int[] First, int[] Edges) Index(int nodeCount, IReadOnlyList<StreetEdge> edges)
    {
        var first = new int[nodeCount + 1];
        foreach (var e in edges)
        {
            first[e.A + 1]++;
            first[e.B + 1]++;
        }
        for (var i = 0; i < nodeCount; i++) first[i + 1] += first[i];
        var next = first.AsSpan(0, nodeCount).ToArray();
        var list = new int[2 * edges.Count];
        for (var i = 0; i < edges.Count; i++)
        {
            list[next[edges[i].A]++] = i;
            list[next[edges[i].B]++] = i;
        }
        return (first, list);
    }
}
