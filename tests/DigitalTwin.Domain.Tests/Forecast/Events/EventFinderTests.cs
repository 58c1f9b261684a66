using DigitalTwin.Domain.Forecast.Ensemble;
using DigitalTwin.Domain.Forecast.Events;
using DigitalTwin.Domain.Tests.Hydraulics.Routing;

namespace DigitalTwin.Domain.Tests.Forecast.Events;

public class EventFinderTests
{
    private static readonly EnsembleOptions Options = new() { Members = 8, Horizon = TimeSpan.FromMinutes(90) };

    [Fact]
    public void A_cloudburst_is_told_as_overflow_with_times_in_order_and_volumes()
    {
        var forecast = Forecast(Town.Street(), 120);
        var overflow = EventFinder.Find(forecast).First(e => e.Kind == ForecastEventKind.Overflow);
        Assert.Equal(1, overflow.Probability);
        Assert.True(overflow.EarliestAt <= overflow.ExpectedAt && overflow.ExpectedAt <= overflow.PeakAt && overflow.PeakAt < overflow.EndsAt);
        Assert.InRange(overflow.ExpectedAt, Town.Start.AddMinutes(10), Town.Start.AddMinutes(40));
        var volume = overflow.Volume!.Value;
        Assert.True(0 < volume.P10 && volume.P10 < volume.P50 && volume.P50 < volume.P90);
        Assert.Equal(2.5, overflow.Limit);
        Assert.Equal(overflow.Limit, overflow.Value, 0.01);
    }

    [Fact]
    public void The_gravest_event_stands_first_and_each_place_is_told_once_a_kind()
    {
        var events = EventFinder.Find(Forecast(Town.Street(designFlow: 0.05), 120));
        Assert.Equal(events.Max(e => e.Level), events[0].Level);
        Assert.Equal(events.Count, events.DistinctBy(e => (e.Kind, e.Asset)).Count());
    }

    [Fact]
    public void A_plant_is_told_above_eighty_per_cent_before_it_is_told_above_capacity()
    {
        var events = EventFinder.Find(Forecast(Town.Street(designFlow: 0.1), 40));
        var (most, all) = (events.Single(e => e.Kind == ForecastEventKind.PlantLoad80), events.Single(e => e.Kind == ForecastEventKind.PlantLoad100));
        Assert.Equal(("plant", 0.08, 0.1), (most.Asset, Math.Round(most.Limit, 9), Math.Round(all.Limit, 9)));
        Assert.True(most.EarliestAt <= all.EarliestAt && most.ExpectedAt <= all.ExpectedAt);
        Assert.True(most.Probability >= all.Probability && all.Value > all.Limit);
    }

    [Fact]
    public void A_tank_that_fills_and_a_pump_that_gets_more_than_it_lifts_are_told()
    {
        var sewer = new TestSewer().Manhole("a", 3, 4).Tank("well", 1, 20, depth: 2.5).Manhole("b", 4, 1).Outfall("plant", 3).Pipe("a", "well", 60, 0.5).Pump("well", "b", 0.02, start: 1, stop: 0.3).Pipe("b", "plant", 40, 0.3);
        var events = EventFinder.Find(Forecast(Town.Peopled(sewer.Build(), area: 15_000), 40));
        var full = events.Single(e => e.Kind == ForecastEventKind.TankFull);
        var beyond = events.Single(e => e.Kind == ForecastEventKind.PumpCapacity);
        Assert.Equal(("well", "well>b", 0.02), (full.Asset, beyond.Asset, beyond.Limit));
        Assert.True(beyond.Value > 0.02 && beyond.IsFlow);
        Assert.True(beyond.ExpectedAt <= full.ExpectedAt);
    }

    [Fact]
    public void What_few_members_expect_is_not_told()
    {
        var forecast = Forecast(Town.Street(), 120);
        Assert.Empty(EventFinder.Find(forecast, new EventOptions { LeastProbability = 1.01 }));
    }

    private static EnsembleForecast Forecast(DigitalTwin.Domain.Networks.Network network, double millimetresPerHour)
    {
        var model = Town.Model(network);
        return new EnsembleForecaster(model, Options).Issue(Town.DryState(model), new RainOutlook(Town.Dry, Town.Rain(millimetresPerHour, 10, 35)));
    }
}
