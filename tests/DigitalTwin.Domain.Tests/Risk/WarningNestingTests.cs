using DigitalTwin.Domain.Alarms;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Risk.Causes;
using DigitalTwin.Domain.Tests.Networks;

namespace DigitalTwin.Domain.Tests.Risk;

public class WarningNestingTests
{
    private static readonly Instant Since = new(1_700_000_000_000);
    private readonly TestNetwork _city = new TestNetwork()
        .Node("mill", AssetKind.Drainer, invert: 9, inflow: 0.02).Node("a", invert: 8).Node("j", invert: 7, inflow: 0.01).Node("wwtp", AssetKind.TreatmentPlant)
        .Node("side", invert: 9, inflow: 0.01).Pipe("mill", "a").Pipe("a", "j").Pipe("side", "j").Pipe("j", "wwtp");
    private readonly WarningBook _book;

    public WarningNestingTests() => _book = new WarningBook("t:wwtp", new FlowField(_city.Compile()));

    [Fact]
    public void Matter_that_passes_other_sensors_is_one_cause()
    {
        var (mill, at, plant) = (Breach("mill", 0), Breach("a", 5), Breach("wwtp", 20));
        Assert.All(Roots(mill, at, plant).Values, root => Assert.Equal(mill.Id, root));
    }

    [Fact]
    public void A_branch_that_no_matter_came_by_is_a_cause_of_its_own()
    {
        var (mill, side) = (Breach("mill", 0), Breach("side", 5));
        Assert.Equal(side.Id, Roots(mill, side)[side.Id]);
    }

    [Fact]
    public void A_sensor_below_that_reports_a_little_sooner_still_belongs_under_the_cause()
    {
        var (mill, at) = (Breach("mill", 3), Breach("a", 0));
        Assert.Equal(mill.Id, Roots(mill, at)[at.Id]);
    }

    [Fact]
    public void Water_does_not_explain_matter_that_it_merely_passes()
    {
        var surcharge = Open(new Symptom(_city.Key("mill"), SymptomKind.Surcharge, WarningLevel.Yellow, Quantity.Level, 2, 1, Since));
        var matter = Breach("j", 10);
        Assert.Equal(matter.Id, Roots(surcharge, matter)[matter.Id]);
    }

    [Fact]
    public void No_matter_trips_a_pump()
    {
        var mill = Breach("mill", 0);
        var trip = Open(new Symptom(_city.Key("j"), SymptomKind.PumpTripped, WarningLevel.Orange, Quantity.Tripped, 1, 0.5, Since + TimeSpan.FromMinutes(10)));
        Assert.Equal(trip.Id, AlarmRoots.Of([mill, trip])[trip.Id]);
    }

    [Fact]
    public void Intakes_of_one_reclaimed_plant_have_one_cause_whether_or_not_the_plant_warns()
    {
        var mains = new TestNetwork().Node("wwtp", AssetKind.TreatmentPlant, invert: 9, inflow: 0.1).Node("rp", AssetKind.ReclaimedPlant, invert: 8).Node("out", AssetKind.Outfall).Node("g", invert: 8)
            .Node("tap1", AssetKind.ReuseIntake, invert: 7, inflow: -0.02).Node("tap2", AssetKind.ReuseIntake, invert: 7, inflow: -0.01).Node("tap3", AssetKind.ReuseIntake, invert: 7, inflow: -0.01)
            .Pipe("wwtp", "rp", pressurised: true).Pipe("wwtp", "out").Pipe("rp", "g", pressurised: true).Pipe("g", "tap1", pressurised: true).Pipe("g", "tap2", pressurised: true).Pipe("g", "tap3", pressurised: true);
        var (compiled, book) = (mains.Compile(), new WarningBook("t:rp", new FlowField(mains.Compile())));
        var suppliers = new Suppliers(compiled, new FlowField(compiled).Current);
        Warning At(string place, Quantity quantity, int minutes) => book.Report(new Symptom(mains.Key(place), SymptomKind.QualityBreach, WarningLevel.Orange, quantity, 9, 5, Since + TimeSpan.FromMinutes(minutes)), Since).Warnings.Single();

        Assert.Equal(mains.Key("rp"), suppliers.Of(mains.Key("tap2")));
        Assert.Null(suppliers.Of(mains.Key("out")));
        var (second, first, other) = (At("tap2", Quantity.Turbidity, 5), At("tap1", Quantity.Turbidity, 0), At("tap3", Quantity.Cod, 1));
        var roots = WarningNesting.Roots([second, first, other], suppliers.Of);
        Assert.Equal((first.Id, first.Id, other.Id), (roots[first.Id], roots[second.Id], roots[other.Id]));
        Assert.Equal(second.Id, WarningNesting.Roots([second, first])[second.Id]); // Nobody knows who feeds them.
        var plant = At("rp", Quantity.Turbidity, 30); // Its analyser is slower than theirs.
        Assert.All(WarningNesting.Roots([second, first, plant], suppliers.Of).Values, root => Assert.Equal(plant.Id, root));
    }

    private static IReadOnlyDictionary<string, string> Roots(params Warning[] open) => WarningNesting.Roots(open);

    private Warning Breach(string at, int minutes) =>
        Open(new Symptom(_city.Key(at), SymptomKind.QualityBreach, WarningLevel.Orange, Quantity.Cod, 2000, 500, Since + TimeSpan.FromMinutes(minutes)));

    private Warning Open(Symptom symptom) => _book.Report(symptom, symptom.Since).Warnings.Single();
}
