using System.Diagnostics;
using Benchmarks.Load;
using DigitalTwin.Testing;

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

    private static readonly Figure PostgresWide = new("ingest.postgres_wide_readings_per_s", "readings/s", 200_000, AtMost: false);
    private static readonly Figure PostgresWideCpu = new("ingest.postgres_wide_readings_per_cpu_s", "readings/CPU-s");

    public string Name => "ingest";
    public IReadOnlyList<Figure> Figures => [Wide, WideCpu, Tenfold, TenfoldCpu, PostgresWide, PostgresWideCpu];

    public async Task Run(BenchOptions options, Report report)
    {
        await RunOnSqlite(options, report);
        await RunOnPostgres(options, report);
    }

    private static async Task RunOnSqlite(BenchOptions options, Report report)
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

    /// <summary>The same with PostgreSQL on this machine; the CPU time is that of both servers.</summary>
    private static async Task RunOnPostgres(BenchOptions options, Report report)
    {
        using var postgres = new ThrowawayPostgres();
        await using var server = await BenchServer.Start(Assets, $"--DigitalTwin:Storage:Postgres={postgres.Settings}");
        var start = DateTimeOffset.UtcNow.AddHours(-2);
        await Measure(server, 1, 300, start);
        List<(double Rate, double PerCpu)> wide = [];
        for (var run = 0; run < options.Runs; run++) wide.Add(await Measure(server, 1, 1_000, start.AddMinutes(5 + run * 5), postgres));
        report.Add(PostgresWide, [.. wide.Select(w => w.Rate)]);
        report.Add(PostgresWideCpu, [.. wide.Select(w => w.PerCpu)]);
    }

    /// <summary>Sends the batches and waits until the last reading is in its grain. Rate by wall time; per CPU-second of the server and, where there is one, its database.</summary>
    private static async Task<(double Rate, double PerCpuSecond)> Measure(BenchServer server, int perAsset, int batches, DateTimeOffset at, ThrowawayPostgres? postgres = null)
    {
        var rounds = Assets * perAsset / Batch;
        var bodies = Enumerable.Range(0, batches)
            .Select(b => ReadingBodies.Batch(b * Batch / perAsset, Assets, Batch, perAsset, at.AddSeconds(b / rounds))).ToArray();
        var cpu = CpuTime();
        var watch = Stopwatch.StartNew();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async _ =>
        {
            for (var i = Interlocked.Increment(ref next); i < bodies.Length; i = Interlocked.Increment(ref next)) await server.Post(bodies[i]);
        }));
        await server.Drained();
        var elapsed = watch.Elapsed;
        var elapsedCpu = CpuTime() - cpu;
        var readings = (double)batches * Batch;
        return (readings / elapsed.TotalSeconds, readings / elapsedCpu.TotalSeconds);

        TimeSpan CpuTime() => server.CpuTime() + (postgres?.CpuTime() ?? TimeSpan.Zero);
    }
}
