using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Domain.Risk;

/// <summary>Carries a lasting release of matter downstream: mixing, splitting and decay, with the time of the front's arrival.</summary>
/// <remarks>
/// Load is conserved: at a confluence C = ΣQC/ΣQ, at a division it splits with the flow. What the other water brings along of the same
/// substance is unknown and counts as none, so a concentration is the part that this cause adds. Decay is first order, C·e^(−kt).
/// Each reach acts as a completely mixed cell, as in SWMM's quality routing, so the front's variance grows by τ² a reach.
/// A treatment plant takes the matter in; it is not followed through the plant. Links that lead back in a loop carry none.
/// Nodes are finished in topological order, so each is visited once.
/// </remarks>
internal static class MatterTransport
{
    private const float LeastFlow = 1e-6f; // m³/s; keeps a dry place from dividing by zero.

    /// <summary>How many times the limit that was broken: above by ratio; for a lower bound (oxygen, chlorine) the share of the shortfall that is left.</summary>
    public static double FractionOfLimit(in Symptom cause, double value) =>
        !(cause.Limit > 0) ? 1 : IsShortfall(cause) ? value / Math.Max(1e-9, cause.Limit - cause.Value) : value / cause.Limit;

    private static bool IsShortfall(in Symptom cause) => cause.Kind == SymptomKind.QualityBreach && cause.Value < cause.Limit;

    public static void Run(PropagationScratch scratch, CompiledNetwork network, FlowState flows, PropagationSettings settings, in Symptom cause, PropagationStart start, PropagationScope scope)
    {
        scratch.Begin();
        var isSewage = cause.Kind == SymptomKind.Overflow;
        var link = start.Element.IsLink ? start.Element.Index : -1;
        var node = link >= 0 ? network.Links.To[link] : start.Element.Index;
        var water = Math.Max(LeastFlow, link >= 0 ? flows.LinkFlow[link] : flows.NodeFlow[node]);
        // An overflow counts as 1 of sewage a unit of its own flow; a shortfall is carried like a substance.
        var concentration = (float)(!float.IsNaN(start.Value) ? start.Value : isSewage ? Math.Max(0, cause.Value) : IsShortfall(cause) ? cause.Limit - cause.Value : cause.Value);
        if (!(concentration > 0) || !float.IsFinite(concentration)) return;
        var stop = (float)(isSewage ? settings.SewageStopShare : IsShortfall(cause) ? settings.MatterStopFraction * concentration : settings.MatterStopFraction * Math.Max(0, cause.Limit));
        var load = isSewage ? concentration : concentration * water;
        var rate = (float)settings.DecayOf(cause.Quantity);
        var quantile = (float)settings.FrontQuantile;
        var spread = (start.Peak - start.First) / 2 / quantile;
        ref var first = ref scratch.Marks[node];
        first = new() { Epoch = scratch.Epoch, Via = link, Previous = -1, Seconds = start.First + spread * quantile, Variance = spread * spread, Load = load };
        if (link >= 0)
        {
            var seconds = flows.WaterSeconds[link] - flows.Residence[network.Links.From[link]];
            first.Seconds += seconds;
            first.Variance += seconds * seconds;
        }
        else if (network.Nodes.Kind[node] is AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant && start.Into is null)
            first.Seconds -= flows.Residence[node]; // What is wrong at a plant is wrong with its effluent.
        Follow(scratch, network, flows, node, concentration, isSewage ? 1 : 0, stop, rate, quantile, start, scope);
    }

    private static void Follow(PropagationScratch scratch, CompiledNetwork network, FlowState flows, int startNode, float ceiling, int sewage, float stop, float rate, float quantile,
        PropagationStart start, PropagationScope scope)
    {
        ReadOnlySpan<int> downStart = network.Nodes.DownStart.AsSpan(), to = network.Links.To.AsSpan(), home = network.LinkCatchment.AsSpan();
        ReadOnlySpan<AssetKind> kind = network.Nodes.Kind.AsSpan();
        float[] linkFlow = flows.LinkFlow, seconds = flows.WaterSeconds;
        var marks = scratch.Marks;
        var within = scope == PropagationScope.Network ? -1 : start.Into?.Index ?? network.CatchmentOf(start.Element).Index;
        var isStart = true;
        for (var node = startNode; node >= 0;)
        {
            ref var mark = ref marks[node];
            int begin = downStart[node], end = downStart[node + 1];
            float leaving = 0;
            for (var l = begin; l < end; l++) if (to[l] > node) leaving += linkFlow[l];
            var water = Math.Max(LeastFlow, Math.Max(leaving, flows.NodeFlow[node]));
            var arrival = Math.Max(0, mark.Seconds);
            var surviving = rate > 0 ? mark.Load * MathF.Exp(-rate * arrival) : mark.Load;
            var share = Math.Min(1, surviving / water);
            var value = sewage == 1 ? surviving : Math.Min(ceiling, surviving / water);
            var deviation = MathF.Sqrt(mark.Variance) * quantile;
            // Half the mean keeps a front that has mixed in a single tank from arriving before it left.
            var position = scratch.Add(new Reached(node, mark.Via, mark.Previous, Math.Max(arrival / 2, arrival - deviation), arrival + deviation, value));
            var ahead = -1;
            var goesOn = (sewage == 1 ? share : value) >= stop && (isStart || kind[node] != AssetKind.TreatmentPlant);
            for (var l = begin; goesOn && l < end; l++)
            {
                var next = to[l];
                if (next <= node || (leaving > 0 ? linkFlow[l] <= 0 : l != network.Nodes.MainLink[node])) continue;
                if (isStart && start.Into is { } into && home[l] != into.Index) continue;
                if (within >= 0 && home[l] != within)
                {
                    CrossOnce(scratch, network, node, home[l], position, value, water);
                    continue;
                }
                var part = leaving > 0 ? mark.Load * linkFlow[l] / leaving : mark.Load;
                ref var other = ref marks[next];
                var time = mark.Seconds + seconds[l];
                if (other.Epoch != scratch.Epoch)
                {
                    other = new() { Epoch = scratch.Epoch, Via = l, Previous = position, Seconds = time, Variance = mark.Variance + seconds[l] * seconds[l], Load = part };
                    if (ahead >= 0) scratch.Heap.Push(next, next);
                    else ahead = next;
                    continue;
                }
                other.Load += part;
                if (time < other.Seconds) (other.Via, other.Previous, other.Seconds, other.Variance) = (l, position, time, mark.Variance + seconds[l] * seconds[l]);
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
