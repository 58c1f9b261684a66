using DigitalTwin.Domain.Readings;
using DigitalTwin.Simulation.Scenarios;

namespace DigitalTwin.Simulation.Tests.Scenarios;

public class DemoScriptTests
{
    private static readonly Instant Opened = Instant.From(new DateTimeOffset(2026, 6, 2, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(600)]
    public void Two_things_start_within_half_a_minute_on_the_wall_at_any_rate(double rate)
    {
        var first = new DemoScript(1, Opened, rate).Between(Opened, Opened + TimeSpan.FromSeconds(30 * rate)).Select(e => e.Kind).ToArray();
        Assert.Equal([ScenarioKind.IllegalDischarge, ScenarioKind.PumpTrip], first);
    }

    [Fact]
    public void Events_go_on_for_ever_with_quiet_between_and_of_every_kind()
    {
        var week = new DemoScript(7, Opened).Between(Opened, Opened + TimeSpan.FromDays(7)).ToArray();
        Assert.InRange(week.Length, 60, 120);
        Assert.All(week.Zip(week.Skip(1)), pair => Assert.True(pair.First.At < pair.Second.At));
        Assert.Equal(5, week.Select(e => e.Kind).Distinct().Count());
    }

    [Fact]
    public void Asking_piece_by_piece_gives_the_same_events_as_asking_at_once()
    {
        var script = new DemoScript(3, Opened);
        var pieces = Enumerable.Range(0, 5000).SelectMany(i => script.Between(Opened + TimeSpan.FromSeconds(37 * i), Opened + TimeSpan.FromSeconds(37 * (i + 1))));
        Assert.Equal(script.Between(Opened, Opened + TimeSpan.FromSeconds(37 * 5000)), pieces);
    }

    [Fact]
    public void A_rate_that_is_not_positive_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new DemoScript(1, Opened, 0));
}
