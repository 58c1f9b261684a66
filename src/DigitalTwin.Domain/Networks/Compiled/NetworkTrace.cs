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
        if (down) Spread(scratch, network, new WayDown(network), seconds, node, at, maximum, until);
        else Spread(scratch, network, new WayUp(network), seconds, node, at, maximum, until);
        if (at < 0) scratch.Marks[node].Seconds = 0;
    }

    internal static float StayBefore(FlowState flows, TravelSpeed speed, CompiledNetwork network, int node) =>
        speed == TravelSpeed.Water || network.Nodes.Kind[node] is AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant ? flows.Residence[node] : 0;

    /// <summary>Goes on from a node along every way that <typeparamref name="TWay"/> knows. Compiled once for each, so that asking it costs nothing.</summary>
    private static void Spread<TWay>(TraceScratch scratch, CompiledNetwork network, TWay way, float[] seconds, int start, float at, float maximum, int until)
        where TWay : struct, IWay, allows ref struct
    {
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
                var end = way.First(node + 1);
                for (var k = way.First(node); k < end; k++)
                {
                    var link = way.Link(k);
                    var arrival = mark.Seconds + seconds[link];
                    if (!(arrival <= maximum)) continue;
                    var beyond = way.Beyond(link);
                    ref var other = ref marks[beyond];
                    if (other.Epoch == epoch + 1 || (other.Epoch == epoch && other.Seconds <= arrival)) continue;
                    other.Epoch = epoch;
                    other.Via = link;
                    other.Seconds = arrival;
                    other.Metres = mark.Metres + length[link];
                    if (next >= 0 && next != beyond) heap.Push(marks[next].Seconds, next);
                    next = beyond;
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

    /// <summary>The links of a node in one direction: positions <see cref="First"/>(node) to <see cref="First"/>(node + 1).</summary>
    private interface IWay
    {
        int First(int node);
        int Link(int position);
        /// <summary>The node at the far end.</summary>
        int Beyond(int link);
    }

    private readonly ref struct WayDown(CompiledNetwork network) : IWay
    {
        private readonly ReadOnlySpan<int> _first = network.Nodes.DownStart.AsSpan(), _to = network.Links.To.AsSpan();
        public int First(int node) => _first[node];
        public int Link(int position) => position; // Links lie in the order of the nodes that they leave.
        public int Beyond(int link) => _to[link];
    }

    private readonly ref struct WayUp(CompiledNetwork network) : IWay
    {
        private readonly ReadOnlySpan<int> _first = network.Nodes.UpStart.AsSpan(), _link = network.Nodes.UpLink.AsSpan(), _from = network.Links.From.AsSpan();
        public int First(int node) => _first[node];
        public int Link(int position) => _link[position];
        public int Beyond(int link) => _from[link];
    }
}
