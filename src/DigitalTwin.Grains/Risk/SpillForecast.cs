using DigitalTwin.Contracts;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Units;
using DigitalTwin.Grains.Networks;

namespace DigitalTwin.Grains.Risk;

/// <summary>Runs the domain's spill model on the flows of now and names what it reaches.</summary>
internal static class SpillForecast
{
    public static SpillArrival[] Run(LiveNetwork network, WarningRecords records, SpillRelease release)
    {
        if (!network.Compiled.TryFind(records.KeyOf(release.Asset), out var at)) return [];
        var spill = new Release(at, new Quantity(release.Quantity), Concentration.FromMilligramsPerLitre(release.Concentration), new FlowRate(release.Flow), TimeSpan.FromMinutes(release.Minutes));
        var arrivals = new SpillModel(network.Compiled).Run(spill, network.CurrentFlows());
        return [.. arrivals.Select(a => new SpillArrival(records.Name(network.Compiled.KeyOf(a.Asset)), a.FirstMinutes, a.PeakMinutes, a.PeakConcentration, a.MassShare,
            [.. a.Path.Select(e => records.Name(network.Compiled.KeyOf(e)))]))];
    }
}
