using DigitalTwin.Domain.Forecast;
using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Tests.Hydraulics.Routing;

namespace DigitalTwin.Domain.Tests.Hydraulics.Hydrology;

/// <summary>What a run is given beside its network: inflows, stages, evaporation, rain of several gauges.</summary>
public class RunInputTests
{
    private static readonly DateTime Start = new(2026, 3, 1);

    private static SewerSimulation Run(Network network, SimulationInput input, double seconds)
    {
        var run = new SewerSimulation(HydraulicModelBuilder.Build(network), RunoffModel.Build(network), input);
        run.AdvanceTo(seconds);
        return run;
    }

    private static Network Sewer(string outfall = "FREE") => new TestSewer().Manhole("a", 1, 5).Outfall("out", 0, outfall).Pipe("a", "out", 50, 0.5).Build();

    [Fact]
    public void A_series_of_inflow_brings_its_volume_times_its_scale()
    {
        // A triangle of 0.1 m³/s over two hours, scaled by a half: 0.5 × 360 m³.
        var series = new TimeSeries([(Start, 0), (Start.AddHours(1), 0.1), (Start.AddHours(2), 0)]);
        var run = Run(Sewer(), new SimulationInput { Start = Start, Inflows = [new("a", series, 0.5), new("not here", series)] }, 3 * 3600);
        Assert.Equal(180, run.State.Balance.External, 0.5);
        Assert.Equal(180, run.State.Balance.Outflow, 3.0);
    }

    [Fact]
    public void An_outfall_with_a_series_of_stages_follows_it_and_without_one_is_free()
    {
        var stage = new TimeSeries([(Start, 0.5), (Start.AddHours(1), 2.5), (Start.AddHours(2), 2.5)]);
        var network = Sewer("TIMESERIES");
        var tidal = Run(network, new SimulationInput { Start = Start, Stages = new Dictionary<string, TimeSeries> { ["out"] = stage } }, 7200);
        Assert.Equal(2.5, tidal.State.Depth[1], 1e-9);
        Assert.Equal(1.5, tidal.State.Depth[0], 0.01);
        Assert.Equal(0, Run(network, new SimulationInput { Start = Start }, 7200).State.Depth[1], 1e-3);
    }

    [Fact]
    public void Evaporation_is_that_of_the_month_or_of_the_series()
    {
        var monthly = new Evaporation { Monthly = [.. Enumerable.Range(1, 12).Select(m => (double)m)], Recovery = [.. Enumerable.Range(1, 12).Select(m => m / 10.0)] };
        Assert.Equal((3, 0.3), (monthly.At(Start), monthly.RecoveryAt(Start)));
        var series = new Evaporation { Constant = 9, Series = new TimeSeries([(Start, 2), (Start.AddDays(1), 4)]) };
        Assert.Equal((2, 2, 4, 4), (series.At(Start.AddDays(-1)), series.At(Start.AddHours(23)), series.At(Start.AddDays(1)), series.At(Start.AddDays(9))));
    }

    private static Subcatchment Land(params (string, string)[] parameters) => new()
    {
        LocalId = "land", Outlet = "a", RainGauge = "g1", Area = 10_000, PercentImpervious = 100, Width = 100, Slope = 0.01,
        Parameters = new Dictionary<string, string>(parameters.Select(p => KeyValuePair.Create(p.Item1, p.Item2))) { ["N-Imperv"] = "0.013" },
    };

    private static RainSeries Rain(double rate) => new(Enumerable.Range(0, 60).Select(m => (Start.AddMinutes(m), rate)), TimeSpan.FromMinutes(1));

    [Fact]
    public void Land_between_gauges_gets_their_weighted_rain()
    {
        var network = Sewer() with { Subcatchments = [Land((GaugeWeights.Parameter, "g1=1 g2=3"))] };
        var rain = new Dictionary<string, RainSeries> { ["g1"] = Rain(40), ["g2"] = Rain(0.001) };
        // A quarter of 40 mm on a hectare.
        Assert.Equal(100, Run(network, new SimulationInput { Start = Start, Rain = rain }, 4 * 3600).State.Balance.Runoff, 1.0);
    }

    [Fact]
    public void A_weight_that_cannot_be_read_is_left_out_and_told_in_both_languages()
    {
        var network = Sewer() with { Subcatchments = [Land((GaugeWeights.Parameter, "g1=1 g2"))] };
        var repair = Assert.Single(RunoffModel.Build(network).Repairs);
        Assert.Contains("'g2'", repair.Text, StringComparison.Ordinal);
        Assert.Contains("g2", repair.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Near_gauges_count_by_the_inverse_square_of_their_distance()
    {
        NetworkPoint At(string id, double latitude) => new() { LocalId = id, Kind = DigitalTwin.Domain.Assets.AssetKind.RainGauge, Position = new(120, latitude) };
        var near = GaugeWeights.Near([At("far", 30.3), At("near", 30.1), At("mid", 29.8)], new Position(120, 30), 2);
        Assert.Equal(["near", "mid"], near.Select(n => n.Gauge));
        Assert.Equal(0.8, near[0].Weight, 1e-9);
        Assert.Equal("near", Assert.Single(GaugeWeights.Near([At("far", 30.3), At("near", 30.1)], new Position(120, 30), 1)).Gauge);
    }

    /// <summary>A millimetre an hour over the hour of rain, on a hectare: 10 m³, less the minute before the land is wet.</summary>
    [Fact]
    public void Nothing_evaporates_while_it_rains_where_that_is_asked()
    {
        var network = Sewer() with { Subcatchments = [Land()] };
        double Runoff(Evaporation evaporation) =>
            Run(network, new SimulationInput { Start = Start, Rain = new Dictionary<string, RainSeries> { ["g1"] = Rain(25) }, Evaporation = evaporation }, 4 * 3600).State.Balance.Runoff;
        var (always, dryOnly, none) = (Runoff(24), Runoff(new Evaporation { Constant = 24, IsDryOnly = true }), Runoff(Evaporation.None));
        Assert.Equal(10, dryOnly - always, 1.0);
        Assert.True(none > dryOnly + 1);
        Assert.Equal(250, none, 2.0);
    }

    [Fact]
    public void A_steady_inflow_has_a_pattern_of_its_own_beside_that_of_dry_weather()
    {
        var network = Sewer();
        network = network with
        {
            Patterns = new Dictionary<string, Pattern> { ["twice"] = new("HOURLY", [.. Enumerable.Repeat(2.0, 24)]), ["half"] = new("HOURLY", [.. Enumerable.Repeat(0.5, 24)]) },
            Nodes = [network.Nodes[0] with { DryWeatherInflow = 0.01, DryWeatherPattern = "twice", Attributes = new Dictionary<string, string> { [DryWeatherFlow.Baseline] = "0.01", [DryWeatherFlow.BaselinePattern] = "half" } }, network.Nodes[1]],
        };
        Assert.Equal(0.025 * 3600, Run(network, new SimulationInput { Start = Start }, 3600).State.Balance.DryWeather, 1e-6);
    }
}
