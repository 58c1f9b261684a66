using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Domain.Tests.Networks;

public class CompiledNetworkTests
{
    [Fact]
    public void Links_lead_forward_save_those_that_close_a_loop() => ForAll.Seeds(seed =>
    {
        var network = RandomNetwork.Of(seed);
        for (var link = 0; link < network.LinkCount; link++)
        {
            Assert.InRange(link, network.Nodes.DownStart[network.Links.From[link]], network.Nodes.DownStart[network.Links.From[link] + 1] - 1);
            if (network.Links.IsBack(link)) Assert.True(network.Nodes.InLoop[network.Links.From[link]] && network.Nodes.InLoop[network.Links.To[link]]);
        }
        for (var node = 0; node < network.NodeCount; node++)
            for (var k = network.Nodes.UpStart[node]; k < network.Nodes.UpStart[node + 1]; k++) Assert.Equal(node, network.Links.To[network.Nodes.UpLink[k]]);
    });

    [Fact]
    public void A_node_is_in_a_loop_exactly_when_water_can_come_back_to_it() => ForAll.Seeds(seed =>
    {
        var network = RandomNetwork.Of(seed, 30);
        for (var node = 0; node < network.NodeCount; node++) Assert.Equal(ComesBack(network, node), network.Nodes.InLoop[node]);
    });

    [Fact]
    public void Dry_weather_flow_is_conserved() => ForAll.Seeds(seed =>
    {
        var network = RandomNetwork.Of(seed);
        double entering = 0, ending = 0;
        var through = new FlowField(network).Current.Through;
        for (var node = 0; node < network.NodeCount; node++)
        {
            entering += network.Nodes.DryInflow[node];
            var leaving = 0.0;
            for (var link = network.Nodes.DownStart[node]; link < network.Nodes.DownStart[node + 1]; link++) leaving += network.Links.DryFlow[link];
            if (network.Nodes.MainLink[node] < 0)
            {
                ending += through[node];
                Assert.Equal(0, leaving);
            }
            else Assert.Equal(through[node], leaving, 1e-6);
        }
        Assert.Equal(entering, ending, 1e-6);
    });

    [Fact]
    public void The_main_path_of_every_node_ends_at_a_sink_and_its_first_border_names_the_catchment() => ForAll.Seeds(seed =>
    {
        var network = RandomNetwork.Of(seed);
        for (var start = 0; start < network.NodeCount; start++)
        {
            var (node, steps) = (start, 0);
            while (!network.IsBorder(node))
            {
                Assert.True(++steps <= network.NodeCount);
                node = network.Links.To[network.Nodes.MainLink[node]];
            }
            Assert.Equal(node, network.CatchmentOf(NetworkElement.Node(start)).BorderNode);
        }
    });

    [Fact]
    public void No_number_of_a_random_network_is_not_a_number() => ForAll.Seeds(seed => DegenerateNetworkTests.AllFinite(RandomNetwork.Of(seed)));

    [Fact]
    public void Weirs_and_raised_pipes_get_nothing_in_dry_weather()
    {
        var sewer = new TestNetwork().Node("in", inflow: 0.1, invert: 5).Node("plant", AssetKind.TreatmentPlant).Node("river", AssetKind.Outfall).Node("relief", AssetKind.Outfall)
            .Pipe("in", "plant").Pipe("in", "relief", offset: 1, diameter: 1.2)
            .Link("weir", AssetKind.Weir, "in", "river");
        var network = sewer.Compile();
        Assert.Equal(0.1, network.Links.DryFlow[sewer.At("in-plant").Index], 1e-6);
        Assert.Equal(0, network.Links.DryFlow[sewer.At("in-relief").Index]);
        Assert.Equal(0, network.Links.DryFlow[sewer.At("weir").Index]);
    }

    [Fact]
    public void Full_pipes_divide_water_by_capacity()
    {
        var sewer = new TestNetwork().Node("in", inflow: 30, invert: 5).Node("a", AssetKind.Outfall).Node("b", AssetKind.Outfall)
            .Pipe("in", "a", diameter: 0.5).Pipe("in", "b", diameter: 1.0);
        var network = sewer.Compile();
        var ratio = Math.Pow(2, 8.0 / 3); // Q ∝ D^(8/3)
        Assert.Equal(ratio, network.Links.DryFlow[sewer.At("in-b").Index] / network.Links.DryFlow[sewer.At("in-a").Index], 0.01);
    }

    [Fact]
    public void A_trickle_keeps_to_the_lower_of_two_pipes()
    {
        var sewer = new TestNetwork().Node("in", inflow: 0.001, invert: 5).Node("a", AssetKind.Outfall).Node("b", AssetKind.Outfall)
            .Pipe("in", "a", diameter: 0.5).Pipe("in", "b", diameter: 1.0, offset: 0.08);
        var network = sewer.Compile();
        Assert.Equal((0.001f, 0f), (network.Links.DryFlow[sewer.At("in-a").Index], network.Links.DryFlow[sewer.At("in-b").Index]));
    }

    [Fact]
    public void A_pipe_before_a_sill_drains_backwards()
    {
        // What enters at the pit cannot climb over the sill of its drawn way out; it goes back to where another way leads on.
        var sewer = new TestNetwork().Node("top", invert: 5).Node("fork", invert: 2.03).Node("pit", invert: 2.0, inflow: 0.01).Node("out", AssetKind.Outfall, invert: 1)
            .Pipe("top", "fork").Pipe("fork", "pit").Link("sill", AssetKind.PipeSegment, "pit", "out", l => l with { Length = 50, Section = CrossSection.Circle(0.3), ToOffset = 2.2 })
            .Pipe("fork", "out");
        var network = sewer.Compile();
        Assert.Equal(0.01, network.Links.DryFlow[sewer.At("fork-out").Index], 1e-6);
        Assert.Equal(sewer.At("pit").Index, network.Links.From[sewer.At("fork-pit").Index]);
    }

    [Fact]
    public void Withdrawals_decide_the_flow_in_a_supplied_network()
    {
        var reuse = new TestNetwork().Node("plant", AssetKind.ReclaimedPlant, inflow: 0.05).Node("river", AssetKind.Outfall).Node("j")
            .Node("u1", AssetKind.ReuseIntake, inflow: -0.01).Node("u2", AssetKind.ReuseIntake, inflow: -0.02)
            .Pipe("plant", "river").Pipe("plant", "j", pressurised: true).Pipe("j", "u1", pressurised: true).Pipe("j", "u2", pressurised: true);
        var network = reuse.Compile();
        Assert.Equal(0.03, network.Links.DryFlow[reuse.At("plant-j").Index], 1e-6);
        Assert.Equal(0.02, network.Links.DryFlow[reuse.At("j-u2").Index], 1e-6);
        Assert.Equal(0.02, network.Links.DryFlow[reuse.At("plant-river").Index], 1e-6);
    }

    private static bool ComesBack(CompiledNetwork network, int start)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>([start]);
        while (open.TryPop(out var node))
            for (var link = network.Nodes.DownStart[node]; link < network.Nodes.DownStart[node + 1]; link++)
            {
                if (network.Links.To[link] == start) return true;
                if (seen.Add(network.Links.To[link])) open.Push(network.Links.To[link]);
            }
        return false;
    }
}
