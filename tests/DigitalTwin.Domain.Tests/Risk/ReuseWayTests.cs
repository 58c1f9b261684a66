using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Tests.Networks;
using DigitalTwin.Domain.Units;

namespace DigitalTwin.Domain.Tests.Risk;

/// <summary>Mains that users draw from: what they draw was water too, and thins nothing.</summary>
public class ReuseWayTests
{
    private static readonly Instant Since = new(1_700_000_000_000);
    private readonly TestNetwork _mains = new TestNetwork().Node("wwtp", AssetKind.TreatmentPlant, invert: 9, inflow: 0.1).Node("rp", AssetKind.ReclaimedPlant, invert: 8).Node("out", AssetKind.Outfall)
        .Node("tap1", AssetKind.ReuseIntake, invert: 7, inflow: -0.02).Node("tap2", AssetKind.ReuseIntake, invert: 7, inflow: -0.01)
        .Pipe("wwtp", "rp", pressurised: true).Pipe("wwtp", "out").Pipe("rp", "tap1", 20_000, 0.3, pressurised: true).Pipe("tap1", "tap2", 20_000, 0.3, pressurised: true);

    [Fact]
    public void A_reclaimed_plant_takes_what_its_users_draw()
    {
        var flows = new FlowField(_mains.Compile()).Current;
        Assert.Equal(0.03, flows.Flow[_mains.At("rp-tap1").Index], 1e-6);
        Assert.Equal(0.03, flows.Flow[_mains.At("wwtp-rp").Index], 1e-6);
        Assert.Equal(0.07, flows.Flow[_mains.At("wwtp-out").Index], 1e-6);
    }

    [Fact]
    public void What_one_user_draws_does_not_strengthen_what_the_next_one_gets()
    {
        var network = _mains.Compile();
        var flows = new FlowField(network).Current;
        using var propagation = Propagation.Run(network, flows, Breach(Quantity.Bod5, 40));
        var rate = PropagationSettings.Default.DecayOf(Quantity.Bod5);
        double first = flows.Seconds(TravelSpeed.Water)[_mains.At("rp-tap1").Index] - flows.ResidenceSeconds[_mains.At("rp").Index], second = flows.Seconds(TravelSpeed.Water)[_mains.At("tap1-tap2").Index];
        Assert.Equal(40 * Math.Exp(-rate * first), Value(propagation, "tap1"), 0.01);
        Assert.Equal(40 * Math.Exp(-rate * (first + second)), Value(propagation, "tap2"), 0.01);
        Assert.True(Value(propagation, "tap2") < 39, "A day's decay must be seen, or nothing is tested.");
    }

    [Fact]
    public void The_legs_past_a_user_give_the_strength_again()
    {
        var network = _mains.Compile();
        using var propagation = Propagation.Run(network, new FlowField(network).Current, Breach(Quantity.Bod5, 40));
        var last = propagation.Effects().Single(e => _mains.Name(e.Element) == "tap2");
        var legs = propagation.WayTo([last], out var steps).LegsTo(steps[0]);
        var value = (double)legs[0].Value;
        for (var i = 1; i < legs.Count; i++) value = value * legs[i - 1].Through * legs[i].Share * legs[i].Decay / legs[i].Through;
        Assert.Equal(last.Value!.Value, value, 0.01);
        Assert.Equal(1 / 3.0, legs[^1].Share, 1e-3); // Two thirds are drawn on the way.
    }

    [Fact]
    public void A_spill_above_the_plant_reaches_its_users_by_what_treatment_lets_through()
    {
        var network = _mains.Compile();
        var release = new Release(_mains.At("wwtp"), Of("tds"), Concentration.FromMilligramsPerLitre(50_000), new FlowRate(0.01), TimeSpan.FromHours(4));
        var arrivals = new SpillModel(network).Run(release, new FlowField(network).Current).ToDictionary(a => _mains.Name(a.Asset));
        Assert.Equal(0.3, arrivals["tap1"].MassShare, 0.01); // Three tenths of the effluent are reused.
        Assert.Equal(0.1, arrivals["tap2"].MassShare, 0.01);
        Assert.True(arrivals["rp"].FirstMinutes <= arrivals["tap1"].FirstMinutes && arrivals["tap1"].FirstMinutes <= arrivals["tap2"].FirstMinutes, "Nothing leaves a plant before it has come.");
        Assert.InRange(arrivals["tap1"].PeakConcentration, 1, 50_000 * 0.01 / 0.11 + 1); // Never stronger than where it was mixed.
        Assert.InRange(arrivals["tap2"].PeakConcentration, 1, arrivals["tap1"].PeakConcentration);
    }

    [Fact]
    public void A_shortfall_of_chlorine_is_no_excess_of_it()
    {
        var network = _mains.Compile();
        using var propagation = Propagation.Run(network, new FlowField(network).Current, new Symptom(_mains.Key("rp"), SymptomKind.QualityBreach, WarningLevel.Orange, Of("chlorine"), 0, 1, Since));
        var tap = propagation.Effects().First(e => _mains.Name(e.Element) == "tap1");
        Assert.Equal(PropagationSettings.Default.MatterLevel(tap.Value!.Value / 1), tap.Level); // As a share of what is missing, not held against the tap's own bound.
    }

    private static Quantity Of(string name) => QuantityCatalogue.Default.Find(name)!.Quantity;

    private double Value(Propagation propagation, string place) => propagation.Effects().Single(e => _mains.Name(e.Element) == place).Value!.Value;

    private Symptom Breach(Quantity quantity, double value) => new(_mains.Key("rp"), SymptomKind.QualityBreach, WarningLevel.Orange, quantity, value, 10, Since);
}
