using DigitalTwin.Domain.Forecast.Ensemble;
using DigitalTwin.Domain.Forecast.Events;
using DigitalTwin.Domain.Forecast.Measures;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Tests.Hydraulics.Routing;

namespace DigitalTwin.Domain.Tests.Forecast.Measures;

public class MeasureTrialTests
{
    private static readonly EnsembleOptions Options = new() { Members = 6, Horizon = TimeSpan.FromMinutes(90) };

    [Fact]
    public void A_standby_pump_that_would_help_is_proposed_with_what_it_saves()
    {
        var tried = Try(Sewer(pump: 0.25, isOff: true), 60);
        var best = tried[0];
        Assert.Equal((MeasureAction.StartPump, "well>b", 1.0), (best.Measure.Action, best.Measure.Link, best.Measure.Setting));
        Assert.True(best.After < 0.5 * best.Before, $"{best.Before:0} to {best.After:0} m³");
        Assert.True(best.TotalAfter < best.TotalBefore);
    }

    [Fact]
    public void A_full_tank_is_proposed_to_be_emptied_first()
    {
        var tried = Try(Sewer(pump: 0.25, isOff: true, initial: 1), 60);
        Assert.Contains(tried, t => t.Measure is { Action: MeasureAction.PreEmptyTank, Asset: "well", Link: "well>b" } && t.After < t.Before);
    }

    [Fact]
    public void A_pump_that_runs_anyway_is_no_measure() => Assert.Empty(Try(Sewer(pump: 0.01, isOff: false), 60));

    [Fact]
    public void Without_events_nothing_is_tried() => Assert.Empty(Try(Sewer(pump: 0.25, isOff: true), 0));

    private static Network Sewer(double pump, bool isOff, double initial = 0)
    {
        var sewer = new TestSewer().Manhole("a", 3, 2).Tank("well", 1, 30, initial, depth: 3).Manhole("b", 4, 2).Outfall("plant", 3).Pipe("a", "well", 60, 0.6).Pump("well", "b", pump).Pipe("b", "plant", 40, 0.6);
        var network = Town.Peopled(sewer.Build(), area: 12_000);
        return isOff ? network with { Links = [.. network.Links.Select(l => l.LocalId == "well>b" ? l with { Attributes = new Dictionary<string, string> { ["Status"] = "OFF" } } : l)] } : network;
    }

    private static IReadOnlyList<TriedMeasure> Try(Network network, double millimetresPerHour)
    {
        var model = Town.Model(network);
        // Not long, lest dry weather alone fills the well of a pump that is off.
        var (state, rain) = (Town.DryState(model, hours: 1), new RainOutlook(Town.Dry, Town.Rain(millimetresPerHour, 10, 35)));
        var forecast = new EnsembleForecaster(model, Options).Issue(state, rain);
        return new MeasureTrial(forecast, state, rain, Options).Try([.. EventFinder.Find(forecast).Where(e => e.Kind == ForecastEventKind.Overflow)]);
    }
}
