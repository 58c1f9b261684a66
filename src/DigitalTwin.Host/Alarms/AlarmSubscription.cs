using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Alarms;
using DigitalTwin.Host.Hub;
using Orleans;

namespace DigitalTwin.Host.Alarms;

/// <summary>Listens to every network's alarm book for this host's viewers, renews that every minute, and so keeps the books awake.</summary>
internal sealed class AlarmSubscription(IGrainFactory grains, IRegistry registry, AlarmLog alarms, AlarmBoard board, AlarmBroadcaster broadcaster, TimeProvider time, ILogger<AlarmSubscription> log)
    : BackgroundService, IAlarmObserver
{
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(1);
    private IAlarmObserver? _reference;

    public Task Alarmed(AlarmNews news)
    {
        broadcaster.Tell(news);
        return Task.CompletedTask;
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _reference = grains.CreateObjectReference<IAlarmObserver>(this);
        board.Take(await alarms.Open(null, cancellationToken)); // The first page is not kept waiting for a grain.
        registry.Saved += Follow;
        await base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        registry.Saved -= Follow;
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Renewal, time);
        do
        {
            foreach (var network in registry.Networks) await Renew(network);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Follow(Network network) => _ = Renew(network.Name);

    private async Task Renew(string network)
    {
        try
        {
            var before = board.Versions();
            var book = await grains.GetGrain<IAlarmBookGrain>(network).Subscribe(_reference!);
            broadcaster.Match(network, book, before);
        }
        catch (Exception e)
        {
            log.LogWarning(e, "The alarm book of {Network} could not be reached; trying again in a minute.", network);
        }
    }
}

/// <summary>Takes what alarm books tell into the board and sends it to every viewer.</summary>
internal sealed class AlarmBroadcaster(AlarmBoard board, AlarmViews views, Viewers viewers, CityClock clock)
{
    private readonly Lock _turn = new();

    /// <summary>Raised with alarms that are new or have changed; must not block.</summary>
    public event Action<IReadOnlyList<AlarmRecord>>? Told;

    public void Tell(AlarmNews news)
    {
        lock (_turn) Send(board.Take(news.Alarms), news.Repeats, board.Take(news.Flood));
    }

    public void Match(string network, AlarmBookState book, IReadOnlyDictionary<string, int> before)
    {
        lock (_turn) Send(board.Match(network, book, before), [], board.Take(book.Flood));
    }

    /// <summary>What an order has changed, at once: whoever gave it must find it done.</summary>
    public void Tell(AlarmRecord[] changed)
    {
        lock (_turn) Send(board.Take(changed), [], false);
    }

    private void Send(List<AlarmRecord> news, string[] repeats, bool floodChanged)
    {
        if (news.Count == 0 && repeats.Length == 0 && !floodChanged) return;
        if (news.Count > 0) Told?.Invoke(news);
        viewers.SendAll("Alarms", new { seq = board.NextSequence(), at = clock.Now.UnixMilliseconds, upserts = news.Select(views.Of).ToArray(), repeats, floods = board.Floods().Select(FloodView.Of).ToArray() });
    }
}

/// <summary>Whether a network's alarms flood.</summary>
internal sealed record FloodView(string Network, string? Since, int Count)
{
    public static FloodView Of(FloodState f) => new(f.Network, f.Since is { } since ? new Instant(since).ToString() : null, f.Count);
}
