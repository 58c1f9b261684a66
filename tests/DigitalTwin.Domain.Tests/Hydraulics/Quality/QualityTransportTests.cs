using DigitalTwin.Domain.Hydraulics.Quality;
using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Domain.Tests.Hydraulics.Routing;

namespace DigitalTwin.Domain.Tests.Hydraulics.Quality;

/// <summary>What enters leaves, stays, spills or decays; nothing is stronger than what came in.</summary>
public class QualityTransportTests
{
    /// <summary>A ring with a loop, a tank, a pump and pipes that overflow.</summary>
    private static TestSewer Town() => new TestSewer()
        .Manhole("a", 3, 2).Manhole("b", 2.5, 2).Manhole("c", 2.4, 2).Tank("well", 1, 8).Manhole("top", 4, 3).Outfall("out", 3)
        .Pipe("a", "b", 60, 0.3).Pipe("a", "c", 80, 0.2).Pipe("b", "c", 40, 0.3).Pipe("c", "well", 30, 0.3).Pump("well", "top", 0.03, 1.2, 0.4).Pipe("top", "out", 100, 0.3);

    private static void Run(Router router, QualityTransport quality, double seconds, params (int Node, double Flow)[] inflow)
    {
        var entering = new NodeInflow(router.Model.NodeCount);
        foreach (var (node, flow) in inflow) entering.AddDryWeather(node, flow);
        var until = router.State.Time + seconds;
        while (router.State.Time < until - 1e-9) quality.Advance(entering, router.Step(router.NextStep(until), entering));
    }

    [Fact]
    public void Matter_is_conserved_to_rounding_through_pumps_loops_and_floods()
    {
        var sewer = Town();
        var router = sewer.Router();
        var quality = new QualityTransport(router, [new("salt"), new("bacteria", DecayPerDay: 20), new("nitrogen", InDryWeather: 40)]);
        quality.Release(0, sewer.Index("a"), 5);
        quality.Release(1, sewer.Index("b"), 2);
        Run(router, quality, 1800, (0, 0.2), (1, 0.01));
        quality.Release(0, sewer.Index("a"), 0);
        Run(router, quality, 3600, (0, 0.01), (1, 0.01));
        Assert.True(router.State.Balance.Overflow > 1);
        for (var c = 0; c < 3; c++)
        {
            var balance = quality.Balance(c);
            Assert.True(balance.Entered > 1000 && balance.Overflowed > 0, $"{balance}");
            Assert.InRange(quality.Stored(c) - balance.Expected, -1e-8 * balance.Entered, 1e-8 * balance.Entered);
        }
        Assert.True(quality.Balance(1).Decayed > 10 && quality.Balance(0).Decayed == 0);
    }

    [Fact]
    public void No_water_is_stronger_than_the_strongest_that_came_in()
    {
        var sewer = Town();
        var router = sewer.Router();
        var quality = new QualityTransport(router, [new("nitrogen", InDryWeather: 40)]);
        for (var i = 0; i < 90; i++)
        {
            Run(router, quality, 60, (0, i % 30 < 5 ? 0.15 : 0.004), (1, 0.002));
            Assert.All(quality.Concentration(0), c => Assert.InRange(c, 0, 40 + 1e-6));
        }
        Assert.InRange(quality.Concentration(0)[sewer.Index("b")], 39, 40.001); // The first, clean water has been pushed out.
    }

    [Fact]
    public void A_tank_mixes_and_decays_as_the_book_has_it()
    {
        // dC/dt = (Q/V)·(C_in − C) − k·C in a tank that stays full: C = C∞·(1 − e^(−(Q/V + k)·t)).
        var sewer = new TestSewer().Tank("tank", 0, 50, initial: 2).Outfall("out", -1).Pump("tank", "out", null);
        var router = sewer.Router();
        var quality = new QualityTransport(router, [new("matter", DecayPerDay: 12, InDryWeather: 100)]);
        Run(router, quality, 3600, (0, 0.01));
        double turnover = 0.01 / 100, k = 12.0 / 86_400;
        Assert.Equal(2, router.State.Depth[0], 0.05);
        var expected = 100 * turnover / (turnover + k) * (1 - Math.Exp(-(turnover + k) * 3600));
        Assert.Equal(expected, quality.Concentration(0)[0], 0.02 * expected);
    }

    [Fact]
    public void A_pulse_travels_with_the_water()
    {
        var sewer = new TestSewer();
        for (var i = 0; i <= 40; i++) sewer.Manhole($"n{i}", 10 - 0.1 * i);
        sewer.Outfall("out", 5.8);
        for (var i = 0; i < 40; i++) sewer.Pipe($"n{i}", $"n{i + 1}", 50, 0.5);
        sewer.Pipe("n40", "out", 50, 0.5);
        var router = sewer.Router();
        var quality = new QualityTransport(router, [new("tracer")]);
        Run(router, quality, 7200, (0, 0.05));
        quality.Release(0, 0, 10);
        Run(router, quality, 120, (0, 0.05));
        quality.Release(0, 0, 0);
        var velocity = router.State.Flow[20] / router.State.MidArea[20];
        double best = 0, at = 0, mass = 0;
        for (var i = 0; i < 180; i++)
        {
            Run(router, quality, 30, (0, 0.05));
            mass = quality.Passed(0)[41];
            if (quality.Concentration(0)[40] is var c && c > best) (best, at) = (c, i * 30 + 30);
        }
        Assert.InRange(at / (2000 / velocity), 0.9, 1.1);
        Assert.InRange(mass, 1199, 1200 + 1e-6);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_release_that_cannot_be_is_refused(double rate)
    {
        var quality = new QualityTransport(Town().Router(), [new("salt")]);
        Assert.Throws<ArgumentOutOfRangeException>(() => quality.Release(0, 0, rate));
    }
}
