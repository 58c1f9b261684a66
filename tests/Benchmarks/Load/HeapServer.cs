using System.Globalization;
using DigitalTwin.Contracts;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Benchmarks.Load;

/// <summary>The whole server as its own process, with two more addresses that wake grains and answer what the managed heap holds after a full collection, in bytes.</summary>
/// <remarks>Readings go to the grains directly, so that no more than the grains and what they show on the map is counted.</remarks>
public static class HeapServer
{
    public const string Command = "heap-server";
    private static readonly ushort[] Quantities = [Quantity.Level.Code, Quantity.Flow.Code, Quantity.Cod.Code];

    public static Task<BenchServer> Start(int nodes)
    {
        var (folder, name) = (AppContext.BaseDirectory, typeof(HeapServer).Assembly.GetName().Name);
        return BenchServer.StartProgram(["exec", "--runtimeconfig", Path.Combine(folder, "DigitalTwin.Host.runtimeconfig.json"), Path.Combine(folder, $"{name}.dll"), Command], null, nodes);
    }

    /// <summary>Heap bytes after so many grains were woken.</summary>
    /// <param name="what"><c>empty</c> or <c>asset</c>.</param>
    public static async Task<long> Wake(BenchServer server, string what, int first, int count)
    {
        using var answer = await server.Process.Http.PostAsync($"bench/{what}/{first}/{count}", null);
        return long.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>What the process runs.</summary>
    public static async Task<int> Run(string[] args)
    {
        await using var app = TwinHost.Create(args, replace: AddEmptyGrain);
        app.MapPost("/bench/empty/{first:int}/{count:int}", (IGrainFactory grains, int first, int count) =>
            Each(first, count, i => grains.GetGrain<IEmptyGrain>($"empty:N{i}").Touch()));
        app.MapPost("/bench/asset/{first:int}/{count:int}", (IGrainFactory grains, TimeProvider time, int first, int count) =>
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            return Each(first, count, i => grains.GetGrain<IManholeGrain>(BenchNetwork.NodeId(i))
                .Observe(new ReadingBatch(now, [.. Quantities.Select(q => new ObservedReading(q, now, 0.2, (byte)Quality.Good, (byte)Provenance.Measured))])));
        });
        await app.RunAsync();
        return 0;
    }

    private static async Task<long> Each(int first, int count, Func<int, Task> wake)
    {
        for (var from = first; from < first + count; from += 1_000) await Task.WhenAll(Enumerable.Range(from, Math.Min(1_000, first + count - from)).Select(wake));
        await Task.Delay(1_000); // The map's ticks hand on what they hold.
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    // The embedded runtime wants to be told of each assembly with grains; Orleans, which lacks this method, finds them by itself.
    private static void AddEmptyGrain(IServiceCollection services) =>
        Type.GetType("Orleans.Hosting.EmbeddedGrainServiceCollectionExtensions, Orleans.Embedded")?.GetMethod("AddEmbeddedGrains")!
            .Invoke(null, [services, null, new[] { typeof(EmptyGrain).Assembly }]);
}
