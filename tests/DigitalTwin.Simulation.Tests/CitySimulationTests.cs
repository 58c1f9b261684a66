using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Simulation.City;
using DigitalTwin.Simulation.Sensors;

namespace DigitalTwin.Simulation.Tests;

public class CitySimulationTests
{
    private static readonly Instant Noon = Instant.From(new DateTimeOffset(2026, 6, 1, 4, 0, 0, TimeSpan.Zero));
    private static readonly Network City = DemoCity.Build(1);

    [Fact]
    public void Readings_come_in_order_of_time_and_within_the_span_asked()
    {
        var readings = Run(Noon, TimeSpan.FromMinutes(20));
        Assert.NotEmpty(readings);
        Assert.All(readings.Zip(readings.Skip(1)), pair => Assert.True(pair.First.At <= pair.Second.At));
        Assert.All(readings, r => Assert.True(r.At > Noon && r.At <= Noon + TimeSpan.FromMinutes(20)));
    }

    [Fact]
    public void Readings_name_assets_and_quantities_that_exist_and_stay_in_their_plausible_range()
    {
        var ids = City.Nodes.Select(n => n.LocalId).Concat(City.Links.Select(l => l.LocalId)).Concat(City.Points.Select(p => p.LocalId)).ToHashSet();
        foreach (var r in Run(Noon, TimeSpan.FromHours(1)))
        {
            Assert.Contains(r.LocalId, ids);
            var definition = QuantityCatalogue.Default.Of(r.Quantity);
            Assert.True(definition.Unit.Length > 0 && r.Value >= definition.Minimum && r.Value <= definition.Maximum, $"{r}");
        }
    }

    [Fact]
    public void The_same_seed_and_start_report_the_same_to_the_last_digit() =>
        Assert.Equal(Run(Noon, TimeSpan.FromMinutes(15)), Run(Noon, TimeSpan.FromMinutes(15)));

    [Fact]
    public void All_works_report_and_about_a_sixth_of_the_manholes()
    {
        var heard = Run(Noon, TimeSpan.FromMinutes(40)).Select(r => r.LocalId).ToHashSet();
        foreach (var node in City.Nodes.Where(n => n.Kind is AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant or AssetKind.StorageTank or AssetKind.ReuseIntake or AssetKind.Drainer or AssetKind.Outfall))
            Assert.Contains(node.LocalId, heard);
        foreach (var link in City.Links.Where(l => l.Kind is AssetKind.PumpStation or AssetKind.Weir or AssetKind.RiverSection))
            Assert.Contains(link.LocalId, heard);
        Assert.All(City.Points, p => Assert.Contains(p.LocalId, heard));
        var manholes = City.Nodes.Where(n => n.Kind == AssetKind.Manhole).ToArray();
        Assert.InRange(manholes.Count(m => heard.Contains(m.LocalId)) / (double)manholes.Length, 0.12, 0.24);
    }

    [Fact]
    public void What_reports_says_how_often_and_keeps_to_it()
    {
        var readings = Run(Noon, TimeSpan.FromMinutes(50)).ToLookup(r => r.LocalId);
        var marked = City.Nodes.Where(n => n.Attributes.ContainsKey("intervalSeconds")).ToArray();
        var seldom = marked.Count(node =>
        {
            var interval = TimeSpan.FromSeconds(int.Parse(node.Attributes["intervalSeconds"], System.Globalization.CultureInfo.InvariantCulture));
            return readings[node.LocalId].Select(r => r.At).Distinct().Count() < 0.9 * (TimeSpan.FromMinutes(50) / interval) - 1;
        });
        Assert.InRange(seldom / (double)marked.Length, 0, 0.02); // Those that are out of order just now.
        Assert.All(readings, group => Assert.True(Attributes(group.Key).ContainsKey("intervalSeconds"), group.Key));
    }

    [Fact]
    public void Sensors_fail_now_and_then_and_mostly_say_so()
    {
        var readings = Run(Noon, TimeSpan.FromHours(8));
        Assert.Contains(readings, r => r.Quality == Quality.SourceFault);
        Assert.Contains(readings, r => r.Quality == Quality.SourceMaintenance);
        Assert.Contains(readings, r => r.Quality == Quality.Suspect);
        Assert.InRange(readings.Count(r => r.Quality == Quality.Good) / (double)readings.Count, 0.99, 0.9999);
    }

    [Fact]
    public void It_starts_warm_at_any_time_of_day()
    {
        foreach (var hours in new[] { 0, 7, 19 })
        {
            var start = Noon + TimeSpan.FromHours(hours);
            var early = Run(start - TimeSpan.FromHours(3), TimeSpan.FromHours(3.5)).Where(r => r.At > start).ToArray();
            var late = Run(start, TimeSpan.FromHours(0.5));
            Assert.InRange(InflowOf(late) / InflowOf(early), 0.93, 1.07);
        }
    }

    private static double InflowOf(IEnumerable<SensorReading> readings) =>
        readings.Where(r => r.LocalId.StartsWith("WWTP", StringComparison.Ordinal) && r.Quantity == Quantity.Flow && r.Quality == Quality.Good).Average(r => r.Value);

    private static IReadOnlyDictionary<string, string> Attributes(string id) =>
        City.Nodes.FirstOrDefault(n => n.LocalId == id)?.Attributes ?? City.Links.FirstOrDefault(l => l.LocalId == id)?.Attributes ?? City.Points.First(p => p.LocalId == id).Attributes;

    private static List<SensorReading> Run(Instant start, TimeSpan span)
    {
        var readings = new List<SensorReading>();
        new CitySimulation(City, 1, start).Advance(start + span, readings);
        return readings;
    }
}
