using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast;
using DigitalTwin.Domain.Forecast.Assimilation;
using DigitalTwin.Domain.Forecast.State;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Tests.Hydraulics.Routing;

namespace DigitalTwin.Domain.Tests.Forecast.Assimilation;

/// <summary>A well of 20 m² that a pump of 50 L/s empties between 1.5 m and 0.5 m, by a rising main into a plant.</summary>
public class MeasuredDevicesTests
{
    private const double Rated = 0.05, Inflow = 0.02;
    private readonly LiveModel _model = Town.Model(Lift());

    [Fact]
    public void A_pumps_wet_well_holds_water_though_it_is_drawn_as_a_manhole()
    {
        var estimator = new StateEstimator(_model, Town.Start);
        var depths = Enumerable.Range(1, 180).Select(m => Depth(estimator, m)).Skip(60).ToArray();
        Assert.InRange(depths.Min(), 0.4, 0.6);
        Assert.InRange(depths.Max(), 1.4, 1.6);
    }

    [Fact]
    public void A_pump_that_runs_at_part_of_its_speed_does_so_in_the_model_and_inside_its_band_goes_on_in_the_forecast()
    {
        var estimator = Told(m => [Level(m, 1), Flow(m, Inflow)], 60);
        Assert.Equal(1, estimator.Depth[_model.NodeOf["well"]], 0.05);
        // Else it would take in what the pump at full speed lifts too much, 54 m³ in half an hour.
        Assert.InRange(estimator.Ledger.Entries.Where(e => e.From >= Town.Start.AddMinutes(30)).Sum(e => e.Added + e.Removed), 0, 2);
        var run = Ahead(estimator);
        Assert.All(run, f => Assert.Equal(Inflow, f, 0.002));
    }

    [Fact]
    public void A_pump_that_was_measured_to_stand_starts_by_itself_once_its_well_is_full()
    {
        var estimator = Told(m => [Running(m, 0)], 5);
        var missing = (1.5 - estimator.Depth[_model.NodeOf["well"]]) * 20 / Inflow / 60;
        Assert.True(missing > 2);
        var run = Ahead(estimator);
        Assert.InRange(Array.FindIndex(run, f => f > 0), missing - 1, missing + 1);
        Assert.Equal(Rated, run[(int)missing + 2], 0.002);
    }

    [Fact]
    public void A_tripped_pump_stays_off_to_the_end_of_the_forecast_until_it_is_told_well()
    {
        var estimator = Told(m => [Level(m, 1)], 30);
        estimator.Trip(["well>main"]);
        estimator.Advance(Town.Start.AddMinutes(35), Town.Dry, []);
        Assert.All(Ahead(estimator), f => Assert.Equal(0, f));
        var restored = new StateEstimator(_model, estimator.State);
        Assert.All(Ahead(restored), f => Assert.Equal(0, f));
        restored.Trip([]);
        restored.Advance(Town.Start.AddMinutes(36), Town.Dry, []);
        Assert.Contains(Ahead(restored), f => f > 0);
    }

    [Fact]
    public void What_was_measured_long_ago_holds_a_pump_no_more()
    {
        var estimator = Told(m => m < 5 ? [Running(m, 1), Flow(m, 0.002)] : [], 90);
        var deep = Enumerable.Range(91, 60).Select(m => Depth(estimator, m)).ToArray();
        Assert.True(deep.Max() < 1.7, $"the well rose to {deep.Max():0.00} m");
        Assert.True(deep.Min() < 0.7, $"the well fell to {deep.Min():0.00} m");
    }

    [Fact]
    public void A_gate_that_a_rule_would_shut_stays_as_it_was_measured_for_a_while()
    {
        var sewer = new TestSewer { Controls = { "RULE shut\nIF SIMULATION TIME >= 0\nTHEN PUMP well>main SETTING = 0\nPRIORITY 1" } };
        var model = Town.Model(Lift(sewer, switches: false));
        var estimator = Running(model);
        estimator.Advance(Town.Start.AddMinutes(60), Town.Dry, [.. Enumerable.Range(1, 60).SelectMany(m => new[] { Flow(m, Inflow) })]);
        var run = Ahead(estimator, model);
        Assert.Equal(Inflow, run[5], 0.002);
        Assert.Equal(0, run[30]);
    }

    [Fact]
    public void A_rising_main_is_no_street_and_nothing_leaves_over_its_rim()
    {
        var estimator = new StateEstimator(_model, Town.Start);
        estimator.Advance(Town.Start.AddHours(3), Town.Dry, []);
        Assert.Equal(0, estimator.Balance.Overflow);
        Assert.Contains(_model.Repairs, r => r.Text.Contains("rising mains", StringComparison.Ordinal));
    }

    private static Network Lift(TestSewer? sewer = null, bool switches = true)
    {
        // The main loses some 5 m at the pump's rate, where its first node has a rim at 2 m.
        var built = (sewer ?? new TestSewer()).Manhole("a", 3, 3).Manhole("well", 1, 4).Manhole("main", 5, 2).Manhole("b", 5, 3).Outfall("plant", 4)
            .Pipe("a", "well", 60, 0.4, toOffset: 1.6).Pump("well", "main", Rated, switches ? 1.5 : 0, switches ? 0.5 : 0).Pipe("main", "b", 100, 0.2).Pipe("b", "plant", 40, 0.6).Build();
        return built with
        {
            Nodes = [.. built.Nodes.Select(n => n.LocalId switch { "a" => n with { DryWeatherInflow = Inflow }, "well" => n with { StorageArea = 20 }, "plant" => n with { Kind = AssetKind.TreatmentPlant }, _ => n })],
            Links = [.. built.Links.Select(l => l.LocalId == "main-b" ? l with { IsPressurised = true } : l)],
        };
    }

    private StateEstimator Told(Func<int, GaugeReading[]> readings, int minutes)
    {
        var estimator = Running();
        for (var m = 5; m <= minutes; m += 5) estimator.Advance(Town.Start.AddMinutes(m), Town.Dry, [.. Enumerable.Range(m - 4, 5).SelectMany(readings)]);
        return estimator;
    }

    /// <summary>After two hours, in which the well has filled and emptied.</summary>
    private StateEstimator Running(LiveModel? model = null)
    {
        var estimator = new StateEstimator(model ?? _model, Town.Start.AddHours(-2));
        estimator.Advance(Town.Start, Town.Dry, []);
        return estimator;
    }

    private double[] Ahead(StateEstimator estimator) => Ahead(estimator, _model);

    private static double[] Ahead(StateEstimator estimator, LiveModel model)
    {
        var run = estimator.State.Begin(model, Town.Dry);
        return [.. ForecastRun.Ahead(run, TimeSpan.FromHours(1), TimeSpan.FromMinutes(1)).Flow.Select(f => (double)f[model.LinkOf["well>main"]])];
    }

    private double Depth(StateEstimator estimator, int minute)
    {
        estimator.Advance(Town.Start.AddMinutes(minute), Town.Dry, []);
        return estimator.Depth[_model.NodeOf["well"]];
    }

    private static GaugeReading Level(int minute, double value) => Town.Level("well", minute, value);

    private static GaugeReading Flow(int minute, double value) => new("well>main", Quantity.Flow, Town.Start.AddMinutes(minute), value);

    private static GaugeReading Running(int minute, double value) => new("well>main", Quantity.Running, Town.Start.AddMinutes(minute), value);
}
