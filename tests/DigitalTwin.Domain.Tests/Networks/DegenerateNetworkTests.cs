using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Domain.Tests.Networks;

public class DegenerateNetworkTests
{
    [Fact]
    public void An_empty_network_compiles()
    {
        var network = new TestNetwork().Compile();
        Assert.Equal((0, 0, 0), (network.NodeCount, network.LinkCount, network.Catchments.Length));
        Assert.False(new FlowField(network).Recompute());
    }

    [Fact]
    public void A_network_without_an_outfall_drains_to_its_sinks()
    {
        var sewer = new TestNetwork().Node("a", inflow: 0.1).Node("b").Node("alone").Pipe("a", "b");
        var network = sewer.Compile();
        AllFinite(network);
        Assert.Equal(["t:alone", "t:b"], network.Catchments.Select(c => c.Id).Order());
        Assert.Equal("t:b", network.CatchmentOf(sewer.At("a-b")).Id);
    }

    [Fact]
    public void A_ring_without_an_exit_ends_at_the_node_that_the_source_names_first()
    {
        var ring = new TestNetwork().Node("a", inflow: 0.1).Node("b").Node("c").Pipe("a", "b").Pipe("b", "c").Pipe("c", "a");
        var network = ring.Compile();
        AllFinite(network);
        Assert.Equal("t:a", Assert.Single(network.Catchments).Id);
        Assert.True(network.Nodes.InLoop.All(inLoop => inLoop));
        Assert.Equal(3, NetworkTrace.Downstream(network, new FlowField(network).Current, ring.At("b")).Nodes.Length);
    }

    [Fact]
    public void A_link_to_itself_is_carried_but_moves_no_water()
    {
        var sewer = new TestNetwork().Node("a", inflow: 0.1).Node("out", AssetKind.Outfall).Pipe("a", "a").Pipe("a", "out");
        var network = sewer.Compile();
        AllFinite(network);
        Assert.Equal(0, network.Links.DryFlow[sewer.At("a-a").Index]);
        Assert.Equal(0.1, network.Links.DryFlow[sewer.At("a-out").Index], 1e-6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(double.NaN)]
    public void A_flat_adverse_or_unknown_slope_still_gives_a_travel_time(double upper)
    {
        var sewer = new TestNetwork().Node("a", invert: upper, inflow: 0.01).Node("out", AssetKind.Outfall).Pipe("a", "out");
        var network = sewer.Compile();
        AllFinite(network);
        var minutes = NetworkTrace.Downstream(network, new FlowField(network).Current, sewer.At("a")).Seconds[1] / 60;
        Assert.InRange(minutes, 1, 100.0 / network.Settings.MinimumVelocity / 60);
    }

    [Fact]
    public void A_pipe_without_length_or_section_gets_the_distance_and_a_usual_bore()
    {
        var sewer = new TestNetwork().Node("a", invert: 1).Node("b").Pipe("a", "b", length: 0, diameter: 0);
        var network = sewer.Compile();
        AllFinite(network);
        Assert.Equal(88.8, network.Links.Length[0], 0.5); // 0.001° of longitude at 37° N.
        Assert.Equal((float)network.Settings.DefaultDiameter, network.Links.Height[0]);
    }

    [Fact]
    public void A_link_to_a_missing_node_is_refused_by_name()
    {
        var network = new Network { Name = "t", Title = "t", Nodes = [], Links = [new NetworkLink { LocalId = "stray", Kind = AssetKind.PipeSegment, From = 0, To = 1 }] };
        Assert.Contains("'stray'", Assert.Throws<ArgumentException>(() => CompiledNetwork.Build(network, _ => new AssetKey(1))).Message);
    }

    [Fact]
    public void A_chain_longer_than_any_stack_compiles()
    {
        var nodes = Enumerable.Range(0, 200_000).Select(i => new NetworkNode { LocalId = $"n{i}", Kind = AssetKind.Manhole, Position = default }).ToArray();
        var links = Enumerable.Range(0, nodes.Length - 1).Select(i => new NetworkLink { LocalId = $"l{i}", Kind = AssetKind.PipeSegment, From = i, To = i + 1, Length = 10 }).ToArray();
        var network = CompiledNetwork.Build(new Network { Name = "t", Title = "t", Nodes = nodes, Links = links },
            id => new AssetKey(int.Parse(id[1..]) + 1 + (id[0] == 'l' ? nodes.Length : 0)));
        Assert.Equal(nodes.Length, NetworkTrace.Downstream(network, new FlowField(network).Current, NetworkElement.Node(0)).Nodes.Length);
    }

    internal static void AllFinite(CompiledNetwork network)
    {
        foreach (var column in (IEnumerable<float>[])[network.Links.Length, network.Links.FullArea, network.Links.FullFlow, network.Links.Slope, network.Links.DryShare, network.Links.DryFlow,
            network.Nodes.Invert, network.Nodes.CrownDepth, network.Nodes.DryInflow]) Assert.All(column, v => Assert.True(float.IsFinite(v)));
        var flows = new FlowField(network).Current;
        foreach (var speed in Enum.GetValues<TravelSpeed>())
            foreach (var seconds in flows.Seconds(speed)) Assert.True(float.IsFinite(seconds) && seconds > 0);
    }
}
