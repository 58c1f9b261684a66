using DigitalTwin.Domain.Forecast.Ensemble;
using DigitalTwin.Domain.Forecast.WhatIf;
using DigitalTwin.Domain.Tests.Hydraulics.Routing;

namespace DigitalTwin.Domain.Tests.Forecast.WhatIf;

public class WhatIfRunTests
{
    private static readonly EnsembleOptions Options = new() { Members = 3, Horizon = TimeSpan.FromMinutes(60) };
    private static readonly RainOutlook Storm = new(Town.Dry, Town.Rain(70, 5, 25));

    [Fact]
    public void Without_changes_nothing_differs()
    {
        var comparison = Compare([]);
        Assert.Empty(comparison.Nodes);
        Assert.Equal(0, comparison.OverflowVolume.Change);
    }

    [Fact]
    public void Half_the_rain_floods_less_and_none_floods_nothing()
    {
        Assert.True(Compare([new Change.RainFactor(0.5)]).OverflowVolume.Change < 0);
        Assert.Equal(0, Compare([new Change.RainFactor(0)]).OverflowVolume.Run);
    }

    [Fact]
    public void Rain_that_is_given_replaces_what_is_expected()
    {
        var comparison = Compare([new Change.Rain(150, 30)]);
        Assert.True(comparison.OverflowVolume.Run > 2 * comparison.OverflowVolume.Base);
    }

    [Fact]
    public void A_blocked_pipe_raises_the_water_above_it_the_more_the_more_it_is_blocked()
    {
        double Rise(double share) => Compare([new Change.Block("m2-m3", share)], Town.Dry).Nodes.FirstOrDefault(n => n.Asset == "m2")?.GreatestDepth.Change ?? 0;
        var (most, all) = (Rise(0.95), Rise(1));
        Assert.True(most > 0.05 && all > most, $"{most:0.00}, {all:0.00}");
    }

    [Fact]
    public void A_pump_that_is_held_off_lets_its_well_fill()
    {
        var sewer = new TestSewer().Manhole("a", 3, 2).Tank("well", 1, 20, depth: 3).Manhole("b", 4, 2).Outfall("plant", 3).Pipe("a", "well", 60, 0.4).Pump("well", "b", 0.05, start: 0.5, stop: 0.2).Pipe("b", "plant", 40, 0.3);
        var model = Town.Model(Town.Peopled(sewer.Build()));
        var (without, with) = WhatIfRun.Compute(model, Town.DryState(model), Storm, [new Change.Hold("well>b", 0)], Options);
        Assert.True(RunComparison.Of(without, with).Nodes.Single(n => n.Asset == "well").GreatestDepth.Change > 0.5);
        Assert.All(with.Flow.P90, f => Assert.Equal(0, f[model.LinkOf["well>b"]]));
    }

    [Fact]
    public void A_tank_takes_water_off_the_street_and_a_grown_district_adds_some()
    {
        var tank = Compare([new Change.Tank("m3", 200, 2)]);
        Assert.True(tank.OverflowVolume.Run < 0.8 * tank.OverflowVolume.Base, $"{tank.OverflowVolume.Base:0} to {tank.OverflowVolume.Run:0} m³");
        Assert.True(Compare([new Change.Grow("old town", 1.3)]).OverflowVolume.Change > 0);
    }

    [Theory]
    [MemberData(nameof(Impossible))]
    public void What_cannot_be_changed_is_refused_with_the_field_and_what_was_expected(Change change, string field)
    {
        var refused = Assert.Throws<ImpossibleChangeException>(() => Compare([change]));
        Assert.Contains(field, refused.Message, StringComparison.Ordinal);
        Assert.Contains("expected", refused.Message, StringComparison.Ordinal);
    }

    public static TheoryData<Change, string> Impossible => new()
    {
        { new Change.Block("m1-m2", 1.5), "block.share" },
        { new Change.Block("nowhere", 0.5), "block.asset" },
        { new Change.Hold("m1-m2", 0), "asset" },
        { new Change.Tank("plant", 100, 2), "tank.asset" },
        { new Change.Tank("m1", double.NaN, 2), "tank.areaM2" },
        { new Change.Grow("Atlantis", 2), "grow.district" },
        { new Change.RainFactor(-1), "rain.factor" },
        { new Change.Rain(20, 0), "rain.minutes" },
    };

    private static RunComparison Compare(IReadOnlyList<Change> changes, IReadOnlyDictionary<string, DigitalTwin.Domain.Hydraulics.Hydrology.RainSeries>? expected = null)
    {
        var model = Town.Model(Town.Street());
        var (without, with) = WhatIfRun.Compute(model, Town.DryState(model), expected is null ? Storm : new RainOutlook(Town.Dry, expected), changes, Options);
        return RunComparison.Of(without, with);
    }
}
