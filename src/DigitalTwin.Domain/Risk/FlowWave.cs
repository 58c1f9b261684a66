using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Domain.Risk;

/// <summary>Carries the extra flow of a surcharged place downstream at wave celerity, to name the pipes and plants that it will load.</summary>
/// <remarks>
/// A surcharged node sends on what its exits can carry at most; what that adds to the flow of now travels on, split like the flow, and is not attenuated.
/// Where the cause is a blockage rather than too much water, the wave is smaller than said: the error is on the safe side. Plants end it.
/// </remarks>
internal static class FlowWave
{
    public static void Run(PropagationScratch scratch, CompiledNetwork network, FlowState flows, PropagationSettings settings, PropagationStart start, PropagationScope scope)
    {
        scratch.Begin();
        var links = network.Links;
        var startNode = network.NodeOf(start.Element);
        float extra = 0;
        if (!float.IsNaN(start.Value)) extra = start.Value;
        else
            for (var l = network.Nodes.DownStart[startNode]; l < network.Nodes.DownStart[startNode + 1]; l++)
                if (links.DryShare[l] > 0) extra += Math.Max(0, links.FullFlow[l] - flows.LinkFlow[l]);
        if (!(extra > 0)) return;
        var within = scope == PropagationScope.Network ? -1 : start.Into?.Index ?? network.CatchmentOf(start.Element).Index;
        var marks = scratch.Marks;
        marks[startNode] = new() { Epoch = scratch.Epoch, Via = -1, Previous = -1, Seconds = start.First, Load = extra };
        var isStart = true;
        for (var node = startNode; node >= 0;)
        {
            ref var mark = ref marks[node];
            var flow = flows.NodeFlow[node] + mark.Load;
            var position = scratch.Add(new Reached(node, mark.Via, mark.Previous, mark.Seconds, mark.Seconds * (float)settings.WavePeakFactor, flow));
            var ahead = -1;
            int begin = network.Nodes.DownStart[node], end = network.Nodes.DownStart[node + 1];
            var goesOn = isStart || network.Nodes.Kind[node] is not (AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant);
            for (var l = begin; goesOn && l < end; l++)
            {
                var next = links.To[l];
                var part = mark.Load * Share(network, flows, node, l);
                if (next <= node || part < settings.WaveStopRatio * links.FullFlow[l]) continue;
                if (isStart && start.Into is { } into && network.LinkCatchment[l] != into.Index) continue;
                if (within >= 0 && network.LinkCatchment[l] != within)
                {
                    MatterTransport.CrossOnce(scratch, network, node, network.LinkCatchment[l], position, part, flow);
                    continue;
                }
                ref var other = ref marks[next];
                var time = mark.Seconds + flows.WaveSeconds[l];
                if (other.Epoch != scratch.Epoch)
                {
                    other = new() { Epoch = scratch.Epoch, Via = l, Previous = position, Seconds = time, Load = part };
                    if (ahead >= 0) scratch.Heap.Push(next, next);
                    else ahead = next;
                    continue;
                }
                other.Load += part;
                if (time < other.Seconds) (other.Via, other.Previous, other.Seconds) = (l, position, time);
            }
            isStart = false;
            node = scratch.Next(ahead);
        }
    }

    private static float Share(CompiledNetwork network, FlowState flows, int node, int link) =>
        flows.NodeFlow[node] > 0 ? flows.LinkFlow[link] / flows.NodeFlow[node] : link == network.Nodes.MainLink[node] ? 1 : 0;
}
