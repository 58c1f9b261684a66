using System.Diagnostics;
using Benchmarks.Load;

namespace Benchmarks;

/// <summary>
/// What pushing 200,000 changes a second to a hundred viewers costs the server: the CPU time of its process with the viewers connected less that without,
/// user and kernel, at the same changes fed; each run measures both, one after the other. Every viewer sees the whole network, so all get all changes.
/// </summary>
internal static class PushCost
{
    private const int Nodes = 50_000; // As many links again: 100,000 assets, so that each changes twice a second and no two changes of a tick fall together.
    private const int Viewers = 100;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);
    private static readonly double[] City = [112.9, 36.1, 114.0, 36.3];

    public sealed record Result(double Cores, double ChangesPerSecond, double BytesPerChange);

    public static async Task<IReadOnlyList<Result>> Measure(int runs, Report report)
    {
        await using var server = await FedServer.Start(Nodes);
        await Task.Delay(Settle);
        for (var i = 0; i < 2; i++) await Once(server); // Until its code has been compiled as well as it will be.
        List<Result> results = [];
        for (var run = 0; run < runs; run++) results.Add(await Once(server));
        if (results.Any(r => r.ChangesPerSecond < 0.95 * FedServer.Rate)) report.Note($"push: less than the {FedServer.Rate} changes/s that were fed arrived in some run, so the machine was too busy; the cost is scaled from what arrived");
        return results;
    }

    private static async Task<Result> Once(BenchServer server)
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var (alone, _) = await Cores(server, () => Task.Delay(Window, cancel.Token));
        await using var crowd = await Crowd.Gather(server.Process.Url, Viewers, City, cancel.Token);
        await Task.Delay(Settle, cancel.Token);
        var (changes, bytes) = (crowd.Changes, crowd.Bytes);
        var (crowded, seconds) = await Cores(server, () => Task.Delay(Window, cancel.Token));
        changes = crowd.Changes - changes;
        var got = crowd.Bytes.Zip(bytes, (now, before) => now - before).ToArray();
        var delivered = changes / seconds * got.Min() / got.Max();
        // Per change that arrived, so that on a machine too busy to deliver all the figure is the cost still, if anything too high.
        return new Result((crowded - alone) * FedServer.Rate / delivered, delivered, got.Max() / (double)changes);
    }

    private static async Task<(double Cores, double Seconds)> Cores(BenchServer server, Func<Task> meanwhile)
    {
        var (cpu, watch) = (server.CpuTime(), Stopwatch.StartNew());
        await meanwhile();
        var seconds = watch.Elapsed.TotalSeconds;
        return ((server.CpuTime() - cpu).TotalSeconds / seconds, seconds);
    }
}
