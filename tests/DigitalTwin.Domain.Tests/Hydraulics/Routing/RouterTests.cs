using DigitalTwin.Domain.Hydraulics.Routing;

namespace DigitalTwin.Domain.Tests.Hydraulics.Routing;

public class RouterTests
{
    /// <summary>A tree of manholes with pipes of any size and slope, some running uphill.</summary>
    private static (TestSewer Sewer, (int, double)[] Inflow) Wild(int seed)
    {
        var random = new Random(seed);
        var sewer = new TestSewer().Outfall("n0", 0);
        for (var i = 1; i < 60; i++) sewer.Manhole($"n{i}", 0.3 * Math.Sqrt(i) + random.NextDouble() * 0.5, 1 + 3 * random.NextDouble());
        sewer.Pipe("n1", "n0", 40, 0.8);
        for (var i = 2; i < 60; i++) sewer.Pipe($"n{i}", $"n{1 + random.Next(i - 1)}", 5 + 80 * random.NextDouble(), 0.15 + 0.6 * random.NextDouble());
        return (sewer, [.. Enumerable.Range(0, 8).Select(_ => (1 + random.Next(59), 0.05 * random.NextDouble()))]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Water_is_conserved_and_finite_in_any_tree(int seed)
    {
        var (sewer, inflow) = Wild(seed);
        var router = sewer.Router();
        TestSewer.Run(router, 3600, inflow);
        TestSewer.Run(router, 3600);
        Assert.All(router.State.Depth, d => Assert.True(double.IsFinite(d)));
        Assert.All(router.State.Flow, q => Assert.True(double.IsFinite(q)));
        Assert.InRange(router.ContinuityError(), -0.01, 0.01);
    }

    [Fact]
    public void A_run_taken_up_from_a_snapshot_goes_on_as_if_it_had_not_stopped()
    {
        var (sewer, inflow) = Wild(7);
        var one = sewer.Router();
        TestSewer.Run(one, 1800, inflow);
        var snapshot = one.State.Snapshot();
        var other = sewer.Router();
        other.State.Restore(snapshot);
        other.Resume(other.State);
        one.Resume(one.State);
        TestSewer.Run(one, 1800, inflow);
        TestSewer.Run(other, 1800, inflow);
        Assert.Equal(one.State.Snapshot(), other.State.Snapshot());
    }

    [Fact]
    public void Water_over_the_rim_leaves_and_is_counted()
    {
        var sewer = new TestSewer().Manhole("a", 1, 1.5).Manhole("b", 0.9, 1.5).Outfall("out", 0.8).Pipe("a", "b", 50, 0.2).Pipe("b", "out", 50, 0.2);
        var router = sewer.Router();
        TestSewer.Run(router, 3600, (0, 0.2));
        Assert.Equal(1.5, router.State.Depth[0], 1e-6);
        Assert.InRange(router.State.OverflowVolume[0], 300, 720);
        Assert.InRange(router.ContinuityError(), -0.005, 0.005);
    }

    [Fact]
    public void A_pump_keeps_its_well_between_its_depths()
    {
        var sewer = new TestSewer().Tank("well", 0, 5).Manhole("top", 6).Outfall("out", 5).Pump("well", "top", 0.05, 2, 0.5).Pipe("top", "out", 20, 0.4);
        var router = sewer.Router();
        TestSewer.Run(router, 600, (0, 0.02));
        for (var minute = 0; minute < 60; minute++)
        {
            TestSewer.Run(router, 60, (0, 0.02));
            Assert.InRange(router.State.Depth[0], 0.4, 2.2);
        }
        Assert.InRange(router.State.Balance.Outflow, 0.02 * 4200 - 12, 0.02 * 4200);
    }

    [Fact]
    public void A_rule_shuts_what_it_names()
    {
        var sewer = new TestSewer().Tank("well", 0, 5).Manhole("top", 6).Outfall("out", 5).Pump("well", "top", 0.05, 1, 0.5).Pipe("top", "out", 20, 0.4);
        sewer.Controls.Add("RULE stop\nIF NODE top DEPTH >= 0\nAND SIMULATION TIME > 0:10\nTHEN PUMP well>top STATUS = OFF\nPRIORITY 1");
        var router = sewer.Router();
        TestSewer.Run(router, 3600, (0, 0.02));
        Assert.Equal(0, router.State.DeviceFlow[0]);
        Assert.True(router.State.Depth[0] > 5);
    }

    [Fact]
    public void A_flap_gate_lets_nothing_back()
    {
        var sewer = new TestSewer().Manhole("a", 0, 4).Outfall("out", 0, "FIXED", 2).Pipe("a", "out", 20, 0.5);
        var network = sewer.Build();
        var gated = network with { Links = [network.Links[0] with { HasFlapGate = true }] };
        var router = new Router(HydraulicModelBuilder.Build(gated));
        TestSewer.Run(router, 600);
        Assert.Equal(0, router.State.Depth[0], 1e-6);
        var open = new Router(HydraulicModelBuilder.Build(network));
        TestSewer.Run(open, 600);
        Assert.Equal(2, open.State.Depth[0], 0.01);
    }
}
