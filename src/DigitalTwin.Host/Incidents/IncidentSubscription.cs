using System.Collections.Concurrent;
using DigitalTwin.Contracts;
using DigitalTwin.Grains.Incidents;
using Orleans;

namespace DigitalTwin.Host.Incidents;

/// <summary>Listens to the incident book for this host's viewers and for messages, renews that every minute, and so keeps open incidents and their clocks awake.</summary>
internal sealed class IncidentSubscription(IGrainFactory grains, IncidentViewers viewers, IncidentNotices notices, TimeProvider time, ILogger<IncidentSubscription> log) : BackgroundService, IIncidentObserver
{
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, byte> _toTell = [];
    private readonly SemaphoreSlim _news = new(0);
    private IIncidentObserver? _reference;

    public Task Told(IncidentNews news)
    {
        viewers.Tell(news);
        if (_toTell.TryAdd(news.Incident, 0)) _news.Release();
        return Task.CompletedTask;
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _reference = grains.CreateObjectReference<IIncidentObserver>(this);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Renew(stoppingToken), TellPeople(stoppingToken));

    private async Task Renew(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Renewal, time);
        do
        {
            try
            {
                foreach (var summary in await grains.GetGrain<IIncidentBookGrain>(IIncidentBookGrain.Key).Subscribe(_reference!))
                    if (_toTell.TryAdd(IncidentLog.ReadSummary(summary).Id, 0)) _news.Release();
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                log.LogWarning(e, "The incident book could not be reached; trying again in a minute.");
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    private async Task TellPeople(CancellationToken stop)
    {
        while (true)
        {
            await _news.WaitAsync(stop);
            foreach (var incident in _toTell.Keys)
            {
                _toTell.TryRemove(incident, out _);
                try
                {
                    await notices.Tell(incident);
                }
                catch (Exception e) when (!stop.IsCancellationRequested)
                {
                    log.LogWarning(e, "Notices of {Incident} could not be made; they are with the next renewal.", incident);
                }
            }
        }
    }
}
