using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Import;

namespace DigitalTwin.Gis.Swmm;

/// <summary>
/// SWMM does not say what a pipe carries. A tag that names it decides; else what can reach the link with the flow:
/// dry-weather flow and runoff make it combined, dry-weather flow alone a sewer, runoff alone a storm drain, neither unknown.
/// </summary>
internal static class PipeClasses
{
    public static void Guess(NetworkDraft draft)
    {
        var outgoing = draft.Links.ToLookup(l => l.From);
        var sewage = Reached(draft.Nodes.Where(n => n.DryWeatherInflow > 0), outgoing);
        var runoff = Reached(draft.Subcatchments.Select(s => draft.FindNode(s.Outlet)).OfType<NodeDraft>(), outgoing);
        foreach (var link in draft.Links)
            link.Class = PipeClassWords.Read(link.Attributes.GetValueOrDefault("Tag")) ?? (sewage.Contains(link.From), runoff.Contains(link.From)) switch
            {
                (true, true) => PipeClass.Combined,
                (true, false) => PipeClass.Sewer,
                (false, true) => PipeClass.Storm,
                _ => PipeClass.Unknown,
            };
    }

    private static HashSet<NodeDraft> Reached(IEnumerable<NodeDraft> sources, ILookup<NodeDraft, LinkDraft> outgoing)
    {
        var reached = new HashSet<NodeDraft>();
        var open = new Stack<NodeDraft>(sources);
        while (open.TryPop(out var node))
            if (reached.Add(node))
                foreach (var link in outgoing[node]) open.Push(link.To);
        return reached;
    }
}
