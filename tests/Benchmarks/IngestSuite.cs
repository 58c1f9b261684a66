using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
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
    private static readonly Figure Tenfold = new("ingest.tenfold_readings_per_s", "readings/s", 500_000, AtMost: false);
    private static readonly Figure CpuWide = new("ingest.wide_readings_per_cpu_s", "readings/CPU-s");

    public string Name => "ingest";
    public IReadOnlyList<Figure> Figures => [Wide, Tenfold, CpuWide];

    public async Task Run(BenchOptions options, Report report)
    {
        await using var server = await ServerProcess.Start(null, "--empty");
        using var import = new StringContent(BenchNetwork.Inp(Assets), Encoding.UTF8, "text/plain");
        using (var answer = await server.Http.PostAsync($"api/v1/networks?format=swmm&crs=EPSG:4326&as={BenchNetwork.Name}", import))
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"import: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        await Measure(server, 1, 200, DateTimeOffset.UtcNow.AddMinutes(-50)); // Warm up: activations, JIT.
        var (wide, cpu, tenfold) = (new List<double>(), new List<double>(), new List<double>());
        for (var run = 0; run < options.Runs; run++)
        {
            var at = DateTimeOffset.UtcNow.AddMinutes(-40 + run * 4);
            var (rate, perCpu) = await Measure(server, 1, 1_000, at);
            wide.Add(rate);
            cpu.Add(perCpu);
            tenfold.Add((await Measure(server, 10, 1_000, at.AddMinutes(2))).Rate);
        }
        report.Add(Wide, wide);
        report.Add(CpuWide, cpu);
        report.Add(Tenfold, tenfold);
    }

    /// <summary>Sends <paramref name="batches"/> and waits until the dispatcher has given the last of them to its grain.</summary>
    private static async Task<(double Rate, double PerCpuSecond)> Measure(ServerProcess server, int perAsset, int batches, DateTimeOffset at)
    {
        var bodies = Enumerable.Range(0, batches)
            .Select(b => ReadingBodies.Batch(b * Batch / perAsset, Assets, Batch, perAsset, at.AddSeconds(b / (Assets * perAsset / Batch)))).ToArray();
        using var process = Process.GetProcessById(server.ProcessId);
        var cpuBefore = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async _ =>
        {
            for (var i = Interlocked.Increment(ref next); i < bodies.Length; i = Interlocked.Increment(ref next)) await Send(server.Http, bodies[i]);
        }));
        await Drained(server.Http);
        watch.Stop();
        process.Refresh();
        var cpu = (process.TotalProcessorTime - cpuBefore).TotalSeconds;
        var readings = (double)batches * Batch;
        return (readings / watch.Elapsed.TotalSeconds, readings / cpu);
    }

    private static async Task Send(HttpClient http, byte[] body)
    {
        while (true)
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await http.PostAsync("api/v1/readings", content);
            if (answer.StatusCode == HttpStatusCode.Accepted) return;
            if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
                throw new InvalidOperationException($"readings: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromMilliseconds(100));
        }
    }

    // healthz says how many acknowledged readings still wait for their grain.
    private static async Task Drained(HttpClient http)
    {
        while (true)
        {
            var health = await http.GetStringAsync("healthz");
            using var json = System.Text.Json.JsonDocument.Parse(health);
            if (json.RootElement.GetProperty("ingest").GetProperty("undispatched").GetInt64() == 0) return;
            await Task.Delay(2);
        }
    }
}
