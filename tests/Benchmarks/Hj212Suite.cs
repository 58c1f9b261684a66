using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Benchmarks.Load;
using DigitalTwin.Ingest.Hj212;

namespace Benchmarks;

/// <summary>HJ 212: what reading a packet costs, and 2,000 plants on 2,000 connections through the running server, every 10 s and every second.</summary>
/// <remarks>A run takes 20 s a pace; the environment variable <c>HJ212_SECONDS</c> sets another, such as 120.</remarks>
public sealed class Hj212Suite : ISuite
{
    private const int Plants = 2_000;
    private static readonly Figure Values = new("hj212.values_per_cpu_s", "values/CPU-s", 1_500_000, AtMost: false);
    private static readonly Figure Packets = new("hj212.packets_per_s", "packets/s");
    private static readonly Figure Ack = new("hj212.ack_p99_ms", "ms");
    private static readonly Figure AckSlow = new("hj212.ack_p99_ms_every_10_s", "ms");
    private static readonly Figure Cpu = new("hj212.cores_at_2000_packets_per_s", "cores");
    private static readonly Figure CpuSlow = new("hj212.cores_at_200_packets_per_s", "cores");
    private static readonly Figure Missing = new("hj212.acknowledged_not_stored", "readings");

    public string Name => "hj212";
    public IReadOnlyList<Figure> Figures => [Values, Packets, Ack, AckSlow, Cpu, CpuSlow, Missing];

    public async Task Run(BenchOptions options, Report report)
    {
        report.Add(Values, [.. Enumerable.Range(0, options.Runs).Select(_ => ValuesPerCpuSecond())]);
        var span = TimeSpan.FromSeconds(int.TryParse(Environment.GetEnvironmentVariable("HJ212_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : 20);
        await using var server = await BenchServer.Start(Plants);
        await Hj212Plants.Register(server, Plants);
        var port = (await server.Process.Http.GetFromJsonAsync<JsonElement>("healthz")).GetProperty("hj212").GetProperty("port").GetInt32();
        var start = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()).AddHours(-3);
        await using (var warm = new Hj212Plants(port, Plants))
        {
            await warm.Connect();
            await warm.Report(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), start);
        }
        var missing = 0.0;
        foreach (var (every, ack, cpu, at) in new[] { (TimeSpan.FromSeconds(10), AckSlow, CpuSlow, start.AddHours(1)), (TimeSpan.FromSeconds(1), Ack, Cpu, start.AddHours(2)) })
        {
            await using var plants = new Hj212Plants(port, Plants);
            await plants.Connect();
            var before = await Stored(server);
            var used = server.CpuTime();
            var watch = Stopwatch.StartNew();
            await plants.Report(every, span, at);
            var elapsed = watch.Elapsed;
            await server.Drained();
            missing += plants.Acknowledged * Hj212Plants.Factors - (await Stored(server) - before);
            report.Add(ack, plants.Percentile(0.99));
            report.Add(cpu, (server.CpuTime() - used).TotalSeconds / elapsed.TotalSeconds);
            if (every == TimeSpan.FromSeconds(1)) report.Add(Packets, plants.Acknowledged / elapsed.TotalSeconds);
            report.Note($"{Plants} plants every {every.TotalSeconds} s for {span.TotalSeconds} s: {plants.Sent} packets sent, {plants.Acknowledged} acknowledged; p50 {plants.Percentile(0.5):0.0} ms, p99 {plants.Percentile(0.99):0.0} ms, worst {plants.Percentile(1):0.0} ms");
        }
        report.Add(Missing, missing);
    }

    private static async Task<long> Stored(BenchServer server) => (await server.Process.Http.GetFromJsonAsync<JsonElement>("healthz")).GetProperty("readings").GetInt64();

    // Frame, check, header, fields, times, channels: all but the socket and the disk, on one thread.
    private static double ValuesPerCpuSecond()
    {
        var reader = new ParseProbe();
        var stream = Enumerable.Range(0, 200).SelectMany(i => Hj212Plants.Packet(i, DateTimeOffset.UnixEpoch.AddYears(50).AddSeconds(i), i)).ToArray();
        for (var warm = Stopwatch.StartNew(); warm.Elapsed < TimeSpan.FromSeconds(2);) reader.Read(stream); // Until compiled for good.
        var process = Process.GetCurrentProcess();
        var (begin, values) = (process.TotalProcessorTime, 0L);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < TimeSpan.FromSeconds(1)) values += reader.Read(stream);
        process.Refresh();
        return values / (process.TotalProcessorTime - begin).TotalSeconds;
    }
}
