using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Risk.Spills;
using DigitalTwin.Domain.Tests.Networks;
using DigitalTwin.Domain.Units;

namespace DigitalTwin.Domain.Tests.Risk;

public class SpillResponseTests
{
    private readonly TestNetwork _city = new TestNetwork()
        .Node("mill", AssetKind.Drainer, invert: 20, inflow: 0.01).Node("m1", invert: 19, inflow: 0.01).Node("m2", invert: 18).Node("well", invert: 10).Node("m3", invert: 17)
        .Node("m4", invert: 16).Node("wwtp", AssetKind.TreatmentPlant, invert: 15).Node("out", AssetKind.Outfall)
        .Pipe("mill", "m1", 900).Link("gate", AssetKind.Orifice, "m1", "m2").Pipe("m2", "well", 900).Link("pump", AssetKind.PumpStation, "well", "m3").Pipe("m3", "m4", 900).Pipe("m4", "wwtp", 900).Pipe("wwtp", "out");

    [Fact]
    public void What_protects_more_comes_first_and_says_how_long_it_can_wait()
    {
        var outlook = Look();
        Assert.Equal(["gate", "pump"], outlook.Barriers.Select(b => _city.Name(b.Device)));
        var (gate, pump) = (outlook.Barriers[0], outlook.Barriers[1]);
        Assert.Equal((1.0, 1.0), (gate.PlantShare, pump.PlantShare));
        Assert.True(gate.Assets > pump.Assets && gate.MinutesLeft < pump.MinutesLeft && gate.MinutesLeft > 0);
        Assert.Equal(outlook.Arrivals.Single(a => _city.Name(a.Asset) == "m1").FirstMinutes, gate.MinutesLeft, 1e-9);
    }

    [Fact]
    public void Samples_begin_with_the_first_manhole_that_can_be_reached_and_guard_the_plant()
    {
        var outlook = Look();
        Assert.Equal(SampleReason.Confirm, outlook.Samples[0].Reason);
        Assert.True(outlook.Samples[0].FromMinutes >= 10);
        Assert.Contains(outlook.Samples, s => _city.Name(s.Manhole) == "m4" && s.Reason == SampleReason.Guard);
        Assert.All(outlook.Samples, s => Assert.True(s.FromMinutes <= s.PeakMinutes && s.PeakMinutes <= s.ToMinutes));
    }

    private ReleaseOutlook Look()
    {
        var network = _city.Compile();
        return new SpillModel(network).Look(new Release(_city.At("mill"), Quantity.Cod, Concentration.FromMilligramsPerLitre(3000), new FlowRate(0.002), TimeSpan.FromHours(1)), new FlowField(network).Current);
    }
}
