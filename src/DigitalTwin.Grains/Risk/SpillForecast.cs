using DigitalTwin.Contracts;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Units;
using DigitalTwin.Grains.Networks;

namespace DigitalTwin.Grains.Risk;

/// <summary>Runs the domain's spill model on the flows of now and names what it reaches.</summary>
internal static class SpillForecast
{
    public static SpillOutlook Run(LiveNetwork network, WarningRecords records, SpillRelease release)
    {
        if (!network.Compiled.TryFind(records.KeyOf(release.Asset), out var at)) return Nothing;
        var spill = new Release(at, new Quantity(release.Quantity), Concentration.FromMilligramsPerLitre(release.Concentration), new FlowRate(release.Flow), TimeSpan.FromMinutes(release.Minutes));
        var hour = CityCalendar.Of(network.Compiled.Source).HourOf(new Instant(release.At));
        var outlook = new SpillModel(network.Compiled).Look(spill, network.CurrentFlows(), hour);
        string Name(NetworkElement element) => records.Name(network.Compiled.KeyOf(element));
        return new SpillOutlook(
            [.. outlook.Arrivals.Select(a => new SpillArrival(Name(a.Asset), a.FirstMinutes, a.PeakMinutes, a.PeakConcentration, a.MassShare, [.. a.Path.Select(Name)], a.LastMinutes))],
            [.. outlook.Barriers.Select(b => new SpillBlock(Name(b.Device), b.MinutesLeft, b.Assets, b.Intakes, b.PlantShare, b.Stops))],
            [.. outlook.Samples.Select(s => new SpillSamplePlace(Name(s.Manhole), s.FromMinutes, s.PeakMinutes, s.ToMinutes, s.PeakConcentration, s.Reason.ToString().ToLowerInvariant()))]);
    }

    public static SpillOutlook Nothing { get; } = new([], [], []);
}
