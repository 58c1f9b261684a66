using System.Globalization;
using Benchmarks.Load;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Units;

namespace Benchmarks;

/// <summary>The spill model against tracer pulses that SWMM routed through the sewer of Bellinge.</summary>
public sealed class SpillSuite : ISuite
{
    private static readonly Figure Median = new("spill.arrival_error_median", "share", 0.15);
    private static readonly Figure P90 = new("spill.arrival_error_p90", "share", 0.30);
    private static readonly Figure Named = new("spill.reached_named", "share", 0.98, AtMost: false);
    private static readonly Figure False = new("spill.named_not_reached", "share", 0.05);

    public string Name => "spill";
    public IReadOnlyList<Figure> Figures => [Median, P90, Named, False];

    public Task Run(BenchOptions options, Report report)
    {
        if (Bellinge.Load(out var why) is not { } bellinge)
        {
            report.Note(why);
            return Task.CompletedTask;
        }
        var field = new FlowField(bellinge.Network);
        field.SetHourOfDay(8);
        field.Recompute();
        var errors = new List<double>();
        int reached = 0, named = 0, told = 0;
        report.Note("spill node | reached | named | not reached | arrival error median, p90 | peak time ratio | peak concentration ratio");
        foreach (var truth in Bellinge.Rows("spill_truth.csv").GroupBy(r => r[0]))
        {
            bellinge.Network.TryFind(bellinge.Key(truth.Key), out var at);
            var arrivals = new SpillModel(bellinge.Network).Run(new Release(at, Quantity.SuspendedSolids, Concentration.FromMilligramsPerLitre(1000), new FlowRate(0.002), TimeSpan.FromHours(1)), field.Current)
                .ToDictionary(a => bellinge.Name(bellinge.Network.KeyOf(a.Asset)));
            var found = truth.Where(r => arrivals.ContainsKey(r[1])).Select(r => (Truth: r, Model: arrivals[r[1]])).ToArray();
            // The truth is in whole minutes; a place reached within the first has no share to be wrong by.
            var own = found.Where(f => Bellinge.Number(f.Truth[2]) > 0).Select(f => Math.Abs(f.Model.FirstMinutes / Bellinge.Number(f.Truth[2]) - 1)).ToArray();
            errors.AddRange(own);
            (reached, named, told) = (reached + truth.Count(), named + found.Length, told + arrivals.Count);
            report.Note(string.Create(CultureInfo.InvariantCulture, $"{truth.Key} | {truth.Count()} | {found.Length} | {arrivals.Count - found.Length} | {At(own, 0.5):0.000}, {At(own, 0.9):0.000} | {At(found.Select(f => f.Model.PeakMinutes / Bellinge.Number(f.Truth[3])), 0.5):0.00} | {At(found.Select(f => f.Model.PeakConcentration / Bellinge.Number(f.Truth[4])), 0.5):0.00}"));
        }
        report.Add(Median, At(errors, 0.5));
        report.Add(P90, At(errors, 0.9));
        report.Add(Named, (double)named / reached);
        report.Add(False, (double)(told - named) / told);
        return Task.CompletedTask;
    }

    internal static double At(IEnumerable<double> values, double quantile)
    {
        var sorted = values.Where(double.IsFinite).Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Length - 1, quantile * sorted.Length)];
    }
}
