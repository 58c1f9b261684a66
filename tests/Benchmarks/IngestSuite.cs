using System.Diagnostics;
using Benchmarks.Load;

namespace Benchmarks;

/// <summary>Durable ingest end to end over HTTP: batches of 1,000, parsed, synced to disk, in grain state, rules evaluated.</summary>
public sealed class IngestSuite : ISuite
{
    private const int Assets = 100_000;
    private const int Batch = 1_000;
    private const int Senders = 8;
    private static readonly Figure Wide = new("ingest.wide_readings_per_s", "readings/s", 200_000, AtMost: false);
    private static readonly Figure WideCpu = new("ingest.wide_readings_per_cpu_s", "readings/CPU-s");
    private static readonly Figure Tenfold = new("ingest.tenfold_readings_per_s", "readings/s", 500_000, AtMost: false);
    private static readonly Figure TenfoldCpu = new("ingest.tenfold_readings_per_cpu_s", "readings/CPU-s");

    public string Name => "ingest";
    public IReadOnlyList<Figure> Figures => [Wide, WideCpu, Tenfold, TenfoldCpu];

    public async Task Run(BenchOptions options, Report report)
    {
        await using var server = await BenchServer.Start(Assets);
        var start = DateTimeOffset.UtcNow.AddHours(-2);
        await Measure(server, 1, 300, start); // Warm up: activations, compilation.
        List<(double Rate, double PerCpu)> wide = [], tenfold = [];
        for (var run = 0; run < options.Runs; run++)
        {
            var at = start.AddMinutes(5 + run * 5);
            wide.Add(await Measure(server, 1, 1_000, at));
            tenfold.Add(await Measure(server, 10, 1_000, at.AddMinutes(2)));
        }
        report.Add(Wide, [.. wide.Select(w => w.Rate)]);
        report.Add(WideCpu, [.. wide.Select(w => w.PerCpu)]);
        report.Add(Tenfold, [.. tenfold.Select(t => t.Rate)]);
        report.Add(TenfoldCpu, [.. tenfold.Select(t => t.PerCpu)]);
    }

    /// <summary>Sends the batches and waits until the last reading is in its grain. Rate by wall time; per CPU-second of the server alone.</summary>
    private static async Task<(double Rate, double PerCpuSecond)> Measure(BenchServer server, int perAsset, int batches, DateTimeOffset at)
    {
        var rounds = Assets * perAsset / Batch;
        var bodies = Enumerable.Range(0, batches)
            .Select(b => ReadingBodies.Batch(b * Batch / perAsset, Assets, Batch, perAsset, at.AddSeconds(b / rounds))).ToArray();
        var cpu = server.CpuTime();
        var watch = Stopwatch.StartNew();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async _ =>
        {
            for (var i = Interlocked.Increment(ref next); i < bodies.Length; i = Interlocked.Increment(ref next)) await server.Post(bodies[i]);
        }));
        await server.Drained();
        var readings = (double)batches * Batch;
        return (readings / watch.Elapsed.TotalSeconds, readings / (server.CpuTime() - cpu).TotalSeconds);
    }
}
