using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Simulation.City;
using DigitalTwin.Simulation.Scenarios;
using DigitalTwin.Simulation.Sensors;

namespace DigitalTwin.Simulation.Tests.Scenarios;

/// <summary>Each scenario must show in what sensors report, where and as local rules look for it, and be over when it is over.</summary>
public class ScenarioTests
{
    private static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 6, 2, 0, 0, 0, TimeSpan.Zero));
    private static readonly Network City = DemoCity.Build(1);

    [Fact]
    public void An_illegal_discharge_is_seen_at_the_drainer_and_travels_to_posts_below()
    {
        var (simulation, scenario) = Begin(ScenarioKind.IllegalDischarge);
        var readings = Run(simulation, 90);
        var atDrainer = readings.Where(r => r.LocalId == scenario.Target && r.Quantity == Quantity.Cod && r.Quality == Quality.Good).ToArray();
        Assert.True(atDrainer.Max(r => r.Value) > 2500);
        Assert.True(atDrainer[^1].Value < 500, "It is over after its time.");
        var posts = readings.Where(r => r.LocalId.StartsWith("MH", StringComparison.Ordinal) && r.Quantity == Quantity.Cod && r is { Quality: Quality.Good, Value: > 500 })
            .GroupBy(r => r.LocalId).Select(g => g.Min(r => r.At)).Order().ToArray();
        Assert.True(posts.Length >= 2, "At least two posts see it.");
        Assert.True(posts[^1] - posts[0] > TimeSpan.FromMinutes(2), "One after the other.");
    }

    [Fact]
    public void A_tripped_pump_says_so_its_well_rises_and_sewers_above_fill()
    {
        var (simulation, scenario) = Begin(ScenarioKind.PumpTrip);
        var readings = Run(simulation, 65);
        var station = City.Links.Single(l => l.LocalId == scenario.Target);
        Assert.Contains(readings, r => r.LocalId == scenario.Target && r.Quantity == Quantity.Tripped && r.Value == 1);
        var levels = readings.Where(r => r.LocalId == scenario.Target && r.Quantity == Quantity.Level && r.Quality == Quality.Good).Select(r => r.Value).ToArray();
        Assert.True(levels[^1] > levels[0] + 1.2 && levels[^1] > station.StartDepth * 1.4);
        Assert.Contains(readings, r => r.LocalId.StartsWith("MH", StringComparison.Ordinal) && r.Quantity == Quantity.Level && r.Quality == Quality.Good && r.Value > 1.05 * CrownOf(r.LocalId));
        Assert.DoesNotContain(Run(simulation, 60).TakeLast(2000), r => r.LocalId == scenario.Target && r.Quantity == Quantity.Tripped && r.Value == 1);
    }

    [Fact]
    public void A_plant_that_stops_nitrifying_breaks_its_limit_and_reaches_river_and_users()
    {
        var (simulation, scenario) = Begin(ScenarioKind.EffluentBreach);
        var before = Average(Run(simulation, 10), "RS-", Quantity.AmmoniaNitrogen);
        var readings = Run(simulation, 230);
        Assert.Contains(readings, r => r.LocalId == scenario.Target && r.Quantity == Quantity.AmmoniaNitrogen && r.Value > 8);
        Assert.Contains(readings, r => r.LocalId.StartsWith("OF", StringComparison.Ordinal) && r.Quantity == Quantity.AmmoniaNitrogen && r.Value > 8);
        Assert.True(readings.Where(r => r.LocalId.StartsWith("RS-", StringComparison.Ordinal) && r.Quantity == Quantity.AmmoniaNitrogen).Max(r => r.Value) > before + 0.8);
        Assert.Contains(readings, r => r.LocalId.StartsWith("RI-", StringComparison.Ordinal) && r.Quantity == Quantity.AmmoniaNitrogen && r.Value > 5);
    }

    [Fact]
    public void A_storm_rains_on_gauges_and_spills_over_weirs_and_passes()
    {
        var (simulation, _) = Begin(ScenarioKind.Storm);
        var readings = Run(simulation, 80);
        Assert.True(readings.Where(r => r.Quantity == Quantity.Rainfall).Max(r => r.Value) > 25);
        Assert.Contains(readings, r => r.LocalId.StartsWith("WR", StringComparison.Ordinal) && r.Quantity == Quantity.Flow && r.Value > 0.05);
        Assert.Contains(readings, r => r.LocalId.StartsWith("ST", StringComparison.Ordinal) && r.Quantity == Quantity.Volume && r.Value > 200);
        Assert.Empty(simulation.Active);
        var after = Run(simulation, 240).TakeLast(5000).ToArray();
        Assert.DoesNotContain(after, r => r.LocalId.StartsWith("WR", StringComparison.Ordinal) && r is { Quality: Quality.Good, Value: > 0.001 });
    }

    [Fact]
    public void A_blocked_sewer_backs_up_to_the_manhole_above()
    {
        var (simulation, scenario) = Begin(ScenarioKind.Blockage);
        var pipe = City.Links.Single(l => l.LocalId == scenario.Target);
        var above = City.Nodes[pipe.From].LocalId;
        var levels = Run(simulation, 95).Where(r => r.LocalId == above && r.Quantity == Quantity.Level && r.Quality == Quality.Good).Select(r => r.Value).ToArray();
        Assert.True(levels.Max() > pipe.Section.Height && levels.Max() > 1.8 * levels[0]);
    }

    [Fact]
    public void Several_run_at_once_and_each_ends_by_itself()
    {
        var simulation = new CitySimulation(City, 1, Start);
        foreach (var kind in Enum.GetValues<ScenarioKind>()) simulation.Start(kind);
        Assert.Equal(5, simulation.Active.Count);
        Run(simulation, 60);
        Assert.Equal(4, simulation.Active.Count);
        Run(simulation, 100);
        Assert.Empty(simulation.Active);
    }

    [Fact]
    public void A_target_that_is_not_there_or_does_not_suit_is_refused_by_name()
    {
        var simulation = new CitySimulation(City, 1, Start);
        Assert.Contains("XX-1", Assert.Throws<ArgumentException>(() => simulation.Start(ScenarioKind.PumpTrip, "XX-1")).Message, StringComparison.Ordinal);
        Assert.Contains("WWTP-1", Assert.Throws<ArgumentException>(() => simulation.Start(ScenarioKind.PumpTrip, "WWTP-1")).Message, StringComparison.Ordinal);
        Assert.Equal("PS-2", simulation.Start(ScenarioKind.PumpTrip, "PS-2").Target);
    }

    private static double CrownOf(string localId)
    {
        var node = City.Nodes.ToList().FindIndex(n => n.LocalId == localId);
        return City.Links.Where(l => l.Kind == AssetKind.PipeSegment && (l.From == node || l.To == node))
            .Max(l => (l.From == node ? l.FromOffset : l.ToOffset) + l.Section.Height);
    }

    private static double Average(List<SensorReading> readings, string prefix, Quantity quantity) =>
        readings.Where(r => r.LocalId.StartsWith(prefix, StringComparison.Ordinal) && r.Quantity == quantity).Average(r => r.Value);

    private static (CitySimulation, ActiveScenario) Begin(ScenarioKind kind)
    {
        var simulation = new CitySimulation(City, 1, Start);
        return (simulation, simulation.Start(kind));
    }

    private static List<SensorReading> Run(CitySimulation simulation, int minutes)
    {
        var readings = new List<SensorReading>();
        simulation.Advance(simulation.Now + TimeSpan.FromMinutes(minutes), readings);
        return readings;
    }
}
