using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Map;
using DigitalTwin.Host.Startup;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Benchmarks.Load;

/// <summary>
/// The whole server as its own process, with changes put straight into its map feed at a fixed rate, as its grains would put them.
/// So the cost of pushing is measured by itself: with ingest in the same process its own ups and downs would be larger than what is asked for.
/// </summary>
public static class FedServer
{
    public const string Command = "fed-server";

    /// <summary>Changes/s, each of another asset until all had their turn.</summary>
    public const int Rate = 200_000;

    public static Task<BenchServer> Start(int nodes)
    {
        // With the server's own runtime settings, its garbage collector above all.
        var (folder, name) = (AppContext.BaseDirectory, typeof(FedServer).Assembly.GetName().Name);
        return BenchServer.StartProgram(["exec", "--runtimeconfig", Path.Combine(folder, "DigitalTwin.Host.runtimeconfig.json"), Path.Combine(folder, $"{name}.dll"), Command], null, nodes);
    }

    /// <summary>What the process runs.</summary>
    public static async Task<int> Run(string[] args)
    {
        await using var app = TwinHost.Create(args, replace: services => services.AddHostedService<Feed>());
        await app.RunAsync();
        return 0;
    }

    private sealed class Feed(IMapFeed feed, IRegistry registry, TimeProvider time) : BackgroundService
    {
        private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using var timer = new PeriodicTimer(Step, time);
            var (start, published) = (time.GetTimestamp(), 0L);
            while (await timer.WaitForNextTickAsync(stoppingToken))
                for (var due = (long)(time.GetElapsedTime(start).TotalSeconds * Rate); published < due && registry.HighestKey > 0; published++)
                    feed.Publish(new AssetKey((int)(published % registry.HighestKey) + 1), Face(published, registry.HighestKey));
        }

        // A level to the tenth of a millimetre, another one each time round.
        private static MapFace Face(long published, int assets)
        {
            var level = 0.2 + 0.0001 * ((published * 37 + published / assets) % 10_000);
            return new MapFace(0, Quantity.Level.Code, level, (short)(level * 250));
        }
    }
}
