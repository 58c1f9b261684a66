using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.Assimilation;
using DigitalTwin.Domain.Forecast.Ensemble;
using DigitalTwin.Domain.Forecast.Events;
using DigitalTwin.Domain.Forecast.State;
using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Simulation.City;
using DigitalTwin.Simulation.Sensors;

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

    [Fact]
    public void The_first_forecast_of_a_dry_day_expects_no_overflow_and_an_hour_on_a_plants_inflow_is_forecast_as_it_is_measured()
    {
        var model = LiveModel.Build(NetworkParts.Of(City).Parts[1]); // Its smallest station lifts into a main that loses metres of head.
        var dry = model.Runoff.Gauges.ToDictionary(g => g, _ => RainSeries.None);
        var evening = new DateTime(2026, 11, 22, 20, 0, 0);
        var begun = CityCalendar.China.InstantOf(evening);
        var (city, estimator) = (new CitySimulation(City, 1, begun), new StateEstimator(model, evening.AddHours(-3)));
        var plant = model.Network.Nodes[model.Part.Ends[0]].LocalId;
        var sent = new List<SensorReading>();
        for (var minute = 1; minute <= 61; minute += 5)
        {
            sent.Clear();
            city.Advance(begun + TimeSpan.FromMinutes(minute), sent);
            var readings = sent.Where(r => model.NodeOf.ContainsKey(r.LocalId) || model.LinkOf.ContainsKey(r.LocalId)).Select(r => new GaugeReading(r.LocalId, r.Quantity, CityCalendar.China.LocalTime(r.At).DateTime, r.Value)).ToArray();
            while (estimator.Now < evening.AddMinutes(minute)) estimator.Advance(Earlier(estimator.Now.AddMinutes(5), evening.AddMinutes(minute)), dry, readings);
            if (minute is not (1 or 61)) continue;
            var forecast = new EnsembleForecaster(model, Options).Issue(estimator.State, new RainOutlook(dry));
            Assert.DoesNotContain(EventFinder.Find(forecast), e => e.Kind == ForecastEventKind.Overflow);
            var end = forecast.Ends.ToList().IndexOf(model.NodeOf[plant]);
            var measured = sent.Last(r => r.LocalId == plant && r.Quantity == Quantity.Flow).Value;
            if (minute == 61) Assert.InRange(forecast.EndInflow.P50.Take(6).Average(row => row[end]) / measured, 0.95, 1.05);
        }
    }

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;
}
