using System.Globalization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Units;
using DigitalTwin.Gis.Import;
using DigitalTwin.Testing;

namespace DigitalTwin.Domain.Tests.Risk;

/// <summary>Releases into the combined sewer of Bellinge against tracer pulses that SWMM 5.2 routed (dry weather, released at 08:00).</summary>
/// <remarks>The model holds the flow of half past eight for hours in which it rises and falls, so far away its peaks are too high; medians bind, single nodes do not.</remarks>
public class BellingeSpillTests
{
    [SharedDataFact("bellinge", "spill_truth.csv")]
    public void Arrivals_agree_with_a_dynamic_wave_model()
    {
        var (network, keys) = Import();
        var field = new FlowField(network);
        field.SetHourOfDay(8.5);
        field.Recompute();
        foreach (var truth in Truth().GroupBy(t => t.Spill))
        {
            network.TryFind(keys(truth.Key), out var at);
            var arrivals = new SpillModel(network).Run(
                new Release(at, new Quantity(900), Concentration.FromMilligramsPerLitre(1000), new FlowRate(0.002), TimeSpan.FromHours(1)), field.Current)
                .ToDictionary(a => network.KeyOf(a.Asset).Value);
            var found = truth.Where(t => t.Share > 0.05 && arrivals.ContainsKey(keys(t.Node).Value)).Select(t => (Truth: t, Model: arrivals[keys(t.Node).Value])).ToArray();
            var missed = truth.Count(t => t.Share > 0.05 && !arrivals.ContainsKey(keys(t.Node).Value));
            Assert.Equal(0, missed);
            Assert.InRange(Median(found.Select(f => f.Model.FirstMinutes / f.Truth.First)), 0.8, 1.2);
            Assert.InRange(Median(found.Select(f => f.Model.PeakMinutes / f.Truth.PeakAt)), 0.9, 1.1);
            Assert.InRange(Median(found.Select(f => f.Model.PeakConcentration / f.Truth.Peak)), 0.7, 1.4);
        }
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToArray() is { Length: > 0 } sorted ? sorted[sorted.Length / 2] : double.NaN;

    private static (CompiledNetwork, Func<string, AssetKey>) Import()
    {
        using var file = File.OpenRead(SharedData.PathOf("bellinge", "bellinge.inp"));
        var outcome = Assert.IsType<ImportOutcome.Accepted>(NetworkImport.Read("swmm", file, new ImportOptions("bellinge", "EPSG:25832")));
        var ids = new Dictionary<string, int>();
        foreach (var node in outcome.Network.Nodes) ids[node.LocalId] = ids.Count + 1;
        foreach (var link in outcome.Network.Links) ids[link.LocalId] = ids.Count + 1;
        return (CompiledNetwork.Build(outcome.Network, id => new AssetKey(ids[id])), id => new AssetKey(ids[id]));
    }

    private static IEnumerable<(string Spill, string Node, double First, double PeakAt, double Peak, double Share)> Truth() =>
        File.ReadLines(SharedData.PathOf("bellinge", "spill_truth.csv")).Skip(1).Select(line => line.Split(',')).Select(f => (f[0], f[1], Number(f[2]), Number(f[3]), Number(f[4]), Number(f[5])));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
