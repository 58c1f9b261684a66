using DigitalTwin.Simulation.City.Streets;

namespace DigitalTwin.Simulation.City.Sewers;

/// <summary>The cheapest way from every crossing to its nearest root, by a cost per stretch that depends on direction.</summary>
internal sealed class StreetTree
{
    private StreetTree(int count)
    {
        Next = new int[count];
        NextEdge = new int[count];
        Root = new int[count];
        Array.Fill(Next, -1);
        Array.Fill(NextEdge, -1);
        Array.Fill(Root, -1);
    }

    /// <summary>−1 at roots and where no root is reached.</summary>
    public int[] Next { get; }
    public int[] NextEdge { get; }
    /// <summary>−1 where no root is reached.</summary>
    public int[] Root { get; }
    /// <summary>Reached crossings, each after its next one.</summary>
    public List<int> Order { get; } = [];

    public static StreetTree Grow(StreetGraph streets, IEnumerable<int> roots, Func<int, int, StreetEdge, double> cost)
    {
        var tree = new StreetTree(streets.Nodes.Count);
        var best = new double[streets.Nodes.Count];
        Array.Fill(best, double.PositiveInfinity);
        var queue = new PriorityQueue<int, (double, int)>();
        foreach (var root in roots)
        {
            best[root] = 0;
            tree.Root[root] = root;
            queue.Enqueue(root, (0, root));
        }
        var settled = new bool[streets.Nodes.Count];
        while (queue.TryDequeue(out var to, out _))
        {
            if (settled[to]) continue;
            settled[to] = true;
            tree.Order.Add(to);
            foreach (var e in streets.EdgesAt(to))
            {
                var edge = streets.Edges[e];
                var from = edge.Other(to);
                var total = best[to] + cost(from, to, edge);
                if (!(total < best[from])) continue;
                (best[from], tree.Next[from], tree.NextEdge[from], tree.Root[from]) = (total, to, e, tree.Root[to]);
                queue.Enqueue(from, (total, from));
            }
        }
        return tree;
    }
}
