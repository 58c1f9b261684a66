using DigitalTwin.Simulation.City.Sewers;
using DigitalTwin.Simulation.City.Streets;

namespace DigitalTwin.Simulation.City.Reclaimed;

/// <summary>The reclaimed mains of one plant: a ring along large streets of its sewershed, and branches to the crossings where users are.</summary>
internal sealed class ReclaimedPlan
{
    private readonly StreetGraph _streets;
    private readonly HashSet<int> _edges = [];
    private readonly HashSet<int> _ring = [];

    public ReclaimedPlan(StreetGraph streets, SewerPlan sewers, int root, int intakes)
    {
        (_streets, Root) = (streets, root);
        var shed = sewers.Tree.Order.Where(n => sewers.Tree.Root[n] == root).ToHashSet();
        LayRing(shed);
        foreach (var edge in _edges) _ring.UnionWith([streets.Edges[edge].A, streets.Edges[edge].B]);
        Intakes = ChooseIntakes(shed, intakes);
        LayBranches(shed);
        Orient(shed);
    }

    /// <summary>The crossing at which the plant's main reaches the streets.</summary>
    public int Root { get; }
    public IReadOnlyList<int> Intakes { get; }
    /// <summary>Stretches with a main, and the end that water enters by design, nearest the plant first.</summary>
    public List<(int Edge, int From)> Mains { get; } = [];
    public bool IsRing(int crossing) => _ring.Contains(crossing);

    private void LayRing(HashSet<int> shed)
    {
        var root = _streets.Nodes[Root];
        var tall = shed.Max(n => _streets.Nodes[n].V) - root.V;
        var wide = shed.Max(n => Math.Abs(_streets.Nodes[n].U)) - Math.Abs(root.U);
        var bank = Math.Sign(root.U);
        int Corner(double across, double along) => shed.Where(n => IsLarge(n)).DefaultIfEmpty(Root)
            .MinBy(n => Math.Abs(_streets.Nodes[n].U - root.U - bank * across * wide) + Math.Abs(_streets.Nodes[n].V - root.V - along * tall));
        int[] corners = [Root, Corner(0.06, 0.66), Corner(0.5, 0.6), Corner(0.46, 0.14), Root];
        for (var i = 0; i + 1 < corners.Length; i++)
        {
            var tree = Grow([corners[i + 1]], shed);
            for (var n = corners[i]; tree.Next[n] >= 0; n = tree.Next[n]) _edges.Add(tree.NextEdge[n]);
        }
    }

    private bool IsLarge(int node)
    {
        foreach (var e in _streets.EdgesAt(node))
            if (_streets.Edges[e].Rank is StreetClass.Arterial) return true;
        return false;
    }

    /// <summary>Ways to the roots that keep to large streets and to mains that are already there but, for the ring, not twice along the same one.</summary>
    private StreetTree Grow(IEnumerable<int> roots, HashSet<int> shed, bool again = false) => StreetTree.Grow(_streets, roots, (from, _, e) =>
    {
        if (!shed.Contains(from)) return double.PositiveInfinity;
        var rank = e.Rank switch { StreetClass.Arterial => 0.55, StreetClass.Riverside => 0.75, StreetClass.Collector => 0.9, _ => 1.4 };
        var used = !again && (_ring.Count > 0 || _edges.Count > 0) && EdgeIsUsed(e) ? 5 : 1;
        return e.Length * rank * used;
    });

    private bool EdgeIsUsed(StreetEdge edge)
    {
        foreach (var e in _streets.EdgesAt(edge.A))
            if (_edges.Contains(e) && _streets.Edges[e] == edge) return true;
        return false;
    }

    /// <summary>Crossings far from each other and not too far from the ring.</summary>
    private int[] ChooseIntakes(HashSet<int> shed, int count)
    {
        var reach = Grow(_ring, shed, again: true);
        var candidates = shed.Where(n => n != Root && HopsToRing(reach, n) <= 5).Order().ToArray();
        var chosen = new List<int>();
        var distance = candidates.Select(n => Square(n, Root)).ToArray();
        while (chosen.Count < count && chosen.Count < candidates.Length)
        {
            var far = Array.IndexOf(distance, distance.Max());
            chosen.Add(candidates[far]);
            for (var i = 0; i < candidates.Length; i++) distance[i] = Math.Min(distance[i], Square(candidates[i], candidates[far]));
        }
        return [.. chosen];
    }

    private static int HopsToRing(StreetTree reach, int node)
    {
        var hops = 0;
        for (; reach.Next[node] >= 0; node = reach.Next[node]) hops++;
        return hops;
    }

    private void LayBranches(HashSet<int> shed)
    {
        var reach = Grow(_ring, shed, again: true);
        foreach (var intake in Intakes)
            for (var n = intake; reach.Next[n] >= 0; n = reach.Next[n]) _edges.Add(reach.NextEdge[n]);
    }

    private void Orient(HashSet<int> shed)
    {
        var away = StreetTree.Grow(_streets, [Root], (from, to, e) => shed.Contains(from) && EdgeIsUsed(e) ? e.Length : double.PositiveInfinity);
        var place = new Dictionary<int, int>();
        foreach (var n in away.Order) place[n] = place.Count;
        Mains.AddRange(_edges.Select(e => (e, From: place[_streets.Edges[e].A] < place[_streets.Edges[e].B] ? _streets.Edges[e].A : _streets.Edges[e].B))
            .OrderBy(m => place[m.From]).ThenBy(m => m.e));
    }

    private double Square(int a, int b)
    {
        var (p, q) = (_streets.Nodes[a], _streets.Nodes[b]);
        return (p.U - q.U) * (p.U - q.U) + (p.V - q.V) * (p.V - q.V);
    }
}
