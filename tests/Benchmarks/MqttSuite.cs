using System.Diagnostics;
using System.Text.Json;
using Benchmarks.Load;
using DigitalTwin.Testing;

namespace Benchmarks;

/// <summary>Readings published by MQTT at QoS 1 to a real RabbitMQ, consumed from its quorum queue and on the platform's disk.</summary>
public sealed class MqttSuite : ISuite
{
    private const int Assets = 10_000;
    private const int Publishers = 4;
    private static readonly Figure Single = new("mqtt.single_readings_per_s", "readings/s");
    private static readonly Figure Hundred = new("mqtt.hundred_readings_per_s", "readings/s");

    public string Name => "mqtt";
    public IReadOnlyList<Figure> Figures => [Single, Hundred];

    public async Task Run(BenchOptions options, Report report)
    {
        using var broker = new ThrowawayBroker();
        var mapping = Path.GetTempFileName();
        await File.WriteAllTextAsync(mapping, """{ "routes": [ { "topic": "twin/#", "payload": "readings" } ] }""");
        await using var server = await BenchServer.Start(Assets, $"--DigitalTwin:Mqtt:Broker={broker.Address}", $"--DigitalTwin:Mqtt:Mapping={mapping}");
        var at = DateTimeOffset.UtcNow.AddHours(-2);
        await Measure(server, broker, 1, 2_000, at);
        List<double> single = [], hundred = [];
        for (var run = 0; run < options.Runs; run++)
        {
            single.Add(await Measure(server, broker, 1, 20_000, at.AddMinutes(10 + run * 10)));
            hundred.Add(await Measure(server, broker, 100, 4_000, at.AddMinutes(15 + run * 10)));
        }
        report.Add(Single, [.. single]);
        report.Add(Hundred, [.. hundred]);
        File.Delete(mapping);
    }

    /// <summary>From the first message to the last reading on disk.</summary>
    private static async Task<double> Measure(BenchServer server, ThrowawayBroker broker, int perMessage, int messages, DateTimeOffset at)
    {
        var bodies = Enumerable.Range(0, messages).Select(i => ReadingBodies.Batch(i * perMessage, Assets, perMessage, 1, at.AddSeconds((long)i * perMessage / Assets))).ToArray();
        var wanted = await Stored(server) + (long)messages * perMessage;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Publishers).Select(async p =>
        {
            await using var publisher = await broker.Publisher($"bench{p}");
            await Task.WhenAll(Enumerable.Range(0, messages).Where(i => i % Publishers == p).Select(i => publisher.Publish("twin/bench/readings", bodies[i])));
        }));
        while (await Stored(server) < wanted) await Task.Delay(5);
        return (double)messages * perMessage / watch.Elapsed.TotalSeconds;
    }

    private static async Task<long> Stored(BenchServer server)
    {
        using var status = JsonDocument.Parse(await server.Process.Http.GetStringAsync("api/v1/mqtt"));
        if (status.RootElement.GetProperty("refused").GetInt64() > 0) throw new InvalidOperationException($"Messages were refused: {await server.Process.Http.GetStringAsync("api/v1/mqtt/refused")}");
        return status.RootElement.GetProperty("readings").GetInt64();
    }
}
