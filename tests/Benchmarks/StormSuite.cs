using System.Globalization;
using Benchmarks.Load;
using DigitalTwin.Domain.Alarms;
using DigitalTwin.Domain.Alarms.Kpis;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace Benchmarks;

/// <summary>The storm of 2012-06-29 replayed through local rules and warning books: who was warned of, how early, and what an operator would have seen.</summary>
/// <remarks>Levels at 12 nodes, flows of 6 pumps and 9 outfalls, one a minute, are all that the platform is given.</remarks>
public sealed class StormSuite : ISuite
{
    private const double LeastVolume = 5; // m³
    private const string Series = "bellinge_2012-06-29_storm_1min.csv";
    private static readonly Figure Warned = new("storm.flooded_nodes_warned", "share");
    private static readonly Figure Lead = new("storm.lead_median_min", "min");
    private static readonly Figure False = new("storm.warned_not_flooded", "nodes");
    private static readonly Figure Alarms = new("storm.alarms_per_10min", "alarms");
    private static readonly Figure AlarmsWorst = new("storm.alarms_worst_10min", "alarms");
    private static readonly Figure Grouped = new("storm.grouped_alarms_per_10min", "alarms", 1);
    private static readonly Figure GroupedWorst = new("storm.grouped_alarms_worst_10min", "alarms", 10);

    public string Name => "storm";
    public IReadOnlyList<Figure> Figures => [Warned, Lead, False, Alarms, AlarmsWorst, Grouped, GroupedWorst];

    public Task Run(BenchOptions options, Report report)
    {
        if (Bellinge.Load(out var why) is not { } bellinge)
        {
            report.Note(why);
            return Task.CompletedTask;
        }
        var replay = new StormReplay(bellinge);
        var columns = Bellinge.Heading(Series).Select(Column).ToArray();
        Instant from = default, to = default;
        foreach (var row in Bellinge.Rows(Series))
        {
            to = At(row[0]);
            if (from == default) from = to;
            for (var i = 1; i < columns.Length; i++)
                if (columns[i] is { } column && bellinge.Key(column.Asset) is { Value: > 0 } asset)
                    replay.Observe(new Reading(asset, column.Quantity, to, Bellinge.Number(row[i]), Quality.Good, Provenance.Simulated));
            replay.Tick(to);
        }
        Report(bellinge, replay, report);
        Report(replay, report, from, to);
        return Task.CompletedTask;
    }

    private static void Report(Bellinge bellinge, StormReplay replay, Report report)
    {
        var flooded = Bellinge.Rows("bellinge_2012-06-29_flooded_nodes.csv").ToDictionary(r => r[0], r => (First: At(r[1]), Volume: Bellinge.Number(r[4])));
        var leads = new List<double>();
        var grave = flooded.Where(f => f.Value.Volume > LeastVolume).ToArray();
        report.Note("flooded node | m³ | first flooding | warned of | lead, min");
        foreach (var (node, (first, volume)) in grave.OrderByDescending(f => f.Value.Volume))
        {
            var warned = replay.Overflows.TryGetValue(bellinge.Key(node), out var at) ? at : (Instant?)null;
            if (warned is { } known && known <= first) leads.Add((first - known).TotalMinutes);
            report.Note(string.Create(CultureInfo.InvariantCulture, $"{node} | {volume:0.0} | {first} | {(warned is { } w ? w.ToString() : "never")} | {(warned is { } l ? (first - l).TotalMinutes : double.NaN):0}"));
        }
        report.Note($"{leads.Count} of {grave.Length} nodes that lost more than {LeastVolume} m³ were warned of before; 12 levels are measured among {bellinge.Network.NodeCount} nodes");
        report.Add(Warned, (double)leads.Count / grave.Length);
        if (leads.Count > 0) report.Add(Lead, SpillSuite.At(leads, 0.5));
        // Water at an outfall leaves the network by design.
        var wrong = replay.Overflows.Where(o => bellinge.Network.TryFind(o.Key, out var e) && !e.IsLink && bellinge.Network.KindOf(e) != AssetKind.Outfall && !flooded.ContainsKey(bellinge.Name(o.Key))).ToArray();
        foreach (var (key, at) in wrong.OrderBy(o => o.Value)) report.Note($"falsely warned of: {bellinge.Name(key)} at {at}");
        report.Add(False, wrong.Length);
    }

    /// <summary>What called an operator: each alarm by itself, and as the book groups them under their causes.</summary>
    private static void Report(StormReplay replay, Report report, Instant from, Instant to)
    {
        var fold = new KpiFold(AlarmSettings.Default, from, to, TimeSpan.FromMinutes(10), []);
        foreach (var version in replay.Alarms) fold.Take(version);
        var kpis = fold.Conclude();
        report.Note("ten minutes from | alarms one by one | grouped under their causes | standing");
        foreach (var slot in kpis.Series.Where(s => s.Ungrouped > 0)) report.Note($"{slot.At} | {slot.Ungrouped} | {slot.Announced} | {slot.Standing}");
        report.Note(string.Create(CultureInfo.InvariantCulture, $"{replay.Opened} warnings made {kpis.Ungrouped.Count} alarms, of which {kpis.Announced.Count} called; {kpis.TimeInFlood:P1} of the time in flood"));
        report.Add(Alarms, kpis.Ungrouped.AveragePerTenMinutes);
        report.Add(AlarmsWorst, kpis.Ungrouped.PeakPerTenMinutes);
        report.Add(Grouped, kpis.Announced.AveragePerTenMinutes);
        report.Add(GroupedWorst, kpis.Announced.PeakPerTenMinutes);
    }

    private static (string Asset, Quantity Quantity)? Column(string heading)
    {
        var dot = heading.LastIndexOf('.');
        if (dot < 0) return null;
        return heading[(dot + 1)..] switch
        {
            "depth_m" => (heading[..dot], Quantity.Level),
            "flow_m3s" or "outflow_m3s" => (heading[..dot], Quantity.Flow),
            _ => null,
        };
    }

    private static Instant At(string text) => Instant.From(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
}
