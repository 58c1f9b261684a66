using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Domain.Risk;

/// <summary>Side branches into which a reached node's water stands: it comes in as the level rises, and hardly leaves.</summary>
/// <remarks>
/// A branch counts when both its ends lie under the highest surface at the reached node while the release passes, and it brings less water of its
/// own in that time than the rise pushes back into it. It is said to get as strong there as the main stream; its mass is what the rise carries in.
/// </remarks>
internal static class SideBranches
{
    public static IEnumerable<ReleaseArrival> Reached(SpillWay way, IReadOnlyList<ReleaseArrival> arrivals, Release release)
    {
        var network = way.Network;
        var (before, after) = (way.Surfaces(SurfaceAt.Before), way.Surfaces(SurfaceAt.Highest));
        var reached = way.Places.Select(p => p.Node).ToHashSet();
        for (var i = 0; i < after.Length; i++)
        {
            var place = way.Places[i];
            for (var k = network.Nodes.UpStart[place.Node]; k < network.Nodes.UpStart[place.Node + 1]; k++)
            {
                var link = network.Nodes.UpLink[k];
                var branch = network.Links.From[link];
                if (reached.Contains(branch) || !StandsOpen(network, link, after[i])) continue;
                var rise = WaterSurface.Volume(network, link, way.Flows.LinkFlow[link], after[i], after[i]) - WaterSurface.Volume(network, link, way.Flows.LinkFlow[link], before[i], before[i]);
                if (!(rise > way.Flows.LinkFlow[link] * (place.Last - place.First)) || !reached.Add(branch)) continue;
                var main = arrivals[i];
                yield return new ReleaseArrival(NetworkElement.Node(branch), main.FirstMinutes, main.PeakMinutes, main.LastMinutes, main.PeakConcentration,
                    Math.Min(1, main.PeakConcentration * rise / (release.Mass * 1000)), [.. main.Path, NetworkElement.Link(link), NetworkElement.Node(branch)]);
            }
        }
    }

    private static bool StandsOpen(CompiledNetwork network, int link, double surface) =>
        !network.Links.HasFlapGate[link] && network.Links.Conduit[link] is ConduitKind.Gravity or ConduitKind.OpenChannel
        && surface > network.Nodes.Invert[network.Links.From[link]] + network.Links.FromOffset[link]
        && surface > network.Nodes.Invert[network.Links.To[link]] + network.Links.ToOffset[link];
}
