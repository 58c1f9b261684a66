using DigitalTwin.Domain.Forecast;
using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Tests.Hydraulics.Routing;

namespace DigitalTwin.Domain.Tests.Forecast;

public class ForecastRunTests
{
    private static readonly DateTime Start = new(2024, 7, 1, 6, 0, 0);

    /// <summary>Two hectares of pavement over a pipe that cannot carry a cloudburst.</summary>
    private static (HydraulicModel Model, RunoffModel Runoff, SimulationInput Input) Town(double millimetresPerHour)
    {
        var network = new TestSewer().Manhole("a", 1, 1.5).Manhole("b", 0.8, 1.5).Outfall("plant", 0.6).Pipe("a", "b", 60, 0.3).Pipe("b", "plant", 60, 0.3).Build();
        network = network with
        {
            Nodes = [network.Nodes[0] with { DryWeatherInflow = 0.004 }, .. network.Nodes.Skip(1)],
            Subcatchments =
            [
                new Subcatchment
                {
                    LocalId = "s", Outlet = "a", RainGauge = "g", Area = 20_000, PercentImpervious = 100, Width = 200, Slope = 0.01,
                    Parameters = new Dictionary<string, string> { ["N-Imperv"] = "0.015", ["S-Imperv"] = "1" },
                },
            ],
        };
        var rain = new RainSeries(Enumerable.Range(60, 20).Select(m => (Start.AddMinutes(m), millimetresPerHour)), TimeSpan.FromMinutes(1));
        return (HydraulicModelBuilder.Build(network), RunoffModel.Build(network), new SimulationInput { Start = Start, Rain = new Dictionary<string, RainSeries> { ["g"] = rain } });
    }

    [Fact]
    public void A_cloudburst_to_come_is_told_with_its_time_and_volume()
    {
        var (model, runoff, input) = Town(90);
        var forecast = new ForecastRun(model, runoff, input).Ahead([]);
        var at = forecast.Nodes[0];
        Assert.InRange(at.OverflowAt!.Value, Start.AddMinutes(61), Start.AddMinutes(75));
        Assert.True(at.SurchargedAt <= at.OverflowAt);
        // 30 mm on 2 ha less a millimetre of puddles; the pipe takes its share.
        Assert.InRange(at.OverflowVolume, 150, 580);
        Assert.Equal(120, forecast.Times.Count);
        Assert.True(forecast.EndInflow[2].Max() > 0.05);
        Assert.InRange(forecast.ContinuityError, -0.01, 0.01);
    }

    [Fact]
    public void Without_rain_nothing_is_told()
    {
        var (model, runoff, input) = Town(0);
        var forecast = new ForecastRun(model, runoff, input).Ahead([]);
        Assert.All(forecast.Nodes, n => Assert.True(n.OverflowAt is null && n.SurchargedAt is null && n.OverflowVolume == 0));
        Assert.Equal(0.004, forecast.EndInflow[2][^1], 1e-4);
    }

    [Fact]
    public void A_forecast_goes_on_from_the_state_of_another()
    {
        var (model, runoff, input) = Town(90);
        var run = new ForecastRun(model, runoff, input);
        var first = run.Ahead([], TimeSpan.FromHours(1));
        var second = run.Ahead(first.State, TimeSpan.FromHours(1));
        var whole = run.Ahead([], TimeSpan.FromHours(2));
        Assert.Equal(Start.AddHours(1), second.IssuedAt);
        Assert.Equal(whole.Nodes[0].OverflowVolume, second.Nodes[0].OverflowVolume, whole.Nodes[0].OverflowVolume * 0.01);
    }

    [Fact]
    public void A_state_of_another_network_is_refused()
    {
        var (model, runoff, input) = Town(0);
        Assert.Throws<ArgumentException>(() => new ForecastRun(model, runoff, input).Ahead([1, 2, 3]));
    }

    [Fact]
    public void Efficiency_is_one_for_the_same_and_nought_for_the_mean()
    {
        double[] observed = [1, 2, 3, 4];
        Assert.Equal(1, NashSutcliffe.Of(observed, observed));
        Assert.Equal(0, NashSutcliffe.Of(observed, [2.5, 2.5, 2.5, 2.5]), 1e-12);
        Assert.True(double.IsNaN(NashSutcliffe.Of([1, 1], [1, 2])));
    }
}
