using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Domain.Risk.Causes;

/// <summary>Manholes at which a sample divides the candidates best.</summary>
internal static class NextSamples
{
    private const int Most = 5;

    /// <summary>Sums the candidates' probability downstream along the main way, and takes the manholes with nearest to a half above them, none straight above another.</summary>
    public static IReadOnlyList<NextSample> Of(CompiledNetwork network, Dictionary<int, double> weights, IReadOnlyList<Sighting> sightings)
    {
        var seen = sightings.Select(s => network.NodeOf(s.Place)).ToHashSet();
        var above = new SortedDictionary<int, double>();
        foreach (var (node, weight) in weights) above[node] = weight;
        var places = new List<NextSample>();
        while (above.Count > 0)
        {
            var (node, share) = above.First(); // In topological order all that lies above is in.
            above.Remove(node);
            if (network.Nodes.Kind[node] == AssetKind.Manhole && !seen.Contains(node) && share is > 0.02 and < 0.98) places.Add(new NextSample(NetworkElement.Node(node), share));
            if (seen.Contains(node) || network.Nodes.MainLink[node] is not (>= 0 and var main)) continue;
            var below = network.Links.To[main];
            above[below] = above.GetValueOrDefault(below) + share;
        }
        var chosen = new List<NextSample>();
        // Along one pipe run the share is the same; the lowest manhole of it stands for all.
        foreach (var place in places.OrderBy(p => Math.Abs(p.Share - 0.5)).ThenByDescending(p => p.Place.Index))
            if (chosen.Count < Most && !chosen.Any(c => Math.Abs(c.Share - place.Share) < 0.01)) chosen.Add(place);
        return chosen;
    }
}
