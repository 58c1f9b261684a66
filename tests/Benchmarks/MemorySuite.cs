using Benchmarks.Load;

namespace Benchmarks;

/// <summary>Memory of the server with a million assets, quiet, and what an active asset costs beside its share of that.</summary>
public sealed class MemorySuite : ISuite
{
    private const int Nodes = 500_000;
    private const int Active = 100_000;
    private static readonly Figure Million = new("memory.million_assets_gib", "GiB", 4);
    private static readonly Figure PerActive = new("memory.active_asset_bytes", "B");
    private static readonly Figure Import = new("memory.million_import_s", "s");

    public string Name => "memory";
    public IReadOnlyList<Figure> Figures => [Million, PerActive, Import];

    public async Task Run(BenchOptions options, Report report)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await using var server = await BenchServer.Start(Nodes);
        report.Add(Import, watch.Elapsed.TotalSeconds);
        await Task.Delay(5_000);
        var quiet = server.Process.ResidentBytes();
        report.Add(Million, quiet / 1073741824.0);
        for (var first = 0; first < Active; first += 1_000) await server.Post(ReadingBodies.Batch(first, Nodes, 1_000, 1, DateTimeOffset.UtcNow));
        await server.Drained();
        await Task.Delay(5_000);
        // Grain, activation, live state, board row and history's newest value together; the collector may still hold garbage, so this is a ceiling.
        report.Add(PerActive, Math.Max(0, server.Process.ResidentBytes() - quiet) / (double)Active);
    }
}
