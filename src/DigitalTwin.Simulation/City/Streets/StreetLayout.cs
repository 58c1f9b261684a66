using DigitalTwin.Simulation.City.Plan;

namespace DigitalTwin.Simulation.City.Streets;

/// <summary>Lays out streets: arterials in an uneven grid on both banks, then each superblock is split into blocks, small at the centre and large outside.</summary>
internal sealed class StreetLayout
{
    private readonly CityOutline _outline;
    private readonly SeededRandom _random;
    private readonly List<(double U, double V)> _nodes = [];
    private readonly List<Street> _streets = [];
    private int _names;

    private StreetLayout(CityOutline outline, ulong seed) => (_outline, _random) = (outline, new SeededRandom(SeededRandom.Mix(seed ^ 0x5742)));

    public static StreetGraph Build(CityOutline outline, CityFrame frame, Terrain terrain, bool eastBank, ulong seed)
    {
        var layout = new StreetLayout(outline, seed);
        var rows = layout.Lines(-outline.MostV, outline.MostV);
        var rowNames = rows.Select(_ => layout._names++).ToArray();
        layout.LayBank(-1, rows, rowNames);
        if (eastBank) layout.LayBank(+1, rows, rowNames);
        return new StreetGraph(frame, terrain, layout._nodes, layout.EdgesInside(frame));
    }

    private double Superblock => Math.Clamp(0.36 * _outline.Radius, 240, 900);

    private double[] Lines(double from, double to)
    {
        var lines = new List<double> { from };
        while (lines[^1] < to) lines.Add(lines[^1] + Superblock * _random.Between(0.78, 1.22));
        return [.. lines];
    }

    private void LayBank(int side, double[] rows, int[] rowNames)
    {
        var columns = Lines(_outline.RiverCorridor, _outline.MostU);
        var columnNames = columns.Select(_ => _names++).ToArray();
        var corner = new int[columns.Length, rows.Length];
        for (var i = 0; i < columns.Length; i++)
            for (var j = 0; j < rows.Length; j++)
            {
                var sway = 0.09 * Superblock;
                corner[i, j] = Add(side * (columns[i] + (i == 0 ? 0 : _random.Between(-sway, sway))), rows[j] + _random.Between(-sway, sway));
            }
        var along = new Street[columns.Length, rows.Length];
        var across = new Street[columns.Length, rows.Length];
        for (var i = 0; i < columns.Length; i++)
            for (var j = 0; j < rows.Length; j++)
            {
                if (j + 1 < rows.Length) along[i, j] = Pave(corner[i, j], corner[i, j + 1], i == 0 ? StreetClass.Riverside : StreetClass.Arterial, true, columnNames[i]);
                if (i + 1 < columns.Length) across[i, j] = Pave(corner[i, j], corner[i + 1, j], StreetClass.Arterial, false, rowNames[j]);
            }
        for (var i = 0; i + 1 < columns.Length; i++)
            for (var j = 0; j + 1 < rows.Length; j++)
                Split(new Block(new(across[i, j], 0, 1), new(across[i, j + 1], 0, 1), new(along[i, j], 0, 1), new(along[i + 1, j], 0, 1)), 0);
    }

    private void Split(Block block, int depth)
    {
        Span<(double U, double V)> c = [PointAt(block.Bottom, 0), PointAt(block.Bottom, 1), PointAt(block.Top, 1), PointAt(block.Top, 0)];
        var (u, v) = ((c[0].U + c[1].U + c[2].U + c[3].U) / 4, (c[0].V + c[1].V + c[2].V + c[3].V) / 4);
        var reach = _outline.Reach(u, v);
        if (reach > 1.15) return;
        var isPark = depth >= 2 && _random.Chance(0.045);
        var side = BlockSide(reach) * _random.Between(0.8, 1.25);
        var area = Math.Abs((c[2].U - c[0].U) * (c[3].V - c[1].V) - (c[3].U - c[1].U) * (c[2].V - c[0].V)) / 2;
        if (isPark || area < 1.45 * side * side) return;
        var width = Distance(c[0], c[1]) + Distance(c[3], c[2]);
        var height = Distance(c[0], c[3]) + Distance(c[1], c[2]);
        var rank = depth < 2 ? StreetClass.Collector : StreetClass.Local;
        if (width * _random.Between(0.88, 1.14) > height) SplitAcrossWidth(block, depth, rank);
        else SplitAcrossHeight(block, depth, rank);
    }

    private void SplitAcrossWidth(Block block, int depth, StreetClass rank)
    {
        var (bottom, bottomT) = NodeOn(block.Bottom, _random.Between(0.38, 0.62));
        var (top, topT) = NodeOn(block.Top, _random.Between(0.38, 0.62));
        var side = new Side(Pave(bottom, top, rank, true, _names++), 0, 1);
        Split(new Block(block.Bottom with { End = bottomT }, block.Top with { End = topT }, block.Left, side), depth + 1);
        Split(new Block(block.Bottom with { Start = bottomT }, block.Top with { Start = topT }, side, block.Right), depth + 1);
    }

    private void SplitAcrossHeight(Block block, int depth, StreetClass rank)
    {
        var (left, leftT) = NodeOn(block.Left, _random.Between(0.38, 0.62));
        var (right, rightT) = NodeOn(block.Right, _random.Between(0.38, 0.62));
        var side = new Side(Pave(left, right, rank, false, _names++), 0, 1);
        Split(new Block(block.Bottom, side, block.Left with { End = leftT }, block.Right with { End = rightT }), depth + 1);
        Split(new Block(side, block.Top, block.Left with { Start = leftT }, block.Right with { Start = rightT }), depth + 1);
    }

    /// <summary>Typical side of a block, m: about 120 in the centre, 300 at the edge.</summary>
    public static double BlockSide(double reach) => 118 + 185 * Math.Clamp(reach * reach, 0, 1);

    /// <summary>Joins an existing crossing nearby, so that most crossings have four arms; otherwise makes a T.</summary>
    private (int Node, double T) NodeOn(Side side, double share)
    {
        var t = side.Start + (side.End - side.Start) * share;
        var near = side.Street.Near(t, 0.13 * Math.Abs(side.End - side.Start), out var at);
        if (near >= 0) return (near, at);
        var (u, v) = PointAt(side, share);
        var node = Add(u, v);
        side.Street.Insert(t, node);
        return (node, t);
    }

    private (double U, double V) PointAt(Side side, double share)
    {
        var t = side.Start + (side.End - side.Start) * share;
        var (a, b) = (_nodes[side.Street.Nodes[0].Node], _nodes[side.Street.Nodes[^1].Node]);
        return (a.U + (b.U - a.U) * t, a.V + (b.V - a.V) * t);
    }

    private List<StreetEdge> EdgesInside(CityFrame frame)
    {
        var ground = _nodes.Select(n => frame.ToGround(n.U, n.V)).ToArray();
        var edges = new List<StreetEdge>();
        foreach (var street in _streets)
            for (var i = 0; i + 1 < street.Nodes.Count; i++)
            {
                var (a, b) = (street.Nodes[i].Node, street.Nodes[i + 1].Node);
                var (p, q) = (_nodes[a], _nodes[b]);
                if (_outline.Reach((p.U + q.U) / 2, (p.V + q.V) / 2) > 1) continue;
                edges.Add(new StreetEdge(a, b, street.Name, street.Rank, street.RunsNorth, Distance(ground[a], ground[b])));
            }
        return edges;
    }

    private int Add(double u, double v)
    {
        _nodes.Add((u, v));
        return _nodes.Count - 1;
    }

    private Street Pave(int from, int to, StreetClass rank, bool runsNorth, int name)
    {
        var street = new Street(from, to, rank, runsNorth, name);
        _streets.Add(street);
        return street;
    }

    private static double Distance((double X, double Y) a, (double X, double Y) b) => Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y));

    /// <summary>The part of a street that bounds a block.</summary>
    private readonly record struct Side(Street Street, double Start, double End);

    /// <summary>Bottom and top run away from the river, left and right run north.</summary>
    private readonly record struct Block(Side Bottom, Side Top, Side Left, Side Right);
}
