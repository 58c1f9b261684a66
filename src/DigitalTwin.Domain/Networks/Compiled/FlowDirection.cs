using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>Finds pipes that drain against the direction in which they were drawn.</summary>
/// <remarks>
/// Where every other way out of a pipe's lower node climbs well above the pipe itself, as over a sill, and the pipe's upper node has another way
/// out that lies no higher, water at the lower node leaves backwards by this pipe. SWMM's dynamic wave finds the same by itself. A flap gate forbids it.
/// </remarks>
internal static class FlowDirection
{
    /// <param name="from">Ends by index into the network's nodes, as drawn.</param>
    /// <returns>By link: whether it drains backwards.</returns>
    public static bool[] FindReversed(Network network, int[] from, int[] to, double tolerance)
    {
        var (start, outgoing) = Adjacency.Of(network.Nodes.Count, from);
        var reversed = new bool[from.Length];
        for (var l = 0; l < from.Length; l++)
        {
            if (!IsFree(network.Links[l]) || start[to[l]] == start[to[l] + 1] || from[l] == to[l]) continue;
            var crest = Crest(network, l, from, to);
            if (Lowest(to[l], l) > crest + tolerance && Lowest(from[l], l) <= crest + tolerance / 10) reversed[l] = true;
        }
        // Two in a row would pass the water on to where it cannot leave either.
        for (var l = 0; l < from.Length; l++)
            if (reversed[l])
                for (var k = start[from[l]]; k < start[from[l] + 1]; k++)
                    if (outgoing[k] != l) reversed[outgoing[k]] = false;
        return reversed;

        double Lowest(int node, int except)
        {
            var lowest = double.PositiveInfinity;
            for (var k = start[node]; k < start[node + 1]; k++)
                if (outgoing[k] != except) lowest = Math.Min(lowest, IsConduit(network.Links[outgoing[k]]) ? Crest(network, outgoing[k], from, to) : double.NegativeInfinity);
            return lowest;
        }
    }

    private static bool IsFree(NetworkLink link) => IsConduit(link) && !link.HasFlapGate;

    private static bool IsConduit(NetworkLink link) => link.Kind == AssetKind.PipeSegment && !link.IsPressurised;

    /// <summary>The higher end: water must stand there to pass either way. NaN, which compares as no crest, where an elevation is unknown.</summary>
    private static double Crest(Network network, int link, int[] from, int[] to) => Math.Max(
        network.Nodes[from[link]].InvertElevation + network.Links[link].FromOffset, network.Nodes[to[link]].InvertElevation + network.Links[link].ToOffset);
}
