using System.Diagnostics;
using Benchmarks.Load;
using DigitalTwin.Testing;

namespace Benchmarks;

/// <summary>Durable ingest end to end over HTTP: batches of 1,000, parsed, synced to disk, in grain state, rules evaluated.</summary>
/// <param name="postgres">Whether to measure it on PostgreSQL, too.</param>
public sealed class IngestSuite(bool postgres = true) : ISuite
{
    private const int Assets = 100_000;
    private const int Batch = 1_000;
    private const int Senders = 8;
    private const int WarmUps = 5;
    /// <summary>Ten rounds of all assets, a second apart, and a little between the measures.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(12);
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
        if (!postgres || options.WantsPart("sqlite")) await RunOnSqlite(options, report);
        if (postgres && options.WantsPart("postgres")) await RunOnPostgres(options, report);
    }

    private static async Task RunOnSqlite(BenchOptions options, Report report)
    {
        await using var server = await BenchServer.Start(Assets);
        var at = Start(2 * (WarmUps + options.Runs));
        // Activations, and the server compiles its hot paths in the background for its first half minute: told, and then left out.
        var cold = await Measure(server, 1, 1_000, at);
        for (var round = 1; round < WarmUps; round++)
        {
            await Measure(server, 10, 1_000, at += Step);
            await Measure(server, 1, 1_000, at += Step);
        }
        report.Note($"ingest: the first million readings after a start: {cold.PerCpuSecond:0} a CPU-second");
        List<(double Rate, double PerCpu)> wide = [], tenfold = [];
        for (var run = 0; run < options.Runs; run++)
        {
            wide.Add(await Measure(server, 1, 1_000, at += Step));
            tenfold.Add(await Measure(server, 10, 1_000, at += Step));
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
        var at = Start(WarmUps + options.Runs);
        for (var round = 0; round < WarmUps; round++) await Measure(server, 1, 1_000, at += Step);
        List<(double Rate, double PerCpu)> wide = [];
        for (var run = 0; run < options.Runs; run++) wide.Add(await Measure(server, 1, 1_000, at += Step, postgres));
        report.Add(PostgresWide, [.. wide.Select(w => w.Rate)]);
        report.Add(PostgresWideCpu, [.. wide.Select(w => w.PerCpu)]);
    }

    /// <summary>Live readings are minutes old at most: older ones would be marked and called silent, which is other work.</summary>
    private static DateTimeOffset Start(int measures) => DateTimeOffset.UtcNow - measures * Step;

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
