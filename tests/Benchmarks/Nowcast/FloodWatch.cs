using System.Diagnostics;
using System.Globalization;
using Benchmarks.Load;
using DigitalTwin.Domain.Forecast.Assimilation;
using DigitalTwin.Domain.Forecast.Ensemble;
using DigitalTwin.Domain.Forecast.Events;
using DigitalTwin.Domain.Forecast.State;
using DigitalTwin.Domain.Hydraulics.Hydrology;

namespace Benchmarks.Nowcast;

/// <summary>A storm lived through: forecasts issued as time passes, and which flooded nodes they warned of before.</summary>
internal sealed class FloodWatch(StormModel storm, StormGauges gauges)
{
    private const double LeastProbability = 0.5;
    private const double LeastVolume = 5; // m³
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (DateTime First, double Volume)> _floods =
        Bellinge.Rows("bellinge_2012-06-29_flooded_nodes.csv").ToDictionary(r => r[0], r => (DateTime.Parse(r[1], CultureInfo.InvariantCulture), Bellinge.Number(r[4])));

    /// <summary>The live city's own rule, and one that asks low probabilities to be confirmed by the next forecast.</summary>
    private const double Raises = 0.5, Ends = 0.3, Confirmed = 0.8;

    /// <param name="Leads">min, of the grave floods that were warned of before they began.</param>
    /// <param name="False">Nodes warned of that never flooded.</param>
    /// <param name="AlreadyUnderWater">Grave floods for which the computed state of now, taken to stay, would have said so in time.</param>
    /// <param name="Seconds">Of wall time for each forecast.</param>
    public sealed record Outcome(int Grave, IReadOnlyList<double> Leads, IReadOnlyList<string> False, int AlreadyUnderWater, IReadOnlyList<double> Seconds, IReadOnlyList<string> Rows)
    {
        public required WarningTally.Counts Warnings { get; init; }
        public required WarningTally.Counts ConfirmedWarnings { get; init; }
    }

    /// <param name="from">City time of the first forecast.</param>
    /// <param name="every">Between forecasts, while rain does not grow heavier.</param>
    /// <param name="knowsRain">An outlook gives the rain that really came; else rain is known up to now alone.</param>
    public Outcome Live(LiveModel model, DateTime from, DateTime to, TimeSpan every, bool knowsRain, EnsembleOptions options)
    {
        var estimator = new StateEstimator(model, storm.Start);
        var (forecaster, clock) = (new EnsembleForecaster(model, options), new IssueClock(every));
        var (raised, confirmed) = (new WarningTally(Raises, Ends), new WarningTally(Raises, Ends, Confirmed));
        estimator.Advance(from - Often, storm.Rain, []);
        var (warned, wet, seconds) = (new Dictionary<string, (DateTime At, double Probability)>(), new Dictionary<string, DateTime>(), new List<double>());
        for (var now = from; now <= to; now += Often)
        {
            var rain = new RainOutlook(Fallen(now), knowsRain ? storm.Rain : null);
            if (!clock.IsDue(now, rain)) continue;
            estimator.Advance(now, rain.Fallen, gauges.Arrived(estimator.Now, now));
            foreach (var n in Enumerable.Range(0, model.Hydraulics.NodeCount).Where(n => estimator.Overflow[n] > 0)) wet.TryAdd(model.Network.Nodes[n].LocalId, now);
            var watch = Stopwatch.StartNew();
            var events = EventFinder.Find(forecaster.Issue(estimator.State, rain));
            seconds.Add(watch.Elapsed.TotalSeconds);
            raised.Issued(now, events);
            confirmed.Issued(now, events);
            foreach (var e in events.Where(e => e.Kind == ForecastEventKind.Overflow && e.Probability >= LeastProbability)) warned.TryAdd(e.Asset, (now, e.Probability));
        }
        return Judge(warned, wet, seconds, raised, confirmed);
    }

    /// <summary>Rain up to now: what falls in a minute is known when the minute is over.</summary>
    private Dictionary<string, RainSeries> Fallen(DateTime now)
    {
        var from = now.AddMinutes(-40);
        var minutes = (int)(now - from).TotalMinutes;
        return storm.Rain.ToDictionary(r => r.Key, r => new RainSeries(Enumerable.Range(0, minutes).Select(m => (from.AddMinutes(m), r.Value.RateAt(from.AddMinutes(m).AddSeconds(1)) * 3.6e6)), TimeSpan.FromMinutes(1)));
    }

    private Outcome Judge(Dictionary<string, (DateTime At, double Probability)> warned, Dictionary<string, DateTime> wet, List<double> seconds, WarningTally raised, WarningTally confirmed)
    {
        var (leads, rows) = (new List<double>(), new List<string>());
        var grave = _floods.Where(f => f.Value.Volume > LeastVolume).OrderBy(f => f.Value.First).ToArray();
        foreach (var (node, (first, volume)) in grave)
        {
            var isWarned = warned.TryGetValue(node, out var w);
            if (isWarned && w.At < first) leads.Add((first - w.At).TotalMinutes);
            rows.Add(string.Create(CultureInfo.InvariantCulture, $"{node} | {volume:0.0} | {first:HH:mm} | {(isWarned ? $"{w.At:HH:mm} ({w.Probability:P0})" : "never")} | {(isWarned ? (first - w.At).TotalMinutes : double.NaN):0}"));
        }
        leads.Sort();
        var floods = _floods.ToDictionary(f => f.Key, f => f.Value.First);
        return new(grave.Length, leads, [.. warned.Keys.Where(n => !_floods.ContainsKey(n)).Order(StringComparer.Ordinal)], grave.Count(g => wet.TryGetValue(g.Key, out var at) && at < g.Value.First), seconds, rows) { Warnings = raised.Judge(floods), ConfirmedWarnings = confirmed.Judge(floods) };
    }
}
