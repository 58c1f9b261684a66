using DigitalTwin.Simulation.City.Plan;
using DigitalTwin.Simulation.City.Streets;

namespace DigitalTwin.Simulation.City.Sewers;

/// <summary>Which street drains where: the sewer forest over crossings, the combined old town, overflow chambers and pump stations.</summary>
internal sealed class SewerPlan
{
    private const double LitresPerPersonDay = 130;
    private const double LeastLiftedFlow = 0.0018;
    private readonly CityOutline _outline;
    private readonly SeededRandom _random;

    public SewerPlan(StreetGraph streets, CityOutline outline, CityScale scale, ulong seed)
    {
        (Streets, _outline, _random) = (streets, outline, new SeededRandom(SeededRandom.Mix(seed ^ 0x5E3E)));
        Roots = PlantRoots(scale);
        Tree = StreetTree.Grow(streets, Roots, Cost);
        Heads = HeadStretches();
        IsChamber = new bool[streets.Nodes.Count];
        IsCombined = new bool[streets.Nodes.Count];
        MarkCombined(scale.Overflows);
        HasPumps = new bool[streets.Nodes.Count];
        PlacePumps(scale.PumpStations);
    }

    public StreetGraph Streets { get; }
    public StreetTree Tree { get; }
    /// <summary>The riverside crossing above each treatment plant.</summary>
    public IReadOnlyList<int> Roots { get; }
    /// <summary>Stretches that the forest does not use: a sewer starts in each near its upper end and runs to its lower one.</summary>
    public IReadOnlyList<(int Edge, int To)> Heads { get; }
    /// <summary>Whether rain of the land round this crossing drains to its sewer.</summary>
    public bool[] IsCombined { get; }
    /// <summary>Whether the stretch that leaves this crossing ends in an overflow chamber at the river.</summary>
    public bool[] IsChamber { get; }
    public bool[] HasPumps { get; }

    public double DryFlowPerMetre(double u, double v) =>
        (1.75 - 1.15 * Math.Clamp(_outline.Reach(u, v), 0, 1)) * LitresPerPersonDay / 1000 / 86_400;

    public double AreaPerMetre(double u, double v) => StreetLayout.BlockSide(_outline.Reach(u, v)) / 2;

    private int[] PlantRoots(CityScale scale)
    {
        var roots = new List<int>();
        foreach (var side in scale.HasEastBank ? new[] { -1, 1 } : [-1])
        {
            var bank = Enumerable.Range(0, Streets.Nodes.Count)
                .Where(n => Streets.Nodes[n].U * side > 0 && Streets.IsOnRiverside(n)).OrderBy(n => Streets.Nodes[n].V).ToArray();
            for (var k = 0; k < scale.PlantsPerBank; k++) roots.Add(bank[k * bank.Length / scale.PlantsPerBank]);
        }
        return [.. roots];
    }

    private double Cost(int from, int to, StreetEdge edge)
    {
        var rank = edge.Rank switch { StreetClass.Riverside => 0.4, StreetClass.Arterial => 0.62, StreetClass.Collector => 0.85, _ => 1.0 };
        return edge.Length * rank + 110 * Math.Max(0, Streets.Ground[to] - Streets.Ground[from] + 0.001 * edge.Length);
    }

    private List<(int, int)> HeadStretches()
    {
        var used = new bool[Streets.Edges.Count];
        foreach (var edge in Tree.NextEdge)
            if (edge >= 0) used[edge] = true;
        var heads = new List<(int, int)>();
        for (var i = 0; i < used.Length; i++)
        {
            var edge = Streets.Edges[i];
            if (used[i] || Tree.Root[edge.A] < 0 || Tree.Root[edge.B] < 0 || _random.Chance(0.12)) continue;
            heads.Add((i, Streets.Ground[edge.A] < Streets.Ground[edge.B] ? edge.A : edge.B));
        }
        return heads;
    }

    /// <summary>The old town lies west of the river around the city's centre; its largest collectors are combined sewers with an overflow each.</summary>
    private void MarkCombined(int overflows)
    {
        var oldTown = new bool[Streets.Nodes.Count];
        var (cu, cv) = _outline.At(Math.PI, 0.24);
        for (var i = 0; i < oldTown.Length; i++)
        {
            var (du, dv) = (Streets.Nodes[i].U - cu, Streets.Nodes[i].V - cv - 0.1 * _outline.Radius);
            oldTown[i] = Streets.Nodes[i].U < 0 && du * du + 0.8 * dv * dv < 0.19 * _outline.Radius * _outline.Radius;
        }
        var size = new int[oldTown.Length];
        for (var k = Tree.Order.Count - 1; k >= 0; k--)
        {
            var i = Tree.Order[k];
            if (oldTown[i]) size[i]++;
            if (Tree.Next[i] >= 0) size[Tree.Next[i]] += size[i];
        }
        var joins = Tree.Order.Where(i => oldTown[i] && Tree.Next[i] >= 0 && !Streets.IsOnRiverside(i) && Streets.IsOnRiverside(Tree.Next[i]));
        foreach (var join in joins.OrderByDescending(i => size[i]).ThenBy(i => i).Take(overflows)) IsChamber[join] = true;
        var drainsToChamber = new bool[oldTown.Length];
        foreach (var i in Tree.Order)
        {
            drainsToChamber[i] = IsChamber[i] || Tree.Next[i] >= 0 && drainsToChamber[Tree.Next[i]];
            IsCombined[i] = drainsToChamber[i] && oldTown[i];
        }
    }

    private void PlacePumps(int wanted)
    {
        var tree = CrossingTree();
        tree.Compute();
        var eligible = new bool[Streets.Nodes.Count];
        foreach (var i in Tree.Order)
            eligible[i] = Tree.Next[i] >= 0 && !IsChamber[i] && !tree.CarriesRain[i] && tree.MeanFlow[i] > LeastLiftedFlow && tree.Length[i] > 70;
        var (shallow, deep) = (1.7, 40.0);
        for (var round = 0; round < 26; round++)
        {
            var middle = (shallow + deep) / 2;
            if (tree.LayWithLifts(middle, eligible) >= wanted) shallow = middle;
            else deep = middle;
        }
        // Where one step of depth brings several stations, those of the smallest flow go.
        for (var tries = 0; tries < 20; tries++)
        {
            var excess = tree.LayWithLifts(shallow, eligible) - wanted;
            if (excess <= 0) break;
            foreach (var i in Lifted(tree).OrderBy(i => tree.MeanFlow[i]).Take(excess).ToArray()) eligible[i] = false;
        }
        foreach (var i in Lifted(tree)) HasPumps[i] = true;
    }

    private static IEnumerable<int> Lifted(SewerTree tree) => Enumerable.Range(0, tree.Way.Length).Where(i => tree.Way[i] == Conveyance.Pressure);

    private SewerTree CrossingTree()
    {
        var tree = new SewerTree(Streets.Nodes.Count, DesignTable.Default);
        Streets.Ground.CopyTo(tree.Ground, 0);
        Array.Fill(tree.Way, Conveyance.End);
        foreach (var i in Tree.Order)
        {
            var (u, v) = Streets.Nodes[i];
            if (Tree.Next[i] is not (>= 0 and var next)) continue;
            tree.Next[i] = next;
            tree.Way[i] = IsChamber[i] ? Conveyance.Throttle : Conveyance.Gravity;
            tree.Length[i] = Streets.Edges[Tree.NextEdge[i]].Length;
            AddLand(tree, i, tree.Length[i], u, v);
        }
        foreach (var (edge, to) in Heads) AddLand(tree, to, Streets.Edges[edge].Length, Streets.Nodes[to].U, Streets.Nodes[to].V);
        return tree;
    }

    private void AddLand(SewerTree tree, int node, double length, double u, double v)
    {
        tree.DryFlow[node] += length * DryFlowPerMetre(u, v);
        if (IsCombined[node]) tree.RainArea[node] += length * AreaPerMetre(u, v);
    }
}
