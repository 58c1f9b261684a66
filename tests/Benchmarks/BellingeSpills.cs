using System.Diagnostics;
using System.Globalization;
using Benchmarks.Load;
using DigitalTwin.Domain.Forecast;
using DigitalTwin.Domain.Forecast.Spills;
using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Hydraulics.Routing;

namespace Benchmarks;

/// <summary>Spill forecasts by the engine's own transport against the tracer pulses that SWMM routed: a dry day, 8 h to fill, one hour of 0.002 m³/s at 1,000 mg/L from 08:00, followed for 12 h.</summary>
internal static class BellingeSpills
{
    private static readonly Figure Median = new("bellinge.spill_arrival_error_median", "share", 0.15);
    private static readonly Figure P90 = new("bellinge.spill_arrival_error_p90", "share", 0.30);
    private static readonly Figure Named = new("bellinge.spill_reached_named", "share", 0.98, AtMost: false);
    private static readonly Figure False = new("bellinge.spill_named_not_reached", "share", 0.05);
    private static readonly Figure Lost = new("bellinge.spill_mass_error", "share", 1e-9);
    private static readonly Figure Took = new("bellinge.spill_twelve_hours", "s");

    public static IReadOnlyList<Figure> Figures => [Median, P90, Named, False, Lost, Took];

    public static void Run(Bellinge bellinge, HydraulicModel model, RunoffModel runoff, SimulationInput input, Report report)
    {
        input = input with { Start = input.Start.Date, Rain = new Dictionary<string, RainSeries>() };
        var morning = new SewerSimulation(model, runoff, input);
        morning.AdvanceTo(8 * 3600);
        var state = morning.Snapshot();
        var (errors, took) = (new List<double>(), new List<double>());
        int reached = 0, named = 0, told = 0;
        double lost = 0;
        report.Note("spill node | reached | named | not reached | arrival error median, p90 | peak time ratio | peak concentration ratio");
        foreach (var truth in Bellinge.Rows("spill_truth.csv").GroupBy(r => r[0]))
        {
            var node = bellinge.Source.Nodes.Index().First(n => n.Item.LocalId == truth.Key).Index;
            var clock = Stopwatch.StartNew();
            var outlook = new SpillForecast(model, runoff, input).Ahead(state, new Spill(node, TimeSpan.Zero, TimeSpan.FromHours(1), 0.002, 1000), TimeSpan.FromHours(12), TimeSpan.FromMinutes(1));
            took.Add(clock.Elapsed.TotalSeconds);
            lost = Math.Max(lost, Math.Abs(outlook.Balance.Expected - outlook.Stored) / outlook.Balance.Entered);
            var passages = outlook.Passages.ToDictionary(p => bellinge.Source.Nodes[p.Node].LocalId);
            var found = truth.Where(r => passages.ContainsKey(r[1])).Select(r => (Truth: r, Ours: passages[r[1]])).ToArray();
            // The truth is in whole minutes; a place reached within the first has no share to be wrong by.
            var own = found.Where(f => Bellinge.Number(f.Truth[2]) > 0).Select(f => Math.Abs(f.Ours.First.TotalMinutes / Bellinge.Number(f.Truth[2]) - 1)).ToArray();
            errors.AddRange(own);
            (reached, named, told) = (reached + truth.Count(), named + found.Length, told + passages.Count);
            report.Note(string.Create(CultureInfo.InvariantCulture, $"{truth.Key} | {truth.Count()} | {found.Length} | {passages.Count - found.Length} | {SpillSuite.At(own, 0.5):0.000}, {SpillSuite.At(own, 0.9):0.000} | {SpillSuite.At(found.Select(f => f.Ours.Peak.TotalMinutes / Bellinge.Number(f.Truth[3])), 0.5):0.00} | {SpillSuite.At(found.Select(f => f.Ours.PeakConcentration / Bellinge.Number(f.Truth[4])), 0.5):0.00}"));
        }
        report.Add(Median, SpillSuite.At(errors, 0.5));
        report.Add(P90, SpillSuite.At(errors, 0.9));
        report.Add(Named, (double)named / reached);
        report.Add(False, (double)(told - named) / told);
        report.Add(Lost, lost);
        report.Add(Took, SpillSuite.At(took, 0.5));
    }
}
