using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Background;
using DigitalTwin.Host.Hub;
using Orleans;

namespace DigitalTwin.Host.Forecasts.Running;

/// <summary>Tells this host's viewers of every forecast that is issued, wherever in the cluster.</summary>
internal sealed class ForecastSubscription(IGrainFactory grains, IRegistry registry, Viewers viewers, TimeProvider time, ILogger<ForecastSubscription> log) : BackgroundService, IForecastObserver
{
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(1);
    private IForecastObserver? _reference;

    public Task Issued(ForecastNews news)
    {
        viewers.SendAll("Forecast", new { network = news.Network, id = news.Id, issuedAt = new Instant(news.IssuedAt).ToString(), events = news.Events });
        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _reference = grains.CreateObjectReference<IForecastObserver>(this);
        registry.Saved += Follow;
        try
        {
            await Renew(stoppingToken);
            await Rounds.Run(time, Renewal, log, "The forecasts could not be listened to", Renew, stoppingToken);
        }
        finally
        {
            registry.Saved -= Follow;
        }
    }

    private Task Renew(CancellationToken cancel) => Task.WhenAll(registry.Networks.Select(n => grains.GetGrain<IForecastGrain>(n).Subscribe(_reference!)));

    private void Follow(Domain.Networks.Network network) => _ = grains.GetGrain<IForecastGrain>(network.Name).Subscribe(_reference!);
}
