using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Simulation.City.Draft;
using DigitalTwin.Simulation.City.Sewers;

namespace DigitalTwin.Simulation.City.River;

/// <summary>Threads the river from north to south through every outfall, with a node of its own where none is for long.</summary>
internal static class RiverBuilder
{
    private const double LongestSection = 1000;
    private const double VertexSpacing = 45;

    public static void Build(CityDraft draft)
    {
        var outfalls = Enumerable.Range(0, draft.Nodes.Count).Where(i => draft.Nodes[i].Kind == AssetKind.Outfall)
            .OrderByDescending(i => draft.Nodes[i].V).ToList();
        var beyond = 0.2 * Math.Min(draft.Outline.Radius, 3000);
        var top = draft.Nodes.Max(n => n.V) + beyond;
        var bottom = draft.Nodes.Min(n => n.V) - beyond;
        var here = AddNode(draft, top);
        foreach (var stop in outfalls)
        {
            here = Flow(draft, here, draft.Nodes[stop].V);
            here = Join(draft, here, stop);
        }
        here = Flow(draft, here, bottom + 1);
        Join(draft, here, AddNode(draft, bottom));
    }

    /// <summary>Puts nodes of its own into a long way down to <paramref name="v"/>.</summary>
    private static int Flow(CityDraft draft, int from, double v)
    {
        var sections = (int)Math.Ceiling((draft.Nodes[from].V - v) / LongestSection);
        var start = draft.Nodes[from].V;
        for (var i = 1; i < sections; i++) from = Join(draft, from, AddNode(draft, start + (v - start) * i / sections));
        return from;
    }

    private static int AddNode(CityDraft draft, double v)
    {
        var node = draft.AddNode(AssetKind.RiverNode, "RN", 0, v);
        draft.Nodes[node].Ground = draft.Terrain.BedAt(v);
        draft.Nodes[node].Invert = draft.Terrain.BedAt(v);
        return node;
    }

    private static int Join(CityDraft draft, int from, int to)
    {
        var section = draft.Links[draft.AddLink(AssetKind.RiverSection, "RS", from, to, PipeClass.River, Conveyance.Gravity)];
        var (a, b) = (draft.Nodes[from], draft.Nodes[to]);
        var steps = Math.Max(1, (int)((a.V - b.V) / VertexSpacing));
        var vertices = new List<Position>();
        var (x, y, length) = (a.X, a.Y, 0.0);
        for (var i = 1; i <= steps; i++)
        {
            var (nx, ny) = i == steps ? (b.X, b.Y) : draft.Frame.ToGround(0, a.V + (b.V - a.V) * i / steps);
            length += Math.Sqrt((nx - x) * (nx - x) + (ny - y) * (ny - y));
            (x, y) = (nx, ny);
            if (i < steps) vertices.Add(Plan.CityFrame.ToPosition(nx, ny));
        }
        (section.Vertices, section.Length) = (vertices, Math.Round(Math.Max(1, length), 1));
        return to;
    }
}
