using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Simulation.City.Plan;
using DigitalTwin.Simulation.City.Sewers;

namespace DigitalTwin.Simulation.City.Draft;

/// <summary>The city under construction: adds nodes and links and gives them local ids by kind.</summary>
internal sealed class CityDraft(CityFrame frame, Terrain terrain, CityOutline outline)
{
    private readonly Dictionary<string, int> _numbers = [];

    public List<DraftNode> Nodes { get; } = [];
    public List<DraftLink> Links { get; } = [];
    public CityFrame Frame => frame;
    public Terrain Terrain => terrain;
    public CityOutline Outline => outline;

    /// <param name="prefix">The local id is this and a running number of its own: <c>MH-00012</c>.</param>
    public int AddNode(AssetKind kind, string prefix, double u, double v)
    {
        var (x, y) = frame.ToGround(u, v);
        Nodes.Add(new DraftNode { Kind = kind, LocalId = NextId(prefix), U = u, V = v, X = x, Y = y, Ground = terrain.GroundAt(u, v) });
        return Nodes.Count - 1;
    }

    public int AddManhole(double u, double v) => AddNode(AssetKind.Manhole, "MH", u, v);

    /// <summary>Adds a pipe whose length is that on the ground; it becomes the way out of <paramref name="from"/>.</summary>
    public int AddPipe(int from, int to, PipeClass use, Conveyance way = Conveyance.Gravity) =>
        AddLink(AssetKind.PipeSegment, "P", from, to, use, way, Math.Max(1, Distance(from, to)));

    /// <summary>Adds a link that is the main way out of <paramref name="from"/>, unless it only spills.</summary>
    public int AddLink(AssetKind kind, string prefix, int from, int to, PipeClass use, Conveyance way, double length = 0)
    {
        Links.Add(new DraftLink { Kind = kind, LocalId = NextId(prefix), From = from, To = to, Class = use, Way = way, Length = Math.Round(length, 1) });
        if (kind is not (AssetKind.Weir or AssetKind.Outlet) && Nodes[from].Main < 0) Nodes[from].Main = Links.Count - 1;
        return Links.Count - 1;
    }

    public double Distance(int a, int b)
    {
        var (dx, dy) = (Nodes[a].X - Nodes[b].X, Nodes[a].Y - Nodes[b].Y);
        return Math.Sqrt(dx * dx + dy * dy);
    }

    private string NextId(string prefix)
    {
        var number = _numbers[prefix] = _numbers.GetValueOrDefault(prefix) + 1;
        return prefix is "MH" or "P" or "RJ" ? $"{prefix}-{number:D5}" : $"{prefix}-{number}";
    }
}
