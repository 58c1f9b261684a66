using DigitalTwin.Domain.Forecast;
using DigitalTwin.Domain.Forecast.Spills;
using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Domain.Tests.Hydraulics.Routing;

namespace DigitalTwin.Domain.Tests.Forecast.Spills;

public class SpillForecastTests
{
    private static readonly SimulationInput Input = new() { Start = new DateTime(2024, 7, 1, 6, 0, 0) };
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1), Hour = TimeSpan.FromHours(1);

    /// <summary>Two branches that meet; 10 L/s come down one, 10 down the other.</summary>
    private static (SpillForecast Forecast, double[] State, TestSewer Sewer) Fork()
    {
        var sewer = new TestSewer().Manhole("a", 2).Manhole("side", 2).Manhole("b", 1.5).Manhole("c", 1).Outfall("out", 0.5)
            .Pipe("a", "b", 100, 0.4).Pipe("side", "b", 100, 0.4).Pipe("b", "c", 100, 0.4).Pipe("c", "out", 100, 0.4);
        var network = sewer.Build();
        network = network with { Nodes = [.. network.Nodes.Select(n => n.LocalId is "a" or "side" ? n with { DryWeatherInflow = 0.01 } : n)] };
        var (model, runoff) = (HydraulicModelBuilder.Build(network), RunoffModel.Build(network));
        var simulation = new SewerSimulation(model, runoff, Input);
        simulation.AdvanceTo(3600);
        return (new SpillForecast(model, runoff, Input), simulation.Snapshot(), sewer);
    }

    [Fact]
    public void A_spill_reaches_what_lies_below_it_and_thins_where_waters_meet()
    {
        var (forecast, state, sewer) = Fork();
        var outlook = forecast.Ahead(state, new Spill(sewer.Index("a"), 5 * Minute, Hour, 0.002, 600), 4 * Hour, Minute);
        Assert.Equal(["a", "b", "c", "out"], outlook.Passages.Select(p => sewer.Build().Nodes[p.Node].LocalId));
        Assert.Equal(600 * 0.002 / 0.012, outlook.Passages[0].PeakConcentration, 1);
        Assert.Equal(600 * 0.002 / 0.022, outlook.Passages[1].PeakConcentration, 1);
        Assert.All(outlook.Passages.Zip(outlook.Passages.Skip(1)), p => Assert.True(p.First.First <= p.Second.First && p.First.Peak <= p.Second.Peak));
        Assert.All(outlook.Passages, p => Assert.Equal(1, p.MassShare, 3));
        Assert.Equal(7200 * 0.6, outlook.Balance.Entered, 1e-6);
        Assert.Equal(outlook.Balance.Expected, outlook.Stored, 1e-6);
    }

    [Fact]
    public void What_decays_arrives_weaker_and_what_does_not_run_yet_is_not_told()
    {
        var (forecast, state, sewer) = Fork();
        var spill = new Spill(sewer.Index("a"), TimeSpan.Zero, Hour, 0.002, 600);
        var (kept, decayed) = (forecast.Ahead(state, spill, 4 * Hour, Minute), forecast.Ahead(state, spill with { DecayPerDay = 100 }, 4 * Hour, Minute));
        Assert.True(decayed.Passages[^1].MassShare < 0.95 * kept.Passages[^1].MassShare);
        Assert.Empty(forecast.Ahead(state, spill with { After = 5 * Hour }, 4 * Hour, Minute).Passages);
    }

    [Fact]
    public void A_spill_that_cannot_be_is_refused()
    {
        var (forecast, state, _) = Fork();
        Assert.Contains("999", Assert.Throws<ArgumentException>(() => forecast.Ahead(state, new Spill(999, TimeSpan.Zero, Hour, 0.002, 600), Hour, Minute)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => forecast.Ahead(state, new Spill(0, TimeSpan.Zero, Hour, 0, 600), Hour, Minute));
        Assert.Throws<ArgumentOutOfRangeException>(() => forecast.Ahead(state, new Spill(0, TimeSpan.Zero, Hour, 0.002, 600), Minute, Hour));
    }
}
