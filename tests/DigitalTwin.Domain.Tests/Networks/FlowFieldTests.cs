using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Tests.Networks;

public class FlowFieldTests
{
    private static readonly Instant Noon = new(1_000_000);

    [Fact]
    public void A_measured_flow_holds_at_its_link_and_its_difference_goes_downstream_to_the_next_measurement()
    {
        var sewer = Trunk();
        var field = new FlowField(sewer.Compile());
        field.Observe(sewer.Key("a-b"), Quantity.Flow, 0.5, Noon);
        field.Observe(sewer.Key("c-out"), Quantity.Flow, 0.4, Noon);
        Assert.True(field.Recompute());
        Assert.Equal(0.5, Flow(field, sewer, "a-b"), 1e-6);
        Assert.Equal(0.6, Flow(field, sewer, "b-c"), 1e-6); // 0.1 more comes in at b.
        Assert.Equal(0.4, Flow(field, sewer, "c-out"), 1e-6);
    }

    [Fact]
    public void A_measured_weir_takes_its_water_from_the_main_way()
    {
        var sewer = new TestNetwork().Node("in", invert: 2, inflow: 0.3).Node("plant", AssetKind.TreatmentPlant).Node("river", AssetKind.Outfall)
            .Pipe("in", "plant").Link("weir", AssetKind.Weir, "in", "river");
        var field = new FlowField(sewer.Compile());
        field.Observe(sewer.Key("weir"), Quantity.Flow, 0.2, Noon);
        field.Recompute();
        Assert.Equal(0.1, Flow(field, sewer, "in-plant"), 1e-6);
        Assert.Equal(0.2, Flow(field, sewer, "weir"), 1e-6);
    }

    [Fact]
    public void A_pump_that_rests_for_a_moment_does_not_stop_the_water_of_the_hour()
    {
        var sewer = new TestNetwork().Node("in", invert: 2, inflow: 0.1).Node("well", invert: 1).Node("plant", AssetKind.TreatmentPlant)
            .Pipe("in", "well").Link("pump", AssetKind.PumpStation, "well", "plant");
        var field = new FlowField(sewer.Compile());
        // Ten minutes at twice the inflow, ten at rest: 0.1 m³/s on the mean.
        for (var minute = 0; minute < 600; minute++)
        {
            field.Observe(sewer.Key("pump"), Quantity.Flow, minute / 10 % 2 == 0 ? 0.2 : 0, Noon + TimeSpan.FromMinutes(minute));
            field.Recompute();
            Assert.InRange(Flow(field, sewer, "pump"), 0.08, 0.12);
        }
        // One that stays off stops it after all.
        field.Observe(sewer.Key("pump"), Quantity.Flow, 0, Noon + TimeSpan.FromHours(20));
        field.Recompute();
        Assert.InRange(Flow(field, sewer, "pump"), 0, 0.001);
    }

    [Fact]
    public void An_older_measurement_does_not_replace_a_newer_one()
    {
        var sewer = Trunk();
        var field = new FlowField(sewer.Compile());
        Assert.True(field.Observe(sewer.Key("a-b"), Quantity.Flow, 0.5, Noon));
        Assert.False(field.Observe(sewer.Key("a-b"), Quantity.Flow, 0.9, Noon - TimeSpan.FromMinutes(1)));
        field.Recompute();
        Assert.Equal(0.5, Flow(field, sewer, "a-b"), 1e-6);
    }

    [Fact]
    public void What_is_forgotten_falls_back_to_dry_weather()
    {
        var sewer = Trunk();
        var field = new FlowField(sewer.Compile());
        field.Observe(sewer.Key("a-b"), Quantity.Flow, 0.5, Noon);
        field.Recompute();
        field.ForgetBefore(Noon + TimeSpan.FromHours(1));
        Assert.True(field.Recompute());
        Assert.Equal(0.1, Flow(field, sewer, "a-b"), 1e-6);
    }

    [Fact]
    public void What_changed_alone_gives_the_same_flows_as_computing_all() => ForAll.Seeds(seed =>
    {
        var network = RandomNetwork.Of(seed);
        var random = new Random(seed);
        var field = new FlowField(network);
        var seen = new List<(AssetKey, Quantity, double)>();
        for (var i = 0; i < 12; i++)
        {
            var element = random.Next(2) == 0 && network.LinkCount > 0 ? NetworkElement.Link(random.Next(network.LinkCount)) : NetworkElement.Node(random.Next(network.NodeCount));
            seen.Add((network.KeyOf(element), random.Next(3) == 0 ? Quantity.Level : Quantity.Flow, random.Next(1, 50) / 50.0)); // Apart by more than the hundredth that counts as no change.
            field.Observe(seen[^1].Item1, seen[^1].Item2, seen[^1].Item3, Noon + TimeSpan.FromMinutes(i));
            if (i == 8) field.ForgetBefore(Noon + TimeSpan.FromMinutes(4));
            field.Recompute();
        }
        var whole = new FlowField(network);
        for (var i = 4; i < 12; i++) whole.Observe(seen[i].Item1, seen[i].Item2, seen[i].Item3, Noon + TimeSpan.FromMinutes(i));
        whole.Recompute();
        if (Enumerable.Range(0, network.LinkCount).Any(l => network.Links.Kind[l] == AssetKind.PumpStation)) return; // A pump's mean remembers what was forgotten.
        Assert.Equal(whole.Current.Flow.ToArray(), field.Current.Flow.ToArray());
        Assert.Equal(whole.Current.Through.ToArray(), field.Current.Through.ToArray());
        Assert.Equal(whole.Current.Seconds(TravelSpeed.Water).ToArray(), field.Current.Seconds(TravelSpeed.Water).ToArray());
    });

    [Fact]
    public void Nothing_new_needs_no_recomputation()
    {
        var sewer = Trunk();
        var field = new FlowField(sewer.Compile());
        Assert.False(field.Recompute());
        Assert.False(field.Observe(new AssetKey(999), Quantity.Flow, 1, Noon));
        Assert.False(field.Observe(sewer.Key("a-b"), Quantity.Cod, 1, Noon));
        Assert.False(field.Observe(sewer.Key("a-b"), Quantity.Flow, double.NaN, Noon));
        Assert.False(field.Recompute());
    }

    [Fact]
    public void A_high_level_makes_the_water_faster_than_dry_weather_does()
    {
        var sewer = Trunk();
        var field = new FlowField(sewer.Compile());
        var before = field.Current.Seconds(TravelSpeed.Water)[sewer.At("a-b").Index];
        field.Observe(sewer.Key("a"), Quantity.Level, 0.3, Noon); // Half of the 600 mm.
        field.Recompute();
        var after = field.Current.Seconds(TravelSpeed.Water)[sewer.At("a-b").Index];
        Assert.True(after < before);
        Assert.Equal(0.3f, field.Current.Depth(sewer.At("a").Index));
    }

    [Fact]
    public void Flow_against_the_design_direction_is_not_carried()
    {
        var sewer = Trunk();
        var field = new FlowField(sewer.Compile());
        field.Observe(sewer.Key("a-b"), Quantity.Flow, -0.5, Noon);
        field.Recompute();
        Assert.Equal(0, Flow(field, sewer, "a-b"));
        Assert.Equal(0.1, Flow(field, sewer, "b-c"), 1e-6);
    }

    [Fact]
    public void Every_number_stays_finite_whatever_is_measured() => ForAll.Seeds(seed =>
    {
        var network = RandomNetwork.Of(seed);
        var field = new FlowField(network);
        var random = new Random(seed);
        for (var i = 0; i < 20; i++)
            field.Observe(new AssetKey(random.Next(1, network.NodeCount + network.LinkCount + 1)), random.Next(2) == 0 ? Quantity.Flow : Quantity.Level, random.NextDouble() * 10 - 2, Noon);
        field.Recompute();
        foreach (var value in field.Current.Flow) Assert.True(float.IsFinite(value) && value >= 0);
        foreach (var speed in Enum.GetValues<TravelSpeed>())
            foreach (var seconds in field.Current.Seconds(speed)) Assert.True(float.IsFinite(seconds) && seconds > 0);
    });

    [Fact]
    public void A_field_that_has_seen_much_gives_the_times_of_a_fresh_one() => ForAll.Seeds(seed =>
    {
        var network = RandomNetwork.Of(seed);
        var (used, fresh) = (new FlowField(network), new FlowField(network));
        var random = new Random(seed);
        for (var i = 1; i <= 12; i++)
        {
            used.Observe(new AssetKey(random.Next(1, network.NodeCount + network.LinkCount + 1)), random.Next(2) == 0 ? Quantity.Flow : Quantity.Level, random.NextDouble() * 3, Noon);
            used.Recompute();
        }
        used.ForgetBefore(Noon + TimeSpan.FromSeconds(1));
        var last = new AssetKey(random.Next(1, network.NodeCount + network.LinkCount + 1));
        foreach (var field in (FlowField[])[used, fresh])
        {
            field.Observe(last, Quantity.Level, 0.4, Noon);
            field.Recompute();
        }
        Assert.Equal(fresh.Current.Flow.ToArray(), used.Current.Flow.ToArray());
        foreach (var speed in Enum.GetValues<TravelSpeed>()) Assert.Equal(fresh.Current.Seconds(speed).ToArray(), used.Current.Seconds(speed).ToArray());
    });

    private static double Flow(FlowField field, TestNetwork network, string link) => field.Current.Flow[network.At(link).Index];

    private static TestNetwork Trunk() => new TestNetwork().Node("a", invert: 3, inflow: 0.1).Node("b", invert: 2, inflow: 0.1).Node("c", invert: 1).Node("out", AssetKind.Outfall)
        .Pipe("a", "b").Pipe("b", "c").Pipe("c", "out");
}
