using System.Runtime.CompilerServices;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Domain.Risk;

/// <summary>Carries a lasting release of matter downstream: mixing, splitting and decay, with the time of the front's arrival.</summary>
/// <remarks>
/// Load is conserved: at a confluence C = ΣQC/ΣQ, at a division it splits with the flow. What the other water brings along of the same
/// substance is unknown and counts as none, so a concentration is the part that this cause adds. Decay is first order, C·e^(−kt).
/// Each reach acts as a completely mixed cell, as in SWMM's quality routing, so the front's variance grows by τ² a cell.
/// A treatment plant keeps the matter for its retention and lets through what the settings say of the substance. Links that lead back in a loop carry none.
/// Nodes are finished in topological order, so each is visited once.
/// </remarks>
internal static class MatterTransport
{
    private const float LeastFlow = 1e-6f; // m³/s; keeps a dry place from dividing by zero.

    /// <summary>How many times the limit that was broken: above by ratio; for a lower bound (oxygen, chlorine) the share of the shortfall that is left.</summary>
    public static double FractionOfLimit(in Symptom cause, double value) =>
        !(cause.Limit > 0) ? 1 : cause.IsShortfall ? value / Math.Max(1e-9, cause.Limit - cause.Value) : value / cause.Limit;

    /// <param name="strictest">The strictest limit of those whom it may reach; the matter is followed for as long as it counts by that. NaN for none.</param>
    public static void Run(PropagationScratch scratch, CompiledNetwork network, FlowState flows, PropagationSettings settings, in Symptom cause, PropagationStart start, PropagationScope scope,
        double strictest)
    {
        scratch.Begin();
        var isSewage = cause.Kind == SymptomKind.Overflow;
        var link = start.Element.IsLink ? start.Element.Index : -1;
        var node = link >= 0 ? network.Links.To[link] : start.Element.Index;
        var water = link >= 0 ? Math.Max(LeastFlow, flows.LinkFlow[link]) : Passing(network, flows, node);
        // An overflow counts as 1 of sewage a unit of its own flow; a shortfall is carried like a substance.
        var concentration = (float)(!float.IsNaN(start.Value) ? start.Value : isSewage ? Math.Max(0, cause.Value) : cause.IsShortfall ? cause.Limit - cause.Value : cause.Value);
        if (!(concentration > 0) || !float.IsFinite(concentration)) return;
        var stop = (float)(isSewage ? settings.SewageStopShare : cause.IsShortfall ? settings.MatterStopFraction * concentration : settings.MatterStopFraction * Math.Max(0, double.IsNaN(strictest) ? cause.Limit : Math.Min(cause.Limit, strictest)));
        var rate = (float)settings.DecayOf(cause.Quantity);
        var load = isSewage ? concentration : concentration * water;
        var quantile = (float)settings.FrontQuantile;
        var (middle, spread) = Front(start.First, start.Peak, quantile);
        ref var first = ref scratch.Marks[node];
        first = new() { Epoch = scratch.Epoch, Via = link, Previous = -1, Seconds = middle, Variance = spread * spread, Load = load };
        if (link >= 0)
        {
            var stay = flows.Residence[network.Links.From[link]]; // What is found in a link has left the tank before it.
            var travel = flows.WaterSeconds[link] - stay;
            first.Seconds += travel;
            first.Variance += travel * travel * network.Links.MixingShare[link];
            first.Load *= Survival(rate * travel);
        }
        var pass = isSewage ? 0 : (float)settings.PlantPassOf(cause.Quantity);
        Follow(scratch, network, flows, node, IsEffluent(network, cause, start), concentration, isSewage, stop, rate, quantile, pass, start, scope);
    }

    /// <summary>What is wrong at a plant is wrong with its effluent: its retention lies behind.</summary>
    internal static bool IsEffluent(CompiledNetwork network, in Symptom cause, PropagationStart start) =>
        start.Element is { IsLink: false, Index: var node } && network.Nodes.Key[node] == cause.Asset.Value && network.Nodes.Kind[node] is AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant;

    /// <summary>Share of the matter that leaves a node again: 1, but for a treatment plant that it has entered.</summary>
    internal static double PassOf(CompiledNetwork network, PropagationSettings settings, in Symptom cause, int node, bool isStart) =>
        isStart || network.Nodes.Kind[node] != AssetKind.TreatmentPlant ? 1 : cause.Kind == SymptomKind.Overflow ? 0 : settings.PlantPassOf(cause.Quantity);

    /// <summary>m³/s that leave a node by links that lead on.</summary>
    internal static float Leaving(CompiledNetwork network, FlowState flows, int node)
    {
        float leaving = 0;
        for (var l = network.Nodes.DownStart[node]; l < network.Nodes.DownStart[node + 1]; l++)
            if (network.Links.To[l] > node) leaving += flows.LinkFlow[l];
        return leaving;
    }

    /// <summary>m³/s in which a load at a node is thinned.</summary>
    internal static float Passing(CompiledNetwork network, FlowState flows, int node) => Mixing(network, flows, node, Leaving(network, flows, node));

    /// <summary>Of what passes a node, the part that takes a link: what users draw there leaves with its share of the matter.</summary>
    internal static double ShareOf(CompiledNetwork network, FlowState flows, int node, int link)
    {
        var leaving = Leaving(network, flows, node);
        if (!(leaving > 0)) return 1;
        return flows.LinkFlow[link] / (network.Nodes.DryInflow[node] < 0 ? Mixing(network, flows, node, leaving) : leaving);
    }

    private static float Mixing(CompiledNetwork network, FlowState flows, int node, float leaving)
    {
        var passing = Math.Max(LeastFlow, Math.Max(leaving, flows.NodeFlow[node]));
        if (network.Nodes.DryInflow[node] >= 0) return passing;
        float arriving = 0; // What is drawn here was water that carried it too.
        for (var k = network.Nodes.UpStart[node]; k < network.Nodes.UpStart[node + 1]; k++)
            if (network.Nodes.UpLink[k] is var l && network.Links.From[l] < node) arriving += flows.LinkFlow[l];
        return Math.Max(passing, arriving);
    }

    internal static (double First, double Peak) Window(double middle, double deviation, double quantile) => (Math.Max(middle / 2, middle - deviation * quantile), middle + deviation * quantile);

    /// <summary>First and peak of a front from the middle and standard deviation of its arrival, and back.</summary>
    private static (float First, float Peak) Window(float middle, float deviation, float quantile) =>
        // Half the middle keeps a front that has mixed in a single tank from arriving before it left.
        (Math.Max(middle / 2, middle - deviation * quantile), middle + deviation * quantile);

    internal static (float Middle, float Deviation) Front(float first, float peak, float quantile) =>
        peak <= 3 * first ? ((first + peak) / 2, (peak - first) / 2 / quantile) : (2 * first, (peak - 2 * first) / quantile);

    /// <summary>e^(−x); by its series where one pipe takes next to nothing, as nearly all do.</summary>
    private static float Survival(float x) => x < 0.01f ? 1 - x + x * x / 2 : MathF.Exp(-x);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // The first storm after a start is as fast as the next.
    private static void Follow(PropagationScratch scratch, CompiledNetwork network, FlowState flows, int startNode, bool isEffluent, float ceiling, bool sewage, float stop, float rate, float quantile,
        float pass, PropagationStart start, PropagationScope scope)
    {
        ReadOnlySpan<int> downStart = network.Nodes.DownStart.AsSpan(), to = network.Links.To.AsSpan(), home = network.LinkCatchment.AsSpan();
        ReadOnlySpan<AssetKind> kind = network.Nodes.Kind.AsSpan();
        ReadOnlySpan<float> mixing = network.Links.MixingShare.AsSpan(), inflow = network.Nodes.DryInflow.AsSpan();
        float[] linkFlow = flows.LinkFlow, water = flows.WaterSeconds;
        var marks = scratch.Marks;
        var within = scope == PropagationScope.Network ? -1 : start.Into?.Index ?? network.CatchmentOf(start.Element).Index;
        var isStart = true;
        for (var node = startNode; node >= 0;)
        {
            ref var mark = ref marks[node];
            int begin = downStart[node], end = downStart[node + 1];
            float leaving = 0;
            for (var l = begin; l < end; l++) if (to[l] > node) leaving += linkFlow[l];
            var passing = Math.Max(LeastFlow, Math.Max(leaving, flows.NodeFlow[node]));
            if (inflow[node] < 0)
            {
                passing = Mixing(network, flows, node, leaving);
                if (leaving > 0) leaving = passing;
            }
            var stay = flows.Residence[node];
            var value = sewage ? mark.Load : Math.Min(ceiling, mark.Load / passing);
            var (first, peak) = Window(mark.Seconds, MathF.Sqrt(mark.Variance), quantile);
            var position = scratch.Add(new Reached(node, mark.Via, mark.Previous, first, peak, value));
            var ahead = -1;
            var left = isStart || kind[node] != AssetKind.TreatmentPlant ? 1 : pass;
            var goesOn = left > 0 && left * (sewage ? mark.Load / passing : value) >= stop;
            for (var l = begin; goesOn && l < end; l++)
            {
                var next = to[l];
                if (next <= node || (leaving > 0 ? linkFlow[l] <= 0 : l != network.Nodes.MainLink[node])) continue;
                if (isStart && start.Into is { } into && home[l] != into.Index) continue;
                if (within >= 0 && home[l] != within)
                {
                    CrossOnce(scratch, network, node, home[l], position, value * left, passing);
                    continue;
                }
                var travel = water[l] - stay;
                var seconds = isStart && isEffluent ? travel : water[l];
                var variance = travel * travel * mixing[l] + (seconds - travel) * (seconds - travel);
                var part = left * (leaving > 0 ? mark.Load * linkFlow[l] / leaving : mark.Load) * Survival(rate * seconds);
                ref var other = ref marks[next];
                var time = mark.Seconds + seconds;
                if (other.Epoch != scratch.Epoch)
                {
                    other = new() { Epoch = scratch.Epoch, Via = l, Previous = position, Seconds = time, Variance = mark.Variance + variance, Load = part };
                    if (ahead >= 0) scratch.Heap.Push(next, next);
                    else ahead = next;
                    continue;
                }
                other.Load += part;
                if (time < other.Seconds) (other.Via, other.Previous, other.Seconds, other.Variance) = (l, position, time, mark.Variance + variance);
            }
            isStart = false;
            node = scratch.Next(ahead);
        }
    }

    internal static void CrossOnce(PropagationScratch scratch, CompiledNetwork network, int node, int into, int position, float value, float water)
    {
        var catchment = network.Catchments[into];
        foreach (var known in scratch.Crossings) if (known.Node == node && known.Into == catchment) return;
        var at = scratch.Reached[position];
        scratch.Cross(new Crossing(node, catchment, at.First, at.Peak, value, water));
    }
}
