using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Tests.Networks;

namespace DigitalTwin.Domain.Tests.Risk;

public class PropagationTests
{
    private static readonly Instant Since = new(1_700_000_000_000);

    [Fact]
    public void Matter_is_thinned_at_a_confluence_by_the_flows()
    {
        var sewer = new TestNetwork().Node("mill", AssetKind.Drainer, invert: 3, inflow: 0.01).Node("town", invert: 3, inflow: 0.03).Node("j", invert: 2).Node("wwtp", AssetKind.TreatmentPlant)
            .Pipe("mill", "j").Pipe("town", "j").Pipe("j", "wwtp");
        var effects = Run(sewer, Breach(sewer, "mill", value: 2000, limit: 500)).Effects();
        var plant = Assert.Single(effects);
        Assert.Equal("wwtp", sewer.Name(plant.Element));
        Assert.Equal(500, plant.Value!.Value, 1.0); // ΣQC/ΣQ = 0.01·2000/0.04
        Assert.True(Since < plant.First && plant.First < plant.Peak);
    }

    [Fact]
    public void Matter_decays_with_its_own_time()
    {
        var sewer = new TestNetwork().Node("a", invert: 100, inflow: 0.02).Node("wwtp", AssetKind.TreatmentPlant).Pipe("a", "wwtp", length: 50_000, diameter: 0.5);
        var network = sewer.Compile();
        var flows = new FlowField(network).Current;
        var seconds = NetworkTrace.Downstream(network, flows, sewer.At("a")).Seconds[1];
        var cause = Breach(sewer, "a", value: 1000, limit: 100) with { Quantity = Quantity.Bod5 };
        var expected = 1000 * Math.Exp(-0.2 * Math.Pow(1.047, -5) / 86_400 * seconds);
        Assert.Equal(expected, Propagation.Run(network, flows, cause).Reached[^1].Value, 0.5);
        Assert.True(expected < 900);
        Assert.Equal(1000, Propagation.Run(network, flows, cause with { Quantity = Quantity.SuspendedSolids }).Reached[^1].Value, 0.1); // Nothing said: no decay.
    }

    [Fact]
    public void What_treatment_does_not_hold_back_leaves_the_plant_after_its_retention()
    {
        var sewer = new TestNetwork().Node("mill", AssetKind.Drainer, invert: 3, inflow: 0.1).Node("wwtp", AssetKind.TreatmentPlant, invert: 2).Node("out", AssetKind.Outfall)
            .Pipe("mill", "wwtp").Pipe("wwtp", "out");
        var network = sewer.Compile();
        var flows = new FlowField(network).Current;
        var salt = Breach(sewer, "mill", 9000, 3000) with { Quantity = Quantity.Conductivity };
        using var passed = Propagation.Run(network, flows, salt);
        Assert.Equal(9000, passed.Reached[^1].Value, 1);
        Assert.InRange(passed.Reached[^1].Peak, network.Settings.TreatmentPlantSeconds, 5 * network.Settings.TreatmentPlantSeconds);
        using var treated = Propagation.Run(network, flows, salt with { Quantity = Quantity.Cod });
        Assert.Equal(sewer.At("out").Index, treated.Reached[^1].Node);
        Assert.Equal(900 * Math.Exp(-PropagationSettings.Default.DecayOf(Quantity.Cod) * network.Settings.TreatmentPlantSeconds), treated.Reached[^1].Value, 5.0);
    }

    [Fact]
    public void The_legs_of_a_way_give_its_arrival_and_strength_again() => ForAll.Seeds(seed =>
    {
        var network = RandomNetwork.Of(seed);
        var flows = new FlowField(network).Current;
        var start = new Random(seed).Next(network.NodeCount);
        var cause = new Symptom(network.KeyOf(NetworkElement.Node(start)), SymptomKind.QualityBreach, WarningLevel.Orange, Quantity.Bod5, 1e6, 1e-6, Since);
        using var propagation = Propagation.Run(network, flows, cause);
        var effects = propagation.Effects();
        var way = propagation.WayTo(effects, out var steps);
        for (var e = 0; e < effects.Count; e++)
        {
            var legs = way.LegsTo(steps[e]);
            double middle = legs.Sum(l => (double)l.Minutes), deviation = Math.Sqrt(legs.Sum(l => (double)l.Spread * l.Spread));
            Assert.Equal(Math.Max(middle / 2, middle - 1.645 * deviation), effects[e].Element.IsLink ? Minutes(propagation.Reached[effects[e].Step].First) : Minutes(effects[e].First), 0.01 * middle + 0.02);
            for (var i = 1; i < legs.Count; i++)
            {
                // What joins by other ways only adds.
                var own = (double)legs[i - 1].Value * legs[i - 1].Through * legs[i].Share * legs[i].Decay / legs[i].Through;
                Assert.True(own <= legs[i].Value * 1.001 + 1e-9, $"{own} of {legs[i].Value}");
                Assert.Equal(legs[i].Link, way.PathTo(steps[e], legs[^1].Place)[2 * i - 1]);
            }
            Assert.Equal(propagation.PathTo(effects[e]).Select(network.KeyOf), way.PathTo(steps[e], network.KeyOf(effects[e].Element)));
        }

        static double Minutes(object at) => at is Instant instant ? (instant - Since).TotalMinutes : (float)at / 60.0;
    });

    [Fact]
    public void On_a_single_way_the_legs_give_the_strength_exactly()
    {
        var sewer = new TestNetwork().Node("mill", AssetKind.Drainer, invert: 4, inflow: 0.01).Node("a", invert: 3, inflow: 0.02).Node("b", invert: 2).Node("weir", invert: 1, inflow: 0.01)
            .Node("wwtp", AssetKind.TreatmentPlant).Pipe("mill", "a", 4000).Pipe("a", "b").Pipe("b", "weir").Pipe("weir", "wwtp", 3000);
        var network = sewer.Compile();
        using var propagation = Propagation.Run(network, new FlowField(network).Current, Breach(sewer, "mill", 2000, 500) with { Quantity = Quantity.Bod5 });
        var plant = propagation.Effects().Single(e => sewer.Name(e.Element) == "wwtp");
        var legs = propagation.WayTo([plant], out var steps).LegsTo(steps[0]);
        double value = 2000, through = 0.01;
        foreach (var leg in legs.Skip(1)) (value, through) = (value * through * leg.Share * leg.Decay / leg.Through, leg.Through);
        Assert.Equal(plant.Value!.Value, value, 0.5);
        Assert.True(legs.Skip(1).Aggregate(1.0, (left, leg) => left * leg.Decay) < 0.999);
    }

    [Fact]
    public void What_is_thinned_below_a_tenth_of_the_limit_is_not_followed()
    {
        var sewer = new TestNetwork().Node("mill", AssetKind.Drainer, invert: 3, inflow: 0.0001).Node("town", invert: 3, inflow: 1).Node("j", invert: 2).Node("wwtp", AssetKind.TreatmentPlant)
            .Pipe("mill", "j").Pipe("town", "j", diameter: 1).Pipe("j", "wwtp", diameter: 1.5);
        Assert.DoesNotContain(Run(sewer, Breach(sewer, "mill", 600, 500)).Effects(), e => sewer.Name(e.Element) == "wwtp");
    }

    [Fact]
    public void Load_is_conserved_over_divisions_and_confluences() => ForAll.Seeds(seed =>
    {
        var network = RandomNetwork.Of(seed);
        var flows = new FlowField(network).Current;
        var start = new Random(seed).Next(network.NodeCount);
        if (flows.Through[start] < 1e-3) return;
        var cause = new Symptom(network.KeyOf(NetworkElement.Node(start)), SymptomKind.QualityBreach, WarningLevel.Orange, Quantity.SuspendedSolids, 1e6, 1e-9, Since);
        var reached = Propagation.Run(network, flows, cause).Reached.ToArray();
        // A plant keeps most of it; elsewhere it ends where the network does.
        var kept = 1 - PropagationSettings.Default.PlantPassOf(cause.Quantity);
        var ends = reached.Sum(r => network.Nodes.MainLink[r.Node] < 0 ? (double)r.Value * flows.Through[r.Node]
            : network.Nodes.Kind[r.Node] == AssetKind.TreatmentPlant && r.Node != start ? kept * r.Value * flows.Through[r.Node] : 0);
        Assert.Equal(1e6 * flows.Through[start], ends, 1e6 * flows.Through[start] * 1e-3);
    });

    [Fact]
    public void The_path_leads_from_the_cause_to_the_effect()
    {
        var sewer = new TestNetwork().Node("mill", AssetKind.Drainer, invert: 3, inflow: 0.01).Node("j", invert: 2).Node("wwtp", AssetKind.TreatmentPlant).Pipe("mill", "j").Pipe("j", "wwtp");
        var propagation = Run(sewer, Breach(sewer, "mill", 2000, 500));
        Assert.Equal(["mill", "mill-j", "j", "j-wwtp", "wwtp"], propagation.PathTo(propagation.Effects()[^1]).Select(sewer.Name));
    }

    [Fact]
    public void A_catchment_hands_over_at_its_border_and_the_next_one_goes_on_as_if_there_were_none()
    {
        var sewer = new TestNetwork().Node("a", invert: 4, inflow: 0.05).Node("out", AssetKind.Outfall, invert: 3).Node("r1", AssetKind.RiverNode, invert: 2, inflow: 0.15).Node("r2", AssetKind.RiverNode, invert: 1)
            .Pipe("a", "out").Link("out-r1", AssetKind.PipeSegment, "out", "r1", l => l with { Length = 20 }).Link("reach", AssetKind.RiverSection, "r1", "r2", l => l with { Length = 2000 });
        var network = sewer.Compile();
        var flows = new FlowField(network).Current;
        var cause = Breach(sewer, "a", 200, 50);
        var inside = Propagation.Run(network, flows, cause, scope: PropagationScope.Catchment);
        var crossing = Assert.Single(inside.Crossings);
        Assert.Equal(("out", "t:r2"), (sewer.Name(NetworkElement.Node(crossing.Node)), crossing.Into.Id));
        var beyond = Propagation.Run(network, flows, cause, scope: PropagationScope.Catchment, start: PropagationStart.At(crossing));
        var whole = Propagation.Run(network, flows, cause);
        Assert.Empty(whole.Crossings);
        Assert.Equal(50, whole.Reached[^1].Value, 0.5); // A quarter of the river.
        Assert.Equal(whole.Reached[^1].Value, beyond.Reached[^1].Value, 0.5);
        Assert.Equal(whole.Reached[^1].First, beyond.Reached[^1].First, 2.0);
        Assert.Equal(whole.Reached[^1].Peak, beyond.Reached[^1].Peak, 2.0);
    }

    [Fact]
    public void A_breach_at_a_plant_goes_out_with_its_effluent_to_the_intakes_of_the_reclaimed_network()
    {
        var city = new TestNetwork().Node("wwtp", AssetKind.TreatmentPlant, invert: 5, inflow: 0.1).Node("rwp", AssetKind.ReclaimedPlant, invert: 4).Node("user", AssetKind.ReuseIntake, inflow: -0.05)
            .Pipe("wwtp", "rwp").Pipe("rwp", "user", length: 1000, pressurised: true);
        var effects = Run(city, Breach(city, "wwtp", 12, 5) with { Quantity = Quantity.AmmoniaNitrogen }).Effects();
        var user = Assert.Single(effects, e => city.Name(e.Element) == "user");
        Assert.InRange((user.Peak - Since).TotalHours, 2, 8); // The reclaimed plant holds it for two hours.
        Assert.Equal(WarningLevel.Orange, user.Level); // Its own limit is 8 mg/L.
    }

    [Fact]
    public void A_surcharge_names_pipes_below_that_it_will_overload()
    {
        var sewer = new TestNetwork().Node("a", invert: 10, inflow: 0.05).Node("b", invert: 8).Node("c", invert: 7.9).Node("wwtp", AssetKind.TreatmentPlant, invert: 7)
            .Pipe("a", "b").Pipe("b", "c", diameter: 0.4).Pipe("c", "wwtp", diameter: 1.5);
        var effects = Run(sewer, new Symptom(sewer.Key("a"), SymptomKind.Surcharge, WarningLevel.Yellow, Quantity.Level, 1.2, 0.6, Since)).Effects();
        Assert.Contains(effects, e => sewer.Name(e.Element) == "b-c" && e.Level == WarningLevel.Yellow && e.Direction == EffectDirection.Downstream);
        Assert.DoesNotContain(effects, e => sewer.Name(e.Element) == "c-wwtp");
        Assert.Contains(effects, e => sewer.Name(e.Element) == "wwtp");
    }

    [Fact]
    public void A_stopped_pump_fills_its_well_and_then_the_pipes_and_manholes_above_in_the_time_of_their_volume()
    {
        var sewer = Well();
        var effects = Run(sewer, new Symptom(sewer.Key("pump"), SymptomKind.PumpTripped, WarningLevel.Orange, Quantity.Tripped, 1, 0.5, Since)).Effects();
        var low = Assert.Single(effects, e => sewer.Name(e.Element) == "low");
        Assert.Equal((EffectDirection.Upstream, WarningLevel.Yellow), (low.Direction, low.Level));
        Assert.DoesNotContain(effects, e => sewer.Name(e.Element) == "high"); // It stands above the well's rim.
        // The crown at 'low' is at 1.6 m: 10 m² of well from 1 to 1.6 m and a little manhole and pipe, at 20 L/s.
        Assert.InRange((low.First - Since).TotalSeconds, 6 / 0.02, (6 + 0.6 + 30) / 0.02);
    }

    [Fact]
    public void Water_that_cannot_go_on_escapes_over_the_lowest_weir()
    {
        var sewer = Well().Node("river", AssetKind.Outfall, invert: -2).Link("weir", AssetKind.Weir, "well", "river", l => l with { FromOffset = 1.3 });
        var effects = Run(sewer, new Symptom(sewer.Key("pump"), SymptomKind.PumpTripped, WarningLevel.Orange, Quantity.Tripped, 1, 0.5, Since)).Effects();
        Assert.Contains(effects, e => sewer.Name(e.Element) == "weir");
        Assert.DoesNotContain(effects, e => sewer.Name(e.Element) == "low" && e.Level > WarningLevel.Blue); // The crest lies below its crown.
    }

    [Fact]
    public void A_propagation_over_any_network_ends_and_stays_finite() => ForAll.Seeds(seed =>
    {
        var network = RandomNetwork.Of(seed);
        var flows = new FlowField(network).Current;
        var random = new Random(seed);
        foreach (var kind in (SymptomKind[])[SymptomKind.Surcharge, SymptomKind.Overflow, SymptomKind.PumpTripped, SymptomKind.QualityBreach])
        {
            var asset = new AssetKey(random.Next(1, network.NodeCount + network.LinkCount + 1));
            var quantity = kind == SymptomKind.QualityBreach ? Quantity.Cod : Quantity.Level;
            var propagation = Propagation.Run(network, flows, new Symptom(asset, kind, WarningLevel.Orange, quantity, random.NextDouble() * 5, 0.5, Since));
            foreach (var effect in propagation.Effects())
            {
                Assert.True(effect.First >= Since && effect.Peak >= effect.First);
                Assert.True(effect.Value is not { } value || double.IsFinite(value));
                var path = propagation.PathTo(effect);
                Assert.Equal(effect.Element, path[^1]);
                Assert.Equal(path.Count, path.Distinct().Count());
            }
        }
    });

    private static TestNetwork Well() => new TestNetwork().Node("high", invert: 6, inflow: 0.01).Node("low", invert: 1, full: 5, inflow: 0.01).Node("well", invert: 0, full: 5, area: 10).Node("lift", invert: 8).Node("wwtp", AssetKind.TreatmentPlant, invert: 5)
        .Pipe("high", "low").Pipe("low", "well", length: 50).Link("pump", AssetKind.PumpStation, "well", "lift", l => l with { StartDepth = 1, DesignFlow = 0.05 }).Pipe("lift", "wwtp");

    private static Symptom Breach(TestNetwork network, string asset, double value, double limit) =>
        new(network.Key(asset), SymptomKind.QualityBreach, WarningLevel.Orange, Quantity.SuspendedSolids, value, limit, Since);

    private static Propagation Run(TestNetwork sewer, Symptom cause)
    {
        var network = sewer.Compile();
        return Propagation.Run(network, new FlowField(network).Current, cause);
    }
}
