using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Domain.Tests.Networks;

public class NetworkTraceTests
{
    [Fact]
    public void A_trace_finds_what_a_plain_shortest_path_finds() => ForAll.Seeds(seed =>
    {
        var network = RandomNetwork.Of(seed);
        var flows = new FlowField(network).Current;
        var start = new Random(seed).Next(network.NodeCount);
        foreach (var direction in Enum.GetValues<TraceDirection>())
            foreach (var speed in Enum.GetValues<TravelSpeed>())
            {
                var expected = ShortestPaths(network, flows, start, direction, speed);
                var trace = NetworkTrace.Run(network, flows, NetworkElement.Node(start), direction, default, speed);
                Assert.Equal(expected.Keys.Order(), trace.Nodes.ToArray().Order());
                for (var i = 1; i < trace.Nodes.Length; i++)
                {
                    Assert.Equal(expected[trace.Nodes[i]], trace.Seconds[i], 1e-3 * expected[trace.Nodes[i]] + 0.05);
                    Assert.True(trace.Seconds[i] >= trace.Seconds[i - 1] || i == 1);
                }
            }
    });

    [Fact]
    public void The_path_to_a_reached_node_is_connected_and_takes_as_long_as_said() => ForAll.Seeds(seed =>
    {
        var network = RandomNetwork.Of(seed);
        var flows = new FlowField(network).Current;
        var trace = NetworkTrace.Downstream(network, flows, NetworkElement.Node(0));
        for (var i = 1; i < trace.Nodes.Length; i++)
        {
            var path = trace.PathTo(trace.Nodes[i]);
            Assert.Equal((NetworkElement.Node(0), NetworkElement.Node(trace.Nodes[i])), (path[0], path[^1]));
            double metres = 0;
            for (var p = 1; p < path.Count; p += 2)
            {
                Assert.Equal((path[p - 1].Index, path[p + 1].Index), (network.Links.From[path[p].Index], network.Links.To[path[p].Index]));
                metres += network.Links.Length[path[p].Index];
            }
            Assert.Equal(metres, trace.Metres[i], 0.01 + 1e-4 * metres);
        }
    });

    [Fact]
    public void Scratch_space_is_clean_for_the_next_trace()
    {
        var network = RandomNetwork.Of(4711);
        var flows = new FlowField(network).Current;
        var first = Enumerable.Range(0, network.NodeCount).Select(n => NetworkTrace.Downstream(network, flows, NetworkElement.Node(n)).Nodes.ToArray()).ToArray();
        for (var n = network.NodeCount - 1; n >= 0; n--) Assert.Equal(first[n], NetworkTrace.Downstream(network, flows, NetworkElement.Node(n)).Nodes.ToArray());
    }

    [Fact]
    public void A_trace_ends_with_its_time_or_at_its_asset()
    {
        var sewer = Chain();
        var network = sewer.Compile();
        var flows = new FlowField(network).Current;
        var all = NetworkTrace.Downstream(network, flows, sewer.At("a"));
        var within = NetworkTrace.Downstream(network, flows, sewer.At("a"), new TraceLimit(Within: TimeSpan.FromSeconds(all.Seconds[2] + 1)));
        Assert.Equal(["a", "b", "c"], within.Nodes.ToArray().Select(n => sewer.Name(NetworkElement.Node(n))));
        var until = NetworkTrace.Upstream(network, flows, sewer.At("out"), new TraceLimit(Until: sewer.At("b")));
        Assert.Equal(["out", "c", "b"], until.Nodes.ToArray().Select(n => sewer.Name(NetworkElement.Node(n))));
    }

    [Fact]
    public void Steps_name_nodes_and_links_in_order_of_arrival()
    {
        var sewer = Chain();
        var network = sewer.Compile();
        var steps = NetworkTrace.Downstream(network, new FlowField(network).Current, sewer.At("a-b")).Steps().ToArray();
        Assert.Equal(["a-b", "b", "b-c", "c", "c-out", "out"], steps.Select(s => sewer.Name(s.Element)));
        Assert.Equal(300, steps[^1].Metres, 0.01);
        Assert.True(steps.Zip(steps.Skip(1)).All(p => p.First.Minutes <= p.Second.Minutes));
    }

    [Fact]
    public void A_kilometre_of_half_full_600_mm_pipe_takes_17_minutes()
    {
        var sewer = new TestNetwork().Node("a", invert: 2, inflow: 0.1373).Node("out", AssetKind.Outfall).Pipe("a", "out", length: 1000);
        var network = sewer.Compile();
        Assert.Equal(17.1, NetworkTrace.Downstream(network, new FlowField(network).Current, sewer.At("a")).Seconds[1] / 60, 0.2);
    }

    [Fact]
    public void A_wave_outruns_the_water_that_carries_it()
    {
        var sewer = Chain();
        var network = sewer.Compile();
        var flows = new FlowField(network).Current;
        var (water, wave) = (NetworkTrace.Downstream(network, flows, sewer.At("a")), NetworkTrace.Downstream(network, flows, sewer.At("a"), speed: TravelSpeed.Wave));
        Assert.InRange(water.Seconds[3] / wave.Seconds[3], 1.2, 1.45);
    }

    [Fact]
    public void Water_in_a_main_moves_at_flow_over_area()
    {
        var main = new TestNetwork().Node("a", inflow: Math.PI / 4 * 0.25 * 0.5).Node("b").Pipe("a", "b", length: 500, diameter: 0.5, pressurised: true);
        var network = main.Compile();
        Assert.Equal(1000, NetworkTrace.Downstream(network, new FlowField(network).Current, main.At("a")).Seconds[1], 1); // 0.5 m/s
    }

    [Fact]
    public void What_starts_at_a_plant_is_its_effluent_but_what_passes_it_stays_its_retention()
    {
        var sewer = new TestNetwork().Node("a", invert: 3, inflow: 0.1).Node("wwtp", AssetKind.TreatmentPlant, invert: 2).Node("out", AssetKind.Outfall).Pipe("a", "wwtp").Pipe("wwtp", "out");
        var network = sewer.Compile();
        var flows = new FlowField(network).Current;
        Assert.InRange(NetworkTrace.Downstream(network, flows, sewer.At("wwtp")).Seconds[1], 1, 600);
        Assert.InRange(NetworkTrace.Downstream(network, flows, sewer.At("a")).Seconds[2], network.Settings.TreatmentPlantSeconds, network.Settings.TreatmentPlantSeconds + 600);
    }

    private static TestNetwork Chain() => new TestNetwork().Node("a", invert: 3, inflow: 0.02).Node("b", invert: 2).Node("c", invert: 1).Node("out", AssetKind.Outfall)
        .Pipe("a", "b").Pipe("b", "c").Pipe("c", "out");

    private static Dictionary<int, double> ShortestPaths(CompiledNetwork network, FlowState flows, int start, TraceDirection direction, TravelSpeed speed)
    {
        var seconds = flows.Seconds(speed).ToArray();
        // What starts at a plant has its stay behind it.
        var stay = direction == TraceDirection.Downstream && network.Nodes.Kind[start] == AssetKind.TreatmentPlant ? flows.ResidenceSeconds[start] : 0;
        var best = new Dictionary<int, double> { [start] = -stay };
        for (var round = 0; round < network.NodeCount; round++) // Bellman and Ford: slow, and hard to get wrong.
            for (var link = 0; link < network.LinkCount; link++)
            {
                var (from, to) = direction == TraceDirection.Downstream ? (network.Links.From[link], network.Links.To[link]) : (network.Links.To[link], network.Links.From[link]);
                if (best.TryGetValue(from, out var at) && to != start && (!best.TryGetValue(to, out var known) || at + seconds[link] < known)) best[to] = at + seconds[link];
            }
        return best;
    }
}
