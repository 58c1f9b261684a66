using DigitalTwin.Contracts;
using DigitalTwin.Host.Hub;
using Orleans;

namespace DigitalTwin.Host.Startup;

/// <summary>Listens to the map feed for this host's viewers, and renews that every minute.</summary>
internal sealed class MapSubscription(IGrainFactory grains, MapBroadcaster broadcaster, TimeProvider time, ILogger<MapSubscription> log) : BackgroundService, IMapObserver
{
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(1);
    private IMapObserver? _reference;

    public Task Changed(MapChanges changes)
    {
        broadcaster.Changed(changes);
        return Task.CompletedTask;
    }

    public Task Warned(WarningRecord[] warnings)
    {
        broadcaster.Warned(warnings);
        return Task.CompletedTask;
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _reference = grains.CreateObjectReference<IMapObserver>(this);
        await grains.GetGrain<IMapFeedGrain>("city").Subscribe(_reference);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Renewal, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await grains.GetGrain<IMapFeedGrain>("city").Subscribe(_reference!);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(e, "The map feed could not be reached; trying again in a minute.");
            }
        }
    }
}
