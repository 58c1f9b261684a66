using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.Assimilation;
using DigitalTwin.Domain.Forecast.Ensemble;
using DigitalTwin.Domain.Forecast.Events;
using DigitalTwin.Domain.Forecast.State;
using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Simulation.City;

namespace DigitalTwin.Simulation.Tests.Forecast;

public class DemoForecastTests
{
    private static readonly DateTime Start = new(2026, 7, 1, 6, 0, 0);
    private static readonly Network City = DemoCity.Build(1, 2000);
    private static readonly EnsembleOptions Options = new() { Members = 4, Every = TimeSpan.FromMinutes(5) };

    [Fact]
    public void Every_sewer_of_the_city_belongs_to_a_part_that_can_be_computed()
    {
        var parts = NetworkParts.Of(City);
        var sewers = City.Links.Count(l => l.Class is PipeClass.Sewer or PipeClass.Combined or PipeClass.Storm);
        Assert.True(parts.Parts.Sum(p => p.Network.Links.Count(l => l.Class is PipeClass.Sewer or PipeClass.Combined or PipeClass.Storm)) > 0.98 * sewers);
        Assert.Equal(AssetKind.TreatmentPlant, parts.Parts[0].Network.Nodes[parts.Parts[0].Ends[0]].Kind);
        foreach (var part in parts.Parts) Assert.True(LiveModel.Build(part).Network.Nodes.Sum(n => n.DryWeatherInflow) + LiveModel.Build(part).Network.Subcatchments.Sum(s => s.Area) > 0);
    }

    [Fact]
    public void A_dry_day_foretells_no_overflow_and_a_cloudburst_does()
    {
        var model = LiveModel.Build(NetworkParts.Of(City).Parts[0]);
        var dry = model.Runoff.Gauges.ToDictionary(g => g, _ => RainSeries.None);
        var estimator = new StateEstimator(model, Start);
        estimator.Advance(Start.AddHours(6), dry, []);
        var quiet = new EnsembleForecaster(model, Options).Issue(estimator.State, new RainOutlook(dry));
        Assert.DoesNotContain(EventFinder.Find(quiet), e => e.Kind == ForecastEventKind.Overflow);
        var burst = new RainSeries(Enumerable.Range(0, 30).Select(m => (Start.AddHours(6).AddMinutes(10 + m), 90.0)), TimeSpan.FromMinutes(1));
        var wet = new EnsembleForecaster(model, Options).Issue(estimator.State, new RainOutlook(dry, model.Runoff.Gauges.ToDictionary(g => g, _ => burst)));
        Assert.Contains(EventFinder.Find(wet), e => e.Kind == ForecastEventKind.Overflow);
        Assert.InRange(wet.ContinuityError, 0, 0.05);
    }
}
