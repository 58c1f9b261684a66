using System.Diagnostics;
using Benchmarks.Load;
using DigitalTwin.Testing;

namespace Benchmarks.Peers;

/// <summary>
/// Mosquitto: one reading a message, QoS 1, from eight publishers to one subscriber with a session that outlives its connection. It acknowledges from memory and
/// writes its store every half hour or at its end; ours has each reading on disk first, yet takes a thousand in one request.
/// </summary>
public sealed class Mosquitto : IPeer
{
    private const int Publishers = 8;
    private const int EachPublishes = 20_000;
    // As many unacknowledged messages as its default lets a client have towards it.
    private const int Window = 20;
    private static readonly Figure Rate = new("peers.mosquitto_messages_per_s", "messages/s", AtMost: false);
    private static readonly Figure PerCpu = new("peers.mosquitto_messages_per_cpu_s", "messages/CPU-s", AtMost: false);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public string Name => "mosquitto";
    public IReadOnlyList<Figure> Figures => [Rate, PerCpu];
    public ISuite Ours { get; } = new IngestSuite();

    public async Task Measure(BenchOptions options, Report report)
    {
        await using var program = await PeerProgram.Install("mosquitto");
        var port = ServerProcess.FreePort();
        var settings = Path.Combine(program.Folder, "bench.conf");
        await File.WriteAllTextAsync(settings, $"listener {port} 127.0.0.1\nallow_anonymous true\npersistence true\npersistence_location {program.Data}/\nmax_queued_messages 0\nlog_type error\n");
        var process = program.Start(true, "usr/sbin/mosquitto", "-c", settings);
        await program.Listening(process, port);
        List<(double Rate, double PerCpu)> results = [];
        for (var run = -1; run < options.Runs; run++) // The first warms up.
        {
            process.Refresh();
            var cpu = process.TotalProcessorTime;
            var rate = await Publish(port, $"bench-subscriber{run}");
            process.Refresh();
            if (run >= 0) results.Add((rate, Publishers * EachPublishes / (process.TotalProcessorTime - cpu).TotalSeconds));
        }
        report.Compare(Rate, "ingest.wide_readings_per_s", [.. results.Select(r => r.Rate)]);
        report.Compare(PerCpu, "ingest.wide_readings_per_cpu_s", [.. results.Select(r => r.PerCpu)]);
    }

    /// <summary>Messages a second from the first publish until the subscriber has the last.</summary>
    private static async Task<double> Publish(int port, string id)
    {
        using var late = new CancellationTokenSource(Limit);
        using var subscriber = await MqttSocket.Connect(port, id, cleanSession: false, late.Token);
        await subscriber.Subscribe("readings/#", late.Token);
        var all = subscriber.Receive(Publishers * EachPublishes, late.Token);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Publishers).Select(p => Task.Run(async () =>
        {
            using var publisher = await MqttSocket.Connect(port, $"bench-{p}", cleanSession: true, late.Token);
            var bodies = ReadingBodies.Readings(p * EachPublishes, 100_000, EachPublishes, 1, DateTimeOffset.UtcNow)
                .Select(r => ($"readings/{r.Asset}", ReadingBodies.One(r.Asset, r.Value, r.At)));
            await publisher.Publish(bodies, Window, late.Token);
        })));
        await all;
        var seconds = watch.Elapsed.TotalSeconds;
        using var forget = await MqttSocket.Connect(port, id, cleanSession: true, late.Token); // Else its session would be queued for in the next run.
        return Publishers * EachPublishes / seconds;
    }
}
