using DigitalTwin.Domain.Readings;
using DigitalTwin.Simulation.Process;

namespace DigitalTwin.Simulation.Tests.Process;

/// <summary>Water and what it carries are neither made nor lost, in dry weather, in a storm, and when things break.</summary>
public class WaterLaws
{
    private static readonly Instant Morning = Instant.From(new DateTimeOffset(2026, 6, 1, 23, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(1, 800, 15, "dry")]
    [InlineData(2, 2000, 30, "storm")]
    [InlineData(3, 3000, 60, "storm")]
    [InlineData(4, 1500, 15, "trip")]
    [InlineData(5, 1200, 20, "blockage")]
    public void What_enters_leaves_or_is_still_there(int seed, int segments, int step, string weather)
    {
        var process = Processes.Start(seed, segments, Morning);
        var water = Processes.Stored(process);
        var mass = Enumerable.Range(0, Pollutants.Count).Select(p => Processes.StoredMass(process, p)).ToArray();
        for (var i = 0; i < 3 * 3600 / step; i++)
        {
            Array.Fill(process.Runoff.RainAtGauge, weather == "storm" && i * step is > 600 and < 4200 ? 38 : 0);
            if (weather == "trip" && i * step == 900) foreach (var pump in process.Pumps) pump.IsTripped = true;
            if (weather == "blockage" && i * step == 900) Processes.Block(process, 40);
            process.Step(TimeSpan.FromSeconds(step));
        }
        var ledger = process.Ledger;
        var unaccounted = ledger.Entered - ledger.Left - ledger.Flooded - ledger.Used - (Processes.Stored(process) - water);
        Assert.InRange(Math.Abs(unaccounted) / ledger.Entered, 0, 1e-10);
        for (var p = 0; p < Pollutants.Count; p++)
        {
            var moved = Math.Max(1, ledger.MassEntered[p] + Math.Abs(ledger.MassRemoved[p]));
            var lost = ledger.MassEntered[p] - ledger.MassLeft[p] - ledger.MassRemoved[p] - (Processes.StoredMass(process, p) - mass[p]);
            Assert.InRange(Math.Abs(lost) / moved, 0, 1e-9);
        }
        Assert.All(process.State.Volume, v => Assert.True(v >= 0 && double.IsFinite(v)));
        Assert.All(process.State.Concentration, c => Assert.True(c >= 0 && double.IsFinite(c)));
    }

    [Fact]
    public void In_dry_weather_nothing_spills_and_plants_get_what_households_send()
    {
        var process = Processes.Start(1, 3000, Morning);
        var (spilled, inflow, sent) = (0.0, 0.0, 0.0);
        for (var i = 0; i < 24 * 60; i++)
        {
            process.Step(TimeSpan.FromMinutes(1));
            spilled += process.State.Flooding.Sum();
            for (var k = 0; k < process.Model.Sides.Length; k++)
                if (process.Model.Sides[k].Kind == SideKind.Weir) spilled += process.State.SideFlow[k];
            inflow += process.Works.Keys.Sum(c => process.State.Inflow[c]);
            sent += process.State.Entering.Sum() - process.State.Entering.Max(); // The largest is the river's source.
        }
        Assert.Equal(0, spilled, 6);
        Assert.InRange(inflow / sent, 0.985, 1.015);
    }

    [Fact]
    public void The_same_seed_and_start_give_the_same_water()
    {
        var (a, b) = (Processes.Start(3, 1000, Morning), Processes.Start(3, 1000, Morning));
        for (var i = 0; i < 60; i++)
        {
            a.Step(TimeSpan.FromSeconds(30));
            b.Step(TimeSpan.FromSeconds(30));
        }
        Assert.Equal(a.State.Volume, b.State.Volume);
        Assert.Equal(a.State.Concentration, b.State.Concentration);
    }
}
