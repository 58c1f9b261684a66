using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Simulation.Sensors;

/// <summary>Manholes with a level gauge above each pump station, up the largest sewer, so that a trip is seen to back up.</summary>
internal static class LevelPosts
{
    private static readonly int[] ManholesAbove = [1, 2, 4, 7, 11, 16];

    /// <param name="main">The link by which water leaves each node; −1 for none.</param>
    public static HashSet<int> AbovePumps(Network network, int[] main)
    {
        var largest = new int[network.Nodes.Count];
        Array.Fill(largest, -1);
        for (var i = 0; i < main.Length; i++)
        {
            if (main[i] < 0 || network.Links[main[i]] is not { Kind: AssetKind.PipeSegment, IsPressurised: false } pipe || network.Nodes[i].Kind != AssetKind.Manhole) continue;
            if (largest[pipe.To] < 0 || pipe.DesignFlow > network.Links[main[largest[pipe.To]]].DesignFlow) largest[pipe.To] = i;
        }
        var posts = new HashSet<int>();
        foreach (var station in network.Links.Where(l => l.Kind == AssetKind.PumpStation))
        {
            var node = station.From;
            for (var hop = 1; hop <= ManholesAbove[^1] && largest[node] >= 0; hop++)
            {
                node = largest[node];
                if (Array.BinarySearch(ManholesAbove, hop) >= 0) posts.Add(node);
            }
        }
        return posts;
    }
}
