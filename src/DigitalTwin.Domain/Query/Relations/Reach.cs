using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Domain.Query.Relations;

/// <summary>All that lies upstream or downstream of an element by the links' design direction, itself left out: nearest first along the pipes.</summary>
internal static class Reach
{
    /// <param name="within">Metres along the pipes to where an element begins; null for no bound.</param>
    public static List<NetworkElement> Of(CompiledNetwork network, NetworkElement start, bool upstream, double? within)
    {
        var found = new List<NetworkElement>();
        var seen = new HashSet<NetworkElement> { start };
        var open = new PriorityQueue<NetworkElement, double>();
        open.Enqueue(start, 0);
        while (open.TryDequeue(out var element, out var metres))
        {
            if (element != start) found.Add(element);
            // A pipe has a length and a node has none.
            var beyond = metres + (element.IsLink ? network.Links.Length[element.Index] : 0);
            if (within is { } bound && beyond > bound) continue;
            foreach (var next in upstream ? network.Above(element) : network.Below(element))
                if (seen.Add(next)) open.Enqueue(next, beyond);
        }
        return found;
    }
}
