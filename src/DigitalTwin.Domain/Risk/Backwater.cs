using System.Runtime.InteropServices;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Risk;

/// <summary>How a level that rises at one node backs up, and when it reaches the crowns, rims and crests upstream.</summary>
/// <remarks>
/// An approximation by volume: the water surface is taken as flat; the inflow that cannot go on (all of it at a stopped pump, less what other
/// pumps of the well can lift; a share of it at a surcharged place) fills wells, manholes and the free part of pipes from the bottom up. A node
/// joins when the surface reaches the way to it (priority flood: Barnes, Lehman, Mulla 2014). The surface stops rising where water first
/// escapes: at the lowest rim or crest. Flap gates, pumps and pressurised mains hold it back.
/// </remarks>
internal static class Backwater
{
    public static void Run(PropagationScratch scratch, CompiledNetwork network, FlowState flows, PropagationSettings settings, in Symptom cause, NetworkElement start)
    {
        var nodes = network.Nodes;
        var origin = network.NodeOf(start);
        var measured = cause.Quantity == Quantity.Level ? (float)cause.Value : flows.Depth(origin);
        if (!float.IsFinite(measured)) measured = start.IsLink && network.KindOf(start) == AssetKind.PumpStation ? StartDepth(network, start.Index) : nodes.CrownDepth[origin];
        var surface = nodes.Invert[origin] + Math.Max(0, measured);
        var ceiling = nodes.FullDepth[origin] > 0 ? Math.Max(surface, nodes.Invert[origin] + nodes.FullDepth[origin]) : surface + (float)settings.UnknownRise;
        var excess = Excess(network, flows, settings, cause, start, origin);
        if (!(excess > 0)) return;
        ceiling = scratch.Flood.Rise(flows, origin, surface, ceiling, settings.MaximumBackwaterNodes);
        Conclude(scratch, network, surface, ceiling, excess);
    }

    private static void Conclude(PropagationScratch scratch, CompiledNetwork network, float surface, float ceiling, float excess)
    {
        var flood = scratch.Flood;
        var places = CollectionsMarshal.AsSpan(flood.Places);
        var full = flood.Volume(ceiling) / excess;
        for (var i = 0; i < places.Length; i++)
        {
            var (node, elevation) = (places[i].Node, places[i].Elevation);
            float invert = network.Nodes.Invert[node], crown = network.Nodes.CrownDepth[node], rim = network.Nodes.FullDepth[node];
            var overflows = rim > 0 && invert + rim <= ceiling + 1e-4f;
            var surcharges = crown > 0 && invert + crown <= ceiling;
            if (i > 0 && elevation <= ceiling)
            {
                var level = overflows ? WarningLevel.Orange : surcharges ? WarningLevel.Yellow : WarningLevel.Blue;
                var from = Math.Max(elevation, surcharges ? invert + crown : elevation);
                scratch.Rises.Add(new Rise(NetworkElement.Node(node), level, overflows, ceiling - invert, flood.Volume(Math.Max(surface, from)) / excess, full, i));
            }
            if (places[i].Escape >= 0 && network.Nodes.Invert[node] + network.Links.FromOffset[places[i].Escape] <= ceiling + 1e-4f)
                scratch.Rises.Add(new Rise(NetworkElement.Link(places[i].Escape), WarningLevel.Orange, true, excess, full, full, i));
        }
    }

    private static float Excess(CompiledNetwork network, FlowState flows, PropagationSettings settings, in Symptom cause, NetworkElement start, int origin)
    {
        var inflow = flows.NodeFlow[origin];
        if (cause.Kind != SymptomKind.PumpTripped) return inflow * (float)settings.ExcessShare;
        float others = 0;
        for (var l = network.Nodes.DownStart[origin]; l < network.Nodes.DownStart[origin + 1]; l++)
            if (network.Links.Kind[l] == AssetKind.PumpStation && NetworkElement.Link(l) != start) others += network.Links.FullFlow[l];
        return Math.Max(inflow - others, inflow * (float)settings.LeastExcessShare);
    }

    private static float StartDepth(CompiledNetwork network, int link) =>
        network.Source.Links[network.Links.Source[link]].StartDepth is var depth && double.IsFinite(depth) ? (float)depth : 0;
}

/// <summary>One place at which rising water is felt.</summary>
internal readonly record struct Rise(NetworkElement Element, WarningLevel Level, bool Overflows, float Depth, float FirstSeconds, float PeakSeconds, int Step);
