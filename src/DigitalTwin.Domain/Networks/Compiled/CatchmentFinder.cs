using System.Collections.Immutable;
using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>Divides a network at the nodes that end a system: plants, outfalls, and sinks.</summary>
/// <remarks>The main path decides where water can go two ways. A link belongs with the node it leads to, so what leaves a border is in the next catchment.</remarks>
internal sealed class CatchmentFinder
{
    public ImmutableArray<Catchment> Catchments { get; }
    public int[] NodeCatchment { get; }
    public int[] LinkCatchment { get; }

    public CatchmentFinder(Network network, int[] order, AssetKind[] kinds, int[] linkOrder, int[] downStart, int[] to, int[] mainLink)
    {
        var count = kinds.Length;
        var border = new int[count];
        for (var node = count - 1; node >= 0; node--)
            border[node] = NetworkCompiler.EndsCatchment(kinds[node]) || mainLink[node] < 0 ? node : border[to[mainLink[node]]];

        // What a reclaimed plant supplies ends in many intakes; it is one catchment, named by the plant.
        var supplier = new int[count];
        Array.Fill(supplier, -1);
        for (var node = 0; node < count; node++)
        {
            var source = kinds[node] == AssetKind.ReclaimedPlant ? node : supplier[node];
            if (source < 0) continue;
            for (var l = downStart[node]; l < downStart[node + 1]; l++)
            {
                var end = border[to[l]];
                if (to[l] > node && !NetworkCompiler.EndsCatchment(kinds[end]) && kinds[to[l]] != AssetKind.RiverNode
                    && network.Links[linkOrder[l]].Kind != AssetKind.RiverSection) supplier[to[l]] = source;
            }
        }

        var all = ImmutableArray.CreateBuilder<Catchment>();
        var own = new Dictionary<int, Catchment>();
        var supplied = new Dictionary<int, Catchment>();
        NodeCatchment = new int[count];
        for (var node = 0; node < count; node++)
        {
            var catchment = supplier[node] >= 0 ? Of(supplied, supplier[node], "/out") : Of(own, border[node], "");
            catchment.NodeCount++;
            NodeCatchment[node] = catchment.Index;
        }
        LinkCatchment = new int[to.Length];
        for (var l = 0; l < to.Length; l++)
        {
            LinkCatchment[l] = NodeCatchment[to[l]];
            all[LinkCatchment[l]].LinkCount++;
        }
        Catchments = all.ToImmutable();

        Catchment Of(Dictionary<int, Catchment> known, int node, string suffix)
        {
            if (known.TryGetValue(node, out var catchment)) return catchment;
            catchment = new Catchment(all.Count, $"{network.Name}:{network.Nodes[order[node]].LocalId}{suffix}", node, suffix.Length > 0);
            all.Add(catchment);
            return known[node] = catchment;
        }
    }
}
