using System.Diagnostics;
using Benchmarks.Load;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Simulation.City;

namespace Benchmarks;

/// <summary>Traces and propagation in memory over a demo city of a million segments: processor time of one thread, so that neighbours on the machine count little.</summary>
public sealed class PropagationSuite : ISuite
{
    private const int Segments = 1_000_000;
    private const int Traces = 20_000;
    private static readonly Figure TraceP99 = new("propagation.trace_p99_us", "us", 200);
    private static readonly Figure TraceP50 = new("propagation.trace_p50_us", "us");
    private static readonly Figure Thousand = new("propagation.thousand_ms", "ms", 10);
    private static readonly Figure City = new("propagation.city_ms", "ms", 20);
    private static readonly Figure Hour = new("propagation.city_new_hour_ms", "ms");
    private static readonly Figure ToBrowser = new("propagation.symptom_to_browser_p99_ms", "ms", 500);
    private static readonly Figure ToBrowserMedian = new("propagation.symptom_to_browser_p50_ms", "ms");
    private static readonly Figure Compile = new("propagation.compile_s", "s");

    public string Name => "propagation";
    public IReadOnlyList<Figure> Figures => [TraceP99, TraceP50, Thousand, City, Hour, Compile, ToBrowser, ToBrowserMedian];

    public async Task Run(BenchOptions options, Report report)
    {
        if (options.WantsPart("trace_p99_us")) InMemory(options, report);
        if (!options.WantsPart("symptom_to_browser_p99_ms")) return;
        var (lags, effects) = await SymptomLag.Measure(SymptomLag.Segments, report);
        lags.Sort();
        report.Note($"{lags.Count} symptoms one after the other, {effects:0} effects told in the mean");
        report.Add(ToBrowserMedian, lags[lags.Count / 2]);
        report.Add(ToBrowser, lags[Math.Min(lags.Count - 1, (int)(0.99 * lags.Count))]);
    }

    private static void InMemory(BenchOptions options, Report report)
    {
        var source = DemoCity.Build(seed: 1, Segments);
        var keys = new Dictionary<string, AssetKey>(source.Nodes.Count + source.Links.Count);
        foreach (var id in source.Nodes.Select(n => n.LocalId).Concat(source.Links.Select(l => l.LocalId))) keys[id] = new AssetKey(keys.Count + 1);
        var watch = Stopwatch.StartNew();
        var network = CompiledNetwork.Build(source, id => keys[id]);
        report.Add(Compile, watch.Elapsed.TotalSeconds);
        report.Note($"{network.NodeCount} nodes, {network.LinkCount} links, {network.Catchments.Length} catchments");

        var field = new FlowField(network);
        var random = new Random(1);
        List<double> p99 = [], p50 = [], thousand = [], city = [], hours = [];
        Trace(network, field.Current, random); // Warm up: a server has been running for longer than this.
        field.Observe(network.KeyOf(NetworkElement.Link(0)), Quantity.Flow, 0.1, new Instant(1));
        field.Recompute();
        for (var i = 0; i < 3; i++) Warn(network, field.Current, random, 1_000);
        for (var run = 0; run < options.Runs; run++)
        {
            var micros = Trace(network, field.Current, random);
            p50.Add(micros[micros.Length / 2]);
            p99.Add(micros[(int)(micros.Length * 0.99)]);
            thousand.Add(Warn(network, field.Current, random, 1_000));
            city.Add(Milliseconds(() =>
            {
                field.Observe(network.KeyOf(NetworkElement.Link(random.Next(network.LinkCount))), Quantity.Flow, 0.05 + random.NextDouble() * 0.1, new Instant(1_000_000 + run));
                field.Recompute();
            }));
            // Every flow moves with the hour: each link's times are computed anew.
            hours.Add(Milliseconds(() =>
            {
                field.SetHourOfDay(run % 24);
                field.Recompute();
            }));
            field.SetHourOfDay(double.NaN);
            for (var i = 0; i < 3; i++)
            {
                field.Observe(network.KeyOf(NetworkElement.Link(i)), Quantity.Flow, 0.1 + run, new Instant(1_000_000 + run));
                field.Recompute(); // Both states are whole again.
            }
        }
        report.Add(TraceP50, p50);
        report.Add(TraceP99, p99);
        report.Add(Thousand, thousand);
        report.Add(City, city);
        report.Add(Hour, hours);
    }

    /// <summary>Microseconds of downstream traces from random nodes, ascending.</summary>
    private static double[] Trace(CompiledNetwork network, FlowState flows, Random random)
    {
        var micros = new double[Traces];
        for (var i = 0; i < Traces; i++)
        {
            var start = NetworkElement.Node(random.Next(network.NodeCount));
            var at = ThreadClock.Milliseconds();
            NetworkTrace.Count(network, flows, start, TraceDirection.Downstream);
            micros[i] = (ThreadClock.Milliseconds() - at) * 1000;
        }
        Array.Sort(micros);
        return micros;
    }

    /// <summary>Milliseconds for the propagation of so many quality breaches at random nodes, all effects downstream reached.</summary>
    private static double Warn(CompiledNetwork network, FlowState flows, Random random, int count)
    {
        var causes = Enumerable.Range(0, count).Select(_ => new Symptom(
            network.KeyOf(NetworkElement.Node(random.Next(network.NodeCount))), SymptomKind.QualityBreach, WarningLevel.Orange, Quantity.Cod, 3000, 500, new Instant(1))).ToArray();
        return Milliseconds(() =>
        {
            foreach (var cause in causes) Propagation.Run(network, flows, cause).Dispose();
        });
    }

    private static double Milliseconds(Action action)
    {
        var began = ThreadClock.Milliseconds();
        action();
        return ThreadClock.Milliseconds() - began;
    }
}
