using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Simulation.City.Facilities;

namespace DigitalTwin.Simulation.Sensors;

/// <summary>Manholes with analysers: below every works, at growing distances down to its plant, so that a release is seen to travel.</summary>
internal static class QualityPosts
{
    private static readonly int[] ManholesBelow = [1, 5, 12, 22, 36, 54, 76];

    public static readonly Quantity[] Quantities = [Quantity.Cod, Quantity.AmmoniaNitrogen, Quantity.Conductivity];

    /// <param name="main">The link by which water leaves each node; −1 for none.</param>
    public static HashSet<int> Below(Network network, int[] main)
    {
        var posts = new HashSet<int>();
        for (var i = 0; i < network.Nodes.Count; i++)
        {
            if (network.Nodes[i].Kind != AssetKind.Drainer || DrainerKind.Find(network.Nodes[i].Attributes["industry"]) is not { IsIndustrial: true }) continue;
            var node = i;
            for (var hop = 1; hop <= ManholesBelow[^1] && main[node] >= 0; hop++)
            {
                node = network.Links[main[node]].To;
                if (network.Nodes[node].Kind != AssetKind.Manhole) break;
                var isGravity = main[node] >= 0 && network.Links[main[node]] is { Kind: AssetKind.PipeSegment, IsPressurised: false } pipe && network.Nodes[pipe.To].Kind == AssetKind.Manhole;
                if (isGravity && Array.BinarySearch(ManholesBelow, hop) >= 0) posts.Add(node);
            }
        }
        return posts;
    }
}
