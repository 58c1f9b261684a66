using DigitalTwin.Domain.Forecast.Assimilation;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Tests.Forecast.Assimilation;

public class StateEstimatorTests
{
    private static readonly string[] Gauges = ["m1", "m3"];

    [Fact]
    public void What_came_in_less_what_left_less_what_is_stored_is_nothing_with_corrections_counted() => ForAll.Seeds(seed =>
    {
        var random = new Random(seed);
        var estimator = new StateEstimator(Town.Model(Town.Street()), Town.Start);
        var rain = Town.Rain(random.Next(0, 60), 10, 40);
        for (var minute = 5; minute <= 90; minute += 5)
            estimator.Advance(Town.Start.AddMinutes(minute), rain, [.. Gauges.SelectMany(g => Enumerable.Range(minute - 4, 5).Select(m => Town.Level(g, m, 0.5 * random.NextDouble())))]);
        Assert.Equal(estimator.Balance.External, estimator.Ledger.Net, Math.Max(1e-6, 1e-9 * Math.Abs(estimator.Ledger.Net)));
        Assert.Equal(estimator.Ledger.Entries.Sum(e => e.Added - e.Removed), estimator.Ledger.Net, 1e-6);
        var balance = estimator.Balance;
        var moved = balance.Initial + balance.DryWeather + balance.Runoff + estimator.Ledger.Totals.Values.Sum(t => t.Added + t.Removed);
        var missing = balance.Initial + balance.DryWeather + balance.Runoff + balance.Backflow + estimator.Ledger.Net - balance.Outflow - balance.Overflow - estimator.StoredVolume;
        Assert.InRange(missing / moved, -0.02, 0.02);
    }, 10);

    [Fact]
    public void A_marked_sensor_changes_nothing_and_is_named()
    {
        var (with, without) = Pair();
        var analysis = with.Advance(Town.Start.AddMinutes(30), Town.Rain(20), [.. Healthy(30), .. Readings("m3", 30, 1.2, isUsable: false)]);
        without.Advance(Town.Start.AddMinutes(30), Town.Rain(20), Healthy(30));
        Assert.Equal(without.State.Water, with.State.Water);
        Assert.Equal(("m3", LeftReason.Marked), (Assert.Single(analysis.Left).Asset, analysis.Left[0].Why));
    }

    [Fact]
    public void A_sensor_off_beyond_belief_changes_nothing_and_is_named_with_its_difference()
    {
        var (with, without) = Pair();
        var analysis = with.Advance(Town.Start.AddMinutes(30), Town.Dry, [.. Healthy(30), .. Readings("m3", 30, 2.4)]);
        without.Advance(Town.Start.AddMinutes(30), Town.Dry, Healthy(30));
        Assert.Equal(without.State.Water, with.State.Water);
        var left = Assert.Single(analysis.Left);
        Assert.Equal(("m3", LeftReason.OffTooFar), (left.Asset, left.Why));
        Assert.InRange(left.Innovation!.Value, 2.2, 2.4);
        Assert.True(left.Bound < left.Innovation);
    }

    [Fact]
    public void Silent_unknown_and_numberless_gauges_are_named_each_with_its_reason()
    {
        var estimator = new StateEstimator(Town.Model(Town.Street()), Town.Start);
        var analysis = estimator.Advance(Town.Start.AddMinutes(60), Town.Dry, [Town.Level("m1", 5, 0.1), Town.Level("nowhere", 59, 0.1), Town.Level("m2", 59, double.NaN)]);
        Assert.Equal([("m1", LeftReason.Stale), ("m2", LeftReason.NoNumber), ("nowhere", LeftReason.NotInModel)], analysis.Left.Select(l => (l.Asset, l.Why)).Order());
    }

    [Fact]
    public void Where_most_gauges_are_off_the_model_is_doubted_and_not_they()
    {
        var estimator = new StateEstimator(Town.Model(Town.Street()), Town.Start);
        estimator.Advance(Town.Start.AddMinutes(10), Town.Dry, []);
        var analysis = estimator.Advance(Town.Start.AddMinutes(20), Town.Dry, [.. Readings("m1", 20, 1.5), .. Readings("m2", 20, 1.6), .. Readings("m3", 20, 1.7)]);
        Assert.True(analysis.ModelDoubted);
        Assert.Equal(3, analysis.Used.Count);
        Assert.True(estimator.Ledger.Net > 0);
    }

    [Fact]
    public void A_model_that_knows_too_little_pavement_learns_it_and_gets_unmeasured_places_right_too()
    {
        var truth = new StateEstimator(Town.Model(Town.Street(paved: 90)), Town.Start);
        var model = Town.Model(Town.Street(paved: 60));
        StateEstimator told = new(model, Town.Start), alone = new(model, Town.Start);
        var rain = Town.Rain(12);
        var unmeasured = model.NodeOf["m4"];
        for (var minute = 5; minute <= 150; minute += 5)
        {
            truth.Advance(Town.Start.AddMinutes(minute), rain, []);
            told.Advance(Town.Start.AddMinutes(minute), rain, [Town.Level("m3", minute, truth.Depth[model.NodeOf["m3"]])]);
            alone.Advance(Town.Start.AddMinutes(minute), rain, []);
        }
        Assert.Equal(truth.Depth[model.NodeOf["m3"]], told.Depth[model.NodeOf["m3"]], 0.01);
        Assert.True(told.State.RunoffFactor[model.NodeOf["m0"]] > 1.2, $"learnt {told.State.RunoffFactor[model.NodeOf["m0"]]:0.00}");
        Assert.True(Math.Abs(told.Depth[unmeasured] - truth.Depth[unmeasured]) < 0.5 * Math.Abs(alone.Depth[unmeasured] - truth.Depth[unmeasured]));
    }

    [Fact]
    public void A_plants_measured_inflow_teaches_how_much_comes_in_dry_weather()
    {
        var model = Town.Model(Town.Street());
        var estimator = new StateEstimator(model, Town.Start);
        var water = 1.4 * model.Network.Nodes.Sum(n => n.DryWeatherInflow);
        for (var minute = 10; minute <= 12 * 60; minute += 10)
            estimator.Advance(Town.Start.AddMinutes(minute), Town.Dry, [.. Enumerable.Range(minute - 9, 10).Select(m => new GaugeReading("plant", Quantity.Flow, Town.Start.AddMinutes(m), water))]);
        Assert.InRange(estimator.State.DryWeatherFactor[model.NodeOf["m0"]], 1.3, 1.5);
        Assert.Equal(0, estimator.Ledger.Net);
    }

    [Fact]
    public void Flows_one_below_the_other_do_not_teach_the_same_water_twice()
    {
        var model = Town.Model(Town.Street());
        var estimator = new StateEstimator(model, Town.Start);
        for (var minute = 10; minute <= 12 * 60; minute += 10)
            estimator.Advance(Town.Start.AddMinutes(minute), Town.Dry,
                [.. Enumerable.Range(minute - 9, 10).SelectMany(m => new[] { Flow("m1-m2", m, 1.3 * 0.004), Flow("m3-m4", m, 1.3 * 0.008), Flow("plant", m, 1.3 * 0.01) })]);
        Assert.All(model.NodeOf.Values, n => Assert.InRange(estimator.State.DryWeatherFactor[n], 1.15, 1.45));
    }

    [Fact]
    public void A_flow_beyond_belief_teaches_nothing_and_is_named()
    {
        var model = Town.Model(Town.Street());
        var estimator = new StateEstimator(model, Town.Start);
        var analysis = estimator.Advance(Town.Start.AddHours(6), Town.Dry, [.. Enumerable.Range(60, 300).Select(m => Flow("plant", m, 5))]);
        Assert.All(estimator.State.DryWeatherFactor, f => Assert.Equal(1, f, 1e-6));
        Assert.Equal(("plant", LeftReason.OffTooFar), (Assert.Single(analysis.Left).Asset, analysis.Left[0].Why));
    }

    [Fact]
    public void A_kept_state_is_gone_on_from()
    {
        var model = Town.Model(Town.Street());
        var whole = new StateEstimator(model, Town.Start);
        whole.Advance(Town.Start.AddMinutes(60), Town.Rain(15), Readings("m3", 60, 0.25));
        var again = new StateEstimator(model, whole.State);
        Assert.Equal(whole.Now, again.Now);
        foreach (var e in new[] { whole, again }) e.Advance(Town.Start.AddMinutes(90), Town.Rain(15), Readings("m3", 90, 0.25));
        Assert.Equal(whole.State.RunoffFactor, again.State.RunoffFactor, (a, b) => Math.Abs(a - b) < 1e-3);
        for (var n = 0; n < model.Hydraulics.NodeCount; n++) Assert.Equal(whole.Depth[n], again.Depth[n], 2e-3);
    }

    [Fact]
    public void A_state_of_another_part_is_refused()
    {
        var state = new StateEstimator(Town.Model(Town.Street()), Town.Start).State;
        Assert.Throws<ArgumentException>(() => new StateEstimator(Town.Model(Town.Street()), state with { RunoffFactor = [1, 1] }));
        Assert.Throws<ArgumentException>(() => new StateEstimator(Town.Model(Town.Street()), state with { Learnt = [7, 1] }));
    }

    private static (StateEstimator With, StateEstimator Without) Pair()
    {
        var model = Town.Model(Town.Street());
        return (new StateEstimator(model, Town.Start), new StateEstimator(model, Town.Start));
    }

    private static GaugeReading Flow(string asset, int minute, double value) => new(asset, Quantity.Flow, Town.Start.AddMinutes(minute), value);

    private static GaugeReading[] Healthy(int until) => Readings("m1", until, 0.1);

    /// <summary>One a minute over the last half hour.</summary>
    private static GaugeReading[] Readings(string asset, int until, double value, bool isUsable = true) =>
        [.. Enumerable.Range(0, 30).Select(m => Town.Level(asset, until - m, value, isUsable)).Where(r => r.At > Town.Start)];
}
