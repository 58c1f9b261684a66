using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Benchmarks.Load;
using DigitalTwin.Testing;

namespace Benchmarks.Peers;

/// <summary>Node-RED: the same JSON batches over HTTP, each reading kept as the newest of its asset in flow context, in memory. Nothing is stored and no rule judges.</summary>
public sealed class NodeRed : IPeer
{
    private const int Assets = 100_000;
    private const int Batch = 1_000;
    private const int Batches = 300;
    private const int Senders = 8;
    private static readonly Figure Rate = new("peers.nodered_readings_per_s", "readings/s", AtMost: false);
    private static readonly Figure PerCpu = new("peers.nodered_readings_per_cpu_s", "readings/CPU-s", AtMost: false);

    // One map in the context, changed in place: a key of the context for each asset costs it several times as much.
    private const string Keep = """
        let state = flow.get('state');
        if (!state) { state = new Map(); flow.set('state', state); }
        for (const r of msg.payload) { const old = state.get(r.asset); if (!old || old.at <= r.at) state.set(r.asset, r); }
        msg.statusCode = 202; msg.payload = { accepted: msg.payload.length, held: state.size };
        return msg;
        """;

    public string Name => "nodered";
    public IReadOnlyList<Figure> Figures => [Rate, PerCpu];
    public ISuite Ours { get; } = new IngestSuite(postgres: false);

    public async Task Measure(BenchOptions options, Report report)
    {
        await using var program = await PeerProgram.Install("nodered");
        var port = ServerProcess.FreePort();
        await File.WriteAllTextAsync(Path.Combine(program.Data, "flows.json"), Flow());
        await File.WriteAllTextAsync(Path.Combine(program.Data, "settings.js"),
            string.Create(CultureInfo.InvariantCulture, $"module.exports = {{ uiHost: '127.0.0.1', uiPort: {port}, flowFile: 'flows.json', httpAdminRoot: false, apiMaxLength: '50mb', logging: {{ console: {{ level: 'warn' }} }} }};"));
        var process = program.Start(false, "--userDir", program.Data);
        await program.Listening(process, port);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/"), Timeout = TimeSpan.FromSeconds(60) };
        await Ready(http);
        var start = DateTimeOffset.UtcNow.AddHours(-2);
        await Send(http, process, start); // Warm up.
        List<(double Rate, double PerCpu)> results = [];
        for (var run = 0; run < options.Runs; run++) results.Add(await Send(http, process, start.AddMinutes(5 + run)));
        report.Compare(Rate, "ingest.wide_readings_per_s", [.. results.Select(r => r.Rate)]);
        report.Compare(PerCpu, "ingest.wide_readings_per_cpu_s", [.. results.Select(r => r.PerCpu)]);
    }

    private static string Flow() => JsonSerializer.Serialize(new object[]
    {
        new { id = "tab", type = "tab", label = "bench" },
        new Dictionary<string, object> { ["id"] = "in", ["type"] = "http in", ["z"] = "tab", ["url"] = "/readings", ["method"] = "post", ["wires"] = (string[][])[["keep"]] },
        new Dictionary<string, object> { ["id"] = "keep", ["type"] = "function", ["z"] = "tab", ["func"] = Keep, ["outputs"] = 1, ["wires"] = (string[][])[["out"]] },
        new Dictionary<string, object> { ["id"] = "out", ["type"] = "http response", ["z"] = "tab", ["wires"] = Array.Empty<string[]>() },
    });

    // It listens before its flow runs.
    private static async Task Ready(HttpClient http)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(100))
        {
            using var content = new StringContent("[]", Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync("readings", content);
            if (answer.IsSuccessStatusCode) return;
        }
        throw new TimeoutException("Node-RED did not start its flow within a minute.");
    }

    private static async Task<(double Rate, double PerCpu)> Send(HttpClient http, Process process, DateTimeOffset at)
    {
        var bodies = Enumerable.Range(0, Batches).Select(b => ReadingBodies.Batch(b * Batch, Assets, Batch, 1, at.AddSeconds(b / (Assets / Batch)))).ToArray();
        process.Refresh();
        var (cpu, watch, next) = (process.TotalProcessorTime, Stopwatch.StartNew(), -1);
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async _ =>
        {
            for (var i = Interlocked.Increment(ref next); i < bodies.Length; i = Interlocked.Increment(ref next))
            {
                using var content = new ByteArrayContent(bodies[i]);
                content.Headers.ContentType = new("application/json");
                using var answer = await http.PostAsync("readings", content);
                answer.EnsureSuccessStatusCode();
            }
        }));
        process.Refresh();
        var readings = (double)Batches * Batch;
        return (readings / watch.Elapsed.TotalSeconds, readings / (process.TotalProcessorTime - cpu).TotalSeconds);
    }
}
