using DigitalTwin.Domain.Networks;
using DigitalTwin.Simulation.City.Sewers;
using DigitalTwin.Simulation.City.Streets;

namespace DigitalTwin.Simulation.City.Draft;

/// <summary>Lays a line of pipes along a stretch of street, with a manhole every so often.</summary>
internal sealed class RunLayer(CityDraft draft, double spacing)
{
    public double Spacing => spacing;

    /// <summary>How many pipes a run of a length (m) takes.</summary>
    public static int PipesFor(double length, double spacing) => Math.Max(1, (int)Math.Round(length / spacing));

    /// <summary>Lays pipes between two nodes that exist; returns the last manhole before <paramref name="to"/> (<paramref name="from"/> itself if there is none between).</summary>
    /// <param name="each">Called for every manhole that is put in.</param>
    public int Lay(int from, int to, StreetEdge street, double length, PipeClass use, Conveyance way, string prefix = "MH", Action<DraftNode>? each = null)
    {
        var (a, b) = (draft.Nodes[from], draft.Nodes[to]);
        var pipes = PipesFor(length, spacing);
        var last = from;
        for (var i = 1; i <= pipes; i++)
        {
            var share = (double)i / pipes;
            var next = i == pipes ? to : draft.AddNode(Domain.Assets.AssetKind.Manhole, prefix, a.U + (b.U - a.U) * share, a.V + (b.V - a.V) * share);
            if (i < pipes)
            {
                (draft.Nodes[next].Street, draft.Nodes[next].StreetRunsNorth) = (street.Name, street.RunsNorth);
                each?.Invoke(draft.Nodes[next]);
            }
            var link = draft.Links[draft.AddPipe(last, next, use, way)];
            link.Street = street.Name;
            link.Chainage = Math.Abs(street.RunsNorth ? draft.Outline.MostV - draft.Nodes[last].V : draft.Nodes[last].U);
            if (i < pipes) last = next;
        }
        return last;
    }
}
