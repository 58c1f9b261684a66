using Benchmarks.Load;

namespace Benchmarks;

/// <summary>Memory of the server with a million assets, quiet; and what the hot state of an active asset takes beside its activation.</summary>
public sealed class MemorySuite : ISuite
{
    private const int Nodes = 500_000;
    private const int Each = 20_000;
    private const int Rounds = 9; // A table that doubles or a pool that is trimmed falls into one round and spares the median.
    private static readonly Figure Million = new("memory.million_assets_gib", "GiB", 4);
    private static readonly Figure PerActive = new("memory.active_asset_bytes", "B", 256);
    private static readonly Figure Activation = new("memory.activation_bytes", "B");
    private static readonly Figure Import = new("memory.million_import_s", "s");

    public string Name => "memory";
    public IReadOnlyList<Figure> Figures => [Million, PerActive, Activation, Import];

    public async Task Run(BenchOptions options, Report report)
    {
        if (options.WantsPart("million_assets_gib")) await Quiet(report);
        if (options.WantsPart("active_asset_bytes")) await Active(report);
    }

    private static async Task Quiet(Report report)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await using var server = await BenchServer.Start(Nodes);
        report.Add(Import, watch.Elapsed.TotalSeconds);
        await Task.Delay(5_000);
        report.Add(Million, server.Process.ResidentBytes() / 1073741824.0);
    }

    /// <summary>
    /// An activation: by how much the collected heap grows for a grain of the same form that holds nothing. Hot state: by how much more it grows for an asset with
    /// the newest readings of three quantities, its rules and its place on the map.
    /// </summary>
    private static async Task Active(Report report)
    {
        await using var server = await HeapServer.Start(Each * (Rounds + 1));
        await HeapServer.Wake(server, "asset", Each * (Rounds + 1) - 1, 1); // The map's arrays reach up to the highest asset, awake or not.
        var (empty, asset) = (0L, 0L);
        List<double> activation = [], hot = [];
        for (var run = -1; run < Rounds; run++) // The first makes what there is one of.
        {
            var before = asset;
            empty = await HeapServer.Wake(server, "empty", (run + 1) * Each, Each);
            asset = await HeapServer.Wake(server, "asset", (run + 1) * Each, Each);
            if (run < 0) continue;
            activation.Add((empty - before) / (double)Each);
            hot.Add((asset - empty - (empty - before)) / (double)Each);
        }
        report.Add(PerActive, hot);
        report.Add(Activation, activation);
    }
}
