using DigitalTwin.Contracts;
using DigitalTwin.Contracts.Telemetry;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Map;
using Orleans;

namespace DigitalTwin.Host.Startup;

/// <summary>Hands what this silo's grains changed to the map feed, once a tick.</summary>
internal sealed class MapPump(IMapFeed feed, IGrainFactory grains, CauseLinks links, CityClock clock, TimeProvider time) : BackgroundService
{
    /// <summary>Wall time, whatever the pace of the city.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var city = grains.GetGrain<IMapFeedGrain>("city");
        using var timer = new PeriodicTimer(Tick, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (feed.Drain(clock.Now.UnixMilliseconds) is not { } changes) continue;
            using var activity = links.StartTick("map tick");
            await city.Publish(changes with { TraceParent = activity?.Id });
        }
    }
}
