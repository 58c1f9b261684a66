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
/// <remarks>Bounds are somewhat wider than what is reached now; `bench --only spill` prints the table. Single nodes within the first minutes do not bind: the truth is in whole minutes.</remarks>
public class BellingeSpillTests
{
    [SharedDataFact("bellinge", "spill_truth.csv")]
    public void Arrivals_agree_with_a_dynamic_wave_model()
    {
        var (network, keys) = Import();
        var field = new FlowField(network);
        field.SetHourOfDay(8);
        field.Recompute();
        foreach (var truth in Truth().GroupBy(t => t.Spill))
        {
            network.TryFind(keys(truth.Key), out var at);
            var arrivals = new SpillModel(network).Run(
                new Release(at, new Quantity(900), Concentration.FromMilligramsPerLitre(1000), new FlowRate(0.002), TimeSpan.FromHours(1)), field.Current)
                .ToDictionary(a => network.KeyOf(a.Asset).Value);
            var found = truth.Where(t => arrivals.ContainsKey(keys(t.Node).Value)).Select(t => (Truth: t, Model: arrivals[keys(t.Node).Value])).ToArray();
            Assert.True(found.Length >= 0.98 * truth.Count(), $"{truth.Key}: {found.Length} of {truth.Count()} reached nodes are named.");
            Assert.True(arrivals.Count - found.Length <= 0.05 * arrivals.Count, $"{truth.Key}: {arrivals.Count - found.Length} of {arrivals.Count} named nodes were not reached.");
            var errors = found.Where(f => f.Truth.First > 0).Select(f => Math.Abs(f.Model.FirstMinutes - f.Truth.First) / f.Truth.First).Order().ToArray();
            Assert.InRange(errors[errors.Length / 2], 0, 0.10);
            Assert.InRange(errors[errors.Length * 9 / 10], 0, 0.25);
            Assert.InRange(Median(found.Select(f => f.Model.PeakMinutes / f.Truth.PeakAt)), 0.85, 1.15);
            Assert.InRange(Median(found.Select(f => f.Model.PeakConcentration / f.Truth.Peak)), 0.75, 1.25);
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
