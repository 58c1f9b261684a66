using System.Diagnostics;
using Benchmarks.Load;
using DigitalTwin.Testing;

namespace Benchmarks;

/// <summary>From starting the process to the first map that can be drawn (geometry and state in hand), with 100,000 assets stored.</summary>
public sealed class StartSuite : ISuite
{
    private const int Nodes = 50_000; // As many links again: 100,000 assets.
    private static readonly Figure FirstMap = new("start.first_map_s", "s", 5);
    private static readonly Figure Memory = new("start.resident_mib", "MiB");

    public string Name => "start";
    public IReadOnlyList<Figure> Figures => [FirstMap, Memory];

    public async Task Run(BenchOptions options, Report report)
    {
        var folder = Directory.CreateTempSubdirectory("twin-bench-").FullName;
        await using (var server = await BenchServer.Start(folder, Nodes))
        {
            for (var i = 0; i < 100; i++) await server.Post(ReadingBodies.Batch(i * 1_000, Nodes, 1_000, 1, DateTimeOffset.UtcNow.AddMinutes(-10 + i / 50)));
            await server.Drained();
        }
        List<double> seconds = [], mebibytes = [];
        for (var run = 0; run < options.Runs; run++)
        {
            var watch = Stopwatch.StartNew();
            await using var server = await ServerProcess.Start(folder, "--empty");
            await server.Http.GetByteArrayAsync($"api/v1/map/{BenchNetwork.Name}/1/geometry");
            await server.Http.GetByteArrayAsync($"api/v1/map/{BenchNetwork.Name}/state");
            seconds.Add(watch.Elapsed.TotalSeconds);
            mebibytes.Add(server.ResidentBytes() / 1048576.0);
        }
        report.Add(FirstMap, seconds);
        report.Add(Memory, mebibytes);
        Directory.Delete(folder, recursive: true);
    }
}
