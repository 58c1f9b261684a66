using System.Diagnostics;
using Benchmarks.Load;

namespace Benchmarks.Peers;

/// <summary>The readings of <see cref="IngestSuite"/> into VictoriaMetrics over HTTP, until they are in its files. It stores only; ours also has them in grains, judged by rules.</summary>
public sealed class VictoriaMetricsIngest : IPeer
{
    private const int Assets = 100_000;
    private const int Batch = 1_000;
    private const int Batches = 1_000;
    private const int Senders = 8;
    private static readonly Figure Wide = new("peers.victoriametrics_wide_readings_per_s", "readings/s", AtMost: false);
    private static readonly Figure WideCpu = new("peers.victoriametrics_wide_readings_per_cpu_s", "readings/CPU-s", AtMost: false);
    private static readonly Figure Tenfold = new("peers.victoriametrics_tenfold_readings_per_s", "readings/s", AtMost: false);
    private static readonly Figure TenfoldCpu = new("peers.victoriametrics_tenfold_readings_per_cpu_s", "readings/CPU-s", AtMost: false);

    private static readonly Figure LinesCpu = new("peers.victoriametrics_tenfold_lines_readings_per_cpu_s", "readings/CPU-s", AtMost: false);

    public string Name => "victoriametrics";
    public IReadOnlyList<Figure> Figures => [Wide, WideCpu, Tenfold, TenfoldCpu, LinesCpu];
    public ISuite Ours { get; } = new IngestSuite(postgres: false);

    public async Task Measure(BenchOptions options, Report report)
    {
        await using var peer = await VictoriaMetrics.Start();
        var start = DateTimeOffset.UtcNow.AddHours(-2);
        await Send(peer, 1, start); // Warm up: it learns the series.
        List<(double Rate, double PerCpu)> wide = [], tenfold = [], lines = [];
        for (var run = 0; run < options.Runs; run++)
        {
            var at = start.AddMinutes(5 + run * 5);
            wide.Add(await Send(peer, 1, at));
            tenfold.Add(await Send(peer, 10, at.AddMinutes(2)));
            lines.Add(await Send(peer, 10, at.AddMinutes(4), asLines: true));
        }
        var (sent, held) = ((1 + 3L * options.Runs) * Batches * Batch, await peer.Count("level", start.AddMinutes(-1).ToUnixTimeMilliseconds(), DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));
        if (held != sent) report.Note($"victoriametrics holds {held} of {sent} readings");
        report.Compare(Wide, "ingest.wide_readings_per_s", [.. wide.Select(w => w.Rate)]);
        report.Compare(WideCpu, "ingest.wide_readings_per_cpu_s", [.. wide.Select(w => w.PerCpu)]);
        report.Compare(Tenfold, "ingest.tenfold_readings_per_s", [.. tenfold.Select(t => t.Rate)]);
        report.Compare(TenfoldCpu, "ingest.tenfold_readings_per_cpu_s", [.. tenfold.Select(t => t.PerCpu)]);
        report.Compare(LinesCpu, "ingest.tenfold_readings_per_cpu_s", [.. lines.Select(l => l.PerCpu)]);
    }

    private static async Task<(double Rate, double PerCpuSecond)> Send(VictoriaMetrics peer, int perAsset, DateTimeOffset at, bool asLines = false)
    {
        var rounds = Assets * perAsset / Batch;
        var bodies = Enumerable.Range(0, Batches).Select(b => Body(
            ReadingBodies.Readings(b * Batch / perAsset, Assets, Batch, perAsset, at.AddSeconds(b / rounds)).Select(r => (r.Asset, r.Value, r.At.ToUnixTimeMilliseconds())))).ToArray();
        var cpu = peer.CpuTime();
        var watch = Stopwatch.StartNew();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async _ =>
        {
            for (var i = Interlocked.Increment(ref next); i < bodies.Length; i = Interlocked.Increment(ref next)) await (asLines ? peer.Post("api/v1/import", bodies[i]) : peer.PostCsv("level", bodies[i]));
        }));
        await peer.Flush();
        var readings = (double)Batches * Batch;
        return (readings / watch.Elapsed.TotalSeconds, readings / (peer.CpuTime() - cpu).TotalSeconds);

        byte[] Body(IEnumerable<(string, double, long)> readings) => asLines ? VictoriaMetrics.Lines("level", readings) : VictoriaMetrics.Csv(readings);
    }
}
