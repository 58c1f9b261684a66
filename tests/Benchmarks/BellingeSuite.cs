using System.Diagnostics;
using System.Globalization;
using Benchmarks.Load;
using DigitalTwin.Domain.Forecast;
using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Gis.Swmm;

namespace Benchmarks;

/// <summary>The forecast engine on the storm of 2012-06-29, 48 h in steps of a minute, beside SWMM 5.2 on the same file: all series, all flooded nodes, good and bad.</summary>
public sealed class BellingeSuite : ISuite
{
    private const double LeastVolume = 5; // m³
    /// <summary>What SWMM 5.2 takes to route the same run on two quiet cores, s.</summary>
    private const double SwmmSeconds = 119;
    private static readonly Figure Outfall = new("bellinge.nse_outfall", "1", 0.95, AtMost: false);
    private static readonly Figure Levels = new("bellinge.nse_levels_median", "1", 0.9, AtMost: false);
    private static readonly Figure Volume = new("bellinge.overflow_volume_error", "share", 0.1);
    private static readonly Figure Flooded = new("bellinge.flooded_nodes_found", "share", 0.9, AtMost: false);
    private static readonly Figure FirstMinute = new("bellinge.first_minute_error_median", "min", 5);
    private static readonly Figure Extra = new("bellinge.flooded_nodes_too_many", "nodes");
    private static readonly Figure Continuity = new("bellinge.continuity_error", "share", 0.01);
    private static readonly Figure Speed = new("bellinge.simulated_hours_per_second", "h/s", 48 / (SwmmSeconds / 20), AtMost: false);
    private static readonly Figure SpeedCpu = new("bellinge.simulated_hours_per_cpu_second", "h/s", 48 / (SwmmSeconds / 20), AtMost: false);
    private static readonly Figure TwoHours = new("bellinge.two_hour_forecast", "s");

    public string Name => "bellinge";
    public IReadOnlyList<Figure> Figures => [Outfall, Levels, Volume, Flooded, FirstMinute, Extra, Continuity, Speed, SpeedCpu, TwoHours, .. BellingeSpills.Figures];

    public Task Run(BenchOptions options, Report report)
    {
        if (Bellinge.Load(out var why) is not { } bellinge)
        {
            report.Note(why);
            return Task.CompletedTask;
        }
        using var plan = Bellinge.OpenPlan();
        var run = SwmmRun.Read(plan);
        var model = HydraulicModelBuilder.Build(bellinge.Source);
        var runoff = RunoffModel.Build(bellinge.Source);
        new SewerSimulation(model, runoff, run.Input).AdvanceTo(1800); // Compiles the time loop.
        var simulation = new SewerSimulation(model, runoff, run.Input);
        var record = new StormRecord(bellinge.Source, model);
        var (clock, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        double[]? beforeStorm = null;
        var minutes = (int)(run.End - run.Input.Start).TotalMinutes;
        for (var minute = 1; minute < minutes; minute++)
        {
            simulation.AdvanceTo(minute * 60);
            record.Take(simulation);
            if (minute == 5 * 60 + 30) beforeStorm = simulation.Snapshot();
        }
        var (wall, used) = (clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
        Skill(record, report);
        Floods(bellinge, simulation, record, report);
        var router = simulation.Router;
        report.Note(string.Create(CultureInfo.InvariantCulture, $"{router.Steps} steps, {router.Iterations} iterations, {router.Unsettled} steps not settled; {wall:0.0} s wall, {used:0.0} s CPU; {model.Repairs.Count + runoff.Repairs.Count} repairs"));
        var b = simulation.State.Balance;
        report.Note(string.Create(CultureInfo.InvariantCulture, $"m³: dry weather {b.DryWeather:0}, runoff {b.Runoff:0}, out {b.Outflow:0}, overflow {b.Overflow:0}, stored {router.StoredVolume():0}"));
        report.Add(Continuity, Math.Abs(router.ContinuityError()));
        report.Add(Speed, minutes / 60.0 / wall);
        report.Add(SpeedCpu, minutes / 60.0 / used);
        BellingeSpills.Run(bellinge, model, runoff, run.Input, report);
        if (beforeStorm is null) return Task.CompletedTask;
        simulation.Restore(beforeStorm);
        clock.Restart();
        simulation.AdvanceTo(simulation.Elapsed + 7200);
        report.Add(TwoHours, clock.Elapsed.TotalSeconds);
        return Task.CompletedTask;
    }

    private static void Skill(StormRecord record, Report report)
    {
        var levels = new List<double>();
        report.Note("series | NSE | mean theirs, ours | greatest theirs, ours");
        foreach (var (name, theirs, ours) in record.Series)
        {
            var skill = NashSutcliffe.Of(theirs, ours);
            if (name.EndsWith("depth_m", StringComparison.Ordinal)) levels.Add(skill);
            if (name == "F74F360.outflow_m3s") report.Add(Outfall, skill);
            report.Note(string.Create(CultureInfo.InvariantCulture, $"{name} | {skill:0.0000} | {theirs.Average():0.00000}, {ours.Average():0.00000} | {theirs.Max():0.0000}, {ours.Max():0.0000}"));
        }
        levels.Sort();
        report.Add(Levels, (levels[levels.Count / 2] + levels[(levels.Count - 1) / 2]) / 2);
    }

    private static void Floods(Bellinge bellinge, SewerSimulation simulation, StormRecord record, Report report)
    {
        var theirs = Bellinge.Rows("bellinge_2012-06-29_flooded_nodes.csv").ToDictionary(r => r[0], r => (First: DateTime.Parse(r[1], CultureInfo.InvariantCulture), Volume: Bellinge.Number(r[4])));
        var late = new List<double>();
        var (found, grave) = (0, theirs.Values.Count(t => t.Volume > LeastVolume));
        report.Note("flooded node | m³ theirs | m³ ours | first theirs | first ours");
        for (var n = 0; n < bellinge.Source.Nodes.Count; n++)
        {
            var (id, volume) = (bellinge.Source.Nodes[n].LocalId, simulation.State.OverflowVolume[n]);
            var known = theirs.TryGetValue(id, out var their);
            if (!known && volume < 1) continue;
            var first = record.FirstOverflow[n];
            if (their.Volume > LeastVolume && first is { } at)
            {
                found++;
                late.Add(Math.Abs((at - their.First).TotalMinutes));
            }
            report.Note(string.Create(CultureInfo.InvariantCulture, $"{id} | {their.Volume:0.0} | {volume:0.0} | {(known ? their.First.ToString("HH:mm", CultureInfo.InvariantCulture) : "-")} | {first?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? "-"}"));
        }
        report.Add(Volume, Math.Abs(simulation.State.Balance.Overflow / theirs.Values.Sum(t => t.Volume) - 1));
        report.Add(Flooded, (double)found / grave);
        report.Add(FirstMinute, SpillSuite.At(late, 0.5));
        report.Add(Extra, Enumerable.Range(0, bellinge.Source.Nodes.Count).Count(n => simulation.State.OverflowVolume[n] > 1 && !theirs.ContainsKey(bellinge.Source.Nodes[n].LocalId)));
    }
}
