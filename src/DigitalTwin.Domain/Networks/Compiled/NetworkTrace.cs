using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>Downstream or upstream trace over a compiled network: what is reached, when first, how far, and by which way.</summary>
/// <remarks>
/// Dijkstra's algorithm by travel time, which carries loops; along a single pipe run it walks without touching the heap.
/// From a link, a downstream trace starts where the link ends its way, after its travel time; an upstream trace starts at the node it leaves.
/// </remarks>
public static class NetworkTrace
{
    public static TraceResult Downstream(CompiledNetwork network, FlowState flows, NetworkElement start, TraceLimit limit = default, TravelSpeed speed = TravelSpeed.Water) =>
        Run(network, flows, start, TraceDirection.Downstream, limit, speed);

    public static TraceResult Upstream(CompiledNetwork network, FlowState flows, NetworkElement start, TraceLimit limit = default, TravelSpeed speed = TravelSpeed.Water) =>
        Run(network, flows, start, TraceDirection.Upstream, limit, speed);

    public static TraceResult Run(CompiledNetwork network, FlowState flows, NetworkElement start, TraceDirection direction, TraceLimit limit = default, TravelSpeed speed = TravelSpeed.Water)
    {
        using var scratch = network.Rent();
        Run(scratch, network, flows, start, direction, limit, speed);
        return TraceResult.From(network, flows, start, direction, speed, scratch);
    }

    /// <summary>The same without keeping the result: how many nodes are reached. Allocates nothing once warm.</summary>
    public static int Count(CompiledNetwork network, FlowState flows, NetworkElement start, TraceDirection direction, TraceLimit limit = default, TravelSpeed speed = TravelSpeed.Water)
    {
        using var scratch = network.Rent();
        Run(scratch, network, flows, start, direction, limit, speed);
        return scratch.Count;
    }

    internal static void Run(TraceScratch scratch, CompiledNetwork network, FlowState flows, NetworkElement start, TraceDirection direction, TraceLimit limit, TravelSpeed speed)
    {
        scratch.Begin();
        var seconds = speed == TravelSpeed.Water ? flows.WaterSeconds : flows.WaveSeconds;
        var down = direction == TraceDirection.Downstream;
        var maximum = limit.Within is { } within ? (float)within.TotalSeconds : float.PositiveInfinity;
        var until = limit.Until is { } asset ? network.NodeOf(asset) : -1;
        int node;
        float at = 0, metres = 0;
        var via = -1;
        if (!start.IsLink) node = start.Index;
        else if (!down) node = network.Links.From[start.Index];
        else
        {
            node = network.Links.To[start.Index];
            via = start.Index;
            // The stay in the tank or plant that a link leaves is behind what starts in the link.
            at = seconds[via] - StayBefore(flows, speed, network, network.Links.From[via]);
            metres = network.Links.Length[via];
            if (at > maximum) return;
        }
        if (down && start is { IsLink: false } && network.Nodes.Kind[node] is AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant)
            at = -StayBefore(flows, speed, network, node); // What starts at a plant is its effluent.
        scratch.Marks[node] = new() { Epoch = scratch.Epoch, Via = via, Seconds = at, Metres = metres };
        if (down) Descend(scratch, network, seconds, node, at, maximum, until);
        else Ascend(scratch, network, seconds, node, at, maximum, until);
        if (at < 0) scratch.Marks[node].Seconds = 0;
    }

    internal static float StayBefore(FlowState flows, TravelSpeed speed, CompiledNetwork network, int node) =>
        speed == TravelSpeed.Water || network.Nodes.Kind[node] is AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant ? flows.Residence[node] : 0;

    private static void Descend(TraceScratch scratch, CompiledNetwork network, float[] seconds, int start, float at, float maximum, int until)
    {
        ReadOnlySpan<int> downStart = network.Nodes.DownStart.AsSpan(), to = network.Links.To.AsSpan();
        ReadOnlySpan<float> length = network.Links.Length.AsSpan();
        var marks = scratch.Marks;
        var heap = scratch.Heap;
        var epoch = scratch.Epoch;
        heap.Push(at, start);
        while (heap.Count > 0)
        {
            var node = heap.Pop(out at);
            if (marks[node].Epoch == epoch + 1) continue; // Reached again by a slower way.
            while (true)
            {
                ref var mark = ref marks[node];
                mark.Epoch = epoch + 1;
                scratch.Settle(node);
                if (node == until) return;
                var next = -1;
                for (var link = downStart[node]; link < downStart[node + 1]; link++)
                {
                    var arrival = mark.Seconds + seconds[link];
                    if (!(arrival <= maximum)) continue;
                    ref var other = ref marks[to[link]];
                    if (other.Epoch == epoch + 1 || (other.Epoch == epoch && other.Seconds <= arrival)) continue;
                    other.Epoch = epoch;
                    other.Via = link;
                    other.Seconds = arrival;
                    other.Metres = mark.Metres + length[link];
                    if (next >= 0 && next != to[link]) heap.Push(marks[next].Seconds, next);
                    next = to[link];
                }
                if (next < 0) break;
                if (heap.Count > 0 && heap.Least < marks[next].Seconds)
                {
                    heap.Push(marks[next].Seconds, next);
                    break;
                }
                node = next; // The only or earliest way on: no need of the heap.
            }
        }
    }

    private static void Ascend(TraceScratch scratch, CompiledNetwork network, float[] seconds, int start, float at, float maximum, int until)
    {
        ReadOnlySpan<int> upStart = network.Nodes.UpStart.AsSpan(), upLink = network.Nodes.UpLink.AsSpan(), from = network.Links.From.AsSpan();
        ReadOnlySpan<float> length = network.Links.Length.AsSpan();
        var marks = scratch.Marks;
        var heap = scratch.Heap;
        var epoch = scratch.Epoch;
        heap.Push(at, start);
        while (heap.Count > 0)
        {
            var node = heap.Pop(out at);
            if (marks[node].Epoch == epoch + 1) continue;
            while (true)
            {
                ref var mark = ref marks[node];
                mark.Epoch = epoch + 1;
                scratch.Settle(node);
                if (node == until) return;
                var next = -1;
                for (var k = upStart[node]; k < upStart[node + 1]; k++)
                {
                    var link = upLink[k];
                    var arrival = mark.Seconds + seconds[link];
                    if (!(arrival <= maximum)) continue;
                    ref var other = ref marks[from[link]];
                    if (other.Epoch == epoch + 1 || (other.Epoch == epoch && other.Seconds <= arrival)) continue;
                    other.Epoch = epoch;
                    other.Via = link;
                    other.Seconds = arrival;
                    other.Metres = mark.Metres + length[link];
                    if (next >= 0 && next != from[link]) heap.Push(marks[next].Seconds, next);
                    next = from[link];
                }
                if (next < 0) break;
                if (heap.Count > 0 && heap.Least < marks[next].Seconds)
                {
                    heap.Push(marks[next].Seconds, next);
                    break;
                }
                node = next;
            }
        }
    }
}
