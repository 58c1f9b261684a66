using DigitalTwin.Simulation.City.Sewers;
using DigitalTwin.Simulation.City.Streets;

namespace DigitalTwin.Simulation.City.Storm;

/// <summary>Which streets of the separate system have a storm sewer: those that drain the most land, down to the river.</summary>
internal sealed class StormPlan
{
    private const double ShareOfSewerLength = 0.15;

    public StormPlan(StreetGraph streets, SewerPlan sewers)
    {
        var roots = Enumerable.Range(0, streets.Nodes.Count).Where(n => IsRiverEnd(streets, sewers, n));
        Tree = StreetTree.Grow(streets, roots, (from, to, e) => e.Length * (e.Rank == StreetClass.Arterial ? 0.6 : e.Rank == StreetClass.Riverside ? 1.6 : 1)
            + 130 * Math.Max(0, streets.Ground[to] - streets.Ground[from] + 0.001 * e.Length));
        Area = OwnLand(streets, sewers);
        IsLaid = Choose(streets, sewers.Tree.NextEdge.Where(e => e >= 0).Sum(e => streets.Edges[e].Length) * ShareOfSewerLength);
    }

    public StreetTree Tree { get; }
    /// <summary>Land that drains to each crossing's own manhole, m²; that of streets without a storm sewer is passed down to the first that has one.</summary>
    public double[] Area { get; }
    /// <summary>Whether a storm sewer leaves the crossing.</summary>
    public bool[] IsLaid { get; }

    /// <summary>Where an arterial meets the river, away from the combined sewers.</summary>
    private static bool IsRiverEnd(StreetGraph streets, SewerPlan sewers, int node)
    {
        if (sewers.Tree.Root[node] < 0 || sewers.Roots.Contains(node) || !streets.IsOnRiverside(node)) return false;
        var hasArterial = false;
        foreach (var e in streets.EdgesAt(node))
        {
            var other = streets.Edges[e].Other(node);
            if (sewers.IsCombined[other]) return false;
            hasArterial |= streets.Edges[e].Rank == StreetClass.Arterial;
        }
        return hasArterial;
    }

    private static double[] OwnLand(StreetGraph streets, SewerPlan sewers)
    {
        var area = new double[streets.Nodes.Count];
        foreach (var edge in streets.Edges)
            foreach (var end in new[] { edge.A, edge.B })
                if (!sewers.IsCombined[end]) area[end] += edge.Length / 2 * sewers.AreaPerMetre(streets.Nodes[end].U, streets.Nodes[end].V);
        return area;
    }

    private bool[] Choose(StreetGraph streets, double length)
    {
        var through = Area.ToArray();
        for (var k = Tree.Order.Count - 1; k >= 0; k--)
            if (Tree.Next[Tree.Order[k]] is >= 0 and var next) through[next] += through[Tree.Order[k]];
        var laid = new bool[Area.Length];
        foreach (var i in Tree.Order.Where(i => Tree.Next[i] >= 0).OrderByDescending(i => through[i]).ThenBy(i => i))
        {
            if (length <= 0 || Tree.Next[Tree.Next[i]] >= 0 && !laid[Tree.Next[i]]) continue;
            laid[i] = true;
            length -= streets.Edges[Tree.NextEdge[i]].Length;
        }
        for (var k = Tree.Order.Count - 1; k >= 0; k--)
        {
            var i = Tree.Order[k];
            if (laid[i] || Tree.Next[i] < 0) continue;
            Area[Tree.Next[i]] += Area[i];
            Area[i] = 0;
        }
        return laid;
    }
}
