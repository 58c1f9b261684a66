using DigitalTwin.Domain.Hydraulics.Routing;

namespace DigitalTwin.Domain.Tests.Hydraulics.Routing;

/// <summary>A network large enough that what moves fast in it is stepped by itself.</summary>
public class RegionTests
{
    private const int Nodes = 400;

    /// <summary>A tree with three pumped wells among calm streets, and one street that a burst fills.</summary>
    private static Router Town(RoutingOptions? options = null)
    {
        var random = new Random(3);
        var sewer = new TestSewer().Outfall("n0", 0);
        for (var i = 1; i < Nodes; i++) sewer.Manhole($"n{i}", 0.25 * Math.Sqrt(i) + 0.2 * random.NextDouble(), 4);
        sewer.Pipe("n1", "n0", 60, 1.2);
        for (var i = 2; i < Nodes; i++) sewer.Pipe($"n{i}", $"n{Math.Max(1, i - 1 - random.Next(Math.Min(i - 1, 20)))}", 30 + 40 * random.NextDouble(), i < 60 ? 0.9 : 0.4);
        foreach (var at in (int[])[150, 250, 350]) sewer.Tank($"well{at}", -2, 3, 1).Pump($"well{at}", $"n{at}", 0.03, 1.5, 0.4);
        return sewer.Router(options);
    }

    /// <summary>Mean depths over ten minutes of a burst and half an hour after it: pumps need not switch at the same second.</summary>
    private static (double[] Depth, Router Router) Run(RoutingOptions? options)
    {
        var router = Town(options);
        var calm = new (int Node, double Flow)[] { (Nodes, 0.011), (Nodes + 1, 0.012), (Nodes + 2, 0.013), (100, 0.01), (200, 0.01), (300, 0.01) };
        TestSewer.Run(router, 3600, calm);
        var sum = new double[Nodes];
        for (var minute = 0; minute < 40; minute++)
        {
            TestSewer.Run(router, 60, minute < 10 ? [.. calm, (380, 0.08)] : calm);
            for (var n = 0; n < Nodes; n++) sum[n] += router.State.Depth[n] / 40;
        }
        return (sum, router);
    }

    [Fact]
    public void What_moves_fast_is_stepped_by_itself_and_agrees_with_short_steps_everywhere()
    {
        var ((regional, router), (exact, reference)) = (Run(null), Run(new RoutingOptions(LongestStep: 1)));
        Assert.True(router.RegionSteps > 50, $"{router.RegionSteps} steps of regions");
        Assert.True(router.Steps < reference.Steps / 6, $"{router.Steps} of {reference.Steps} steps");
        for (var n = 0; n < Nodes; n++) Assert.Equal(exact[n], regional[n], 0.02);
        Assert.InRange(router.State.Balance.Outflow / reference.State.Balance.Outflow, 0.99, 1.01);
        Assert.InRange(router.ContinuityError(), -0.005, 0.005);
    }

    [Fact]
    public void Pumps_in_regions_switch_as_often_as_with_short_steps()
    {
        var router = Town();
        var inflow = new NodeInflow(router.Model.NodeCount);
        inflow.AddExternal(Nodes, 0.011);
        var (switched, before) = (0, router.State.SwitchedAt[0]);
        while (router.State.Time < 4 * 3600)
        {
            router.Step(router.NextStep(4 * 3600), inflow);
            if (router.State.SwitchedAt[0] == before) continue;
            before = router.State.SwitchedAt[0];
            switched++;
            Assert.InRange(router.State.Depth[Nodes], 0.2, 1.7);
        }
        // 3.3 m³ between start and stop: 300 s to fill at 11 L/s, 174 s to empty at 19 L/s.
        Assert.InRange(switched, 50, 66);
    }

    [Fact]
    public void A_run_is_the_same_each_time() => Assert.Equal(Run(null).Router.State.Snapshot(), Run(null).Router.State.Snapshot());
}
