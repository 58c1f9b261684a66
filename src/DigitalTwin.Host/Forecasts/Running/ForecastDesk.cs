using System.Diagnostics;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.Archive;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Host.Forecasts.Rain;

namespace DigitalTwin.Host.Forecasts.Running;

/// <summary>The running models of all networks. Whoever uses one holds <see cref="Turn"/>: models are large, and one at a time is computed.</summary>
internal sealed class ForecastDesk(NetworkCatalogue catalogue, IRegistry registry, IHistory history, GaugeFeed feed, ForecastBoard board, KeptBuilder kept, GivenRainBook outlooks, StateKeeper states, CityClock clock, ForecastOptions options) : IDisposable
{
    private readonly Dictionary<string, NetworkRun> _networks = [];
    private readonly PastReadings _past = new(history);

    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>The models of the newest revision; null where there is no such network. Hold the turn.</summary>
    public NetworkRun? Find(string network)
    {
        if (catalogue.Find(network) is not { } live) return null;
        if (_networks.TryGetValue(network, out var known) && known.Network == live.Compiled) return known;
        var run = new NetworkRun(live.Compiled, registry, options);
        feed.Watch(network, run.Watched);
        board.Clear(network);
        foreach (var part in run.Parts) board.Show(new PartState(network, part.Part.Id, part.Part.Title, part.Catchments, PartStatus.Computing, new("尚未完成首次预报", "The first forecast is not done yet"), live.Compiled.Revision));
        foreach (var part in run.TooLarge)
            board.Show(new PartState(network, part.Id, part.Title, [], PartStatus.Unavailable,
                new($"{part.Network.Nodes.Count} 个节点，超过设定上限 {options.MostNodes}", $"{part.Network.Nodes.Count} nodes, more than {options.MostNodes}, which DigitalTwin:Forecast:MostNodes allows"), live.Compiled.Revision));
        board.Show(network, run.Parts.Count > 0 ? null : new("该网络没有可预报的排水系统（没有排口或处理厂，或超过规模上限）", "This network has no sewer system that can be forecast: no outfall or plant, or too large"));
        return _networks[network] = run;
    }

    /// <summary>Hands what came since the last time to the models. Hold the turn.</summary>
    public void TakeReadings(NetworkRun network)
    {
        var (readings, isWhole) = feed.Take(network.Network.Name);
        foreach (var reading in readings) network.Take(reading);
        if (isWhole) return;
        foreach (var part in network.Parts) part.Forget(); // They begin anew from history, which has what was left out.
    }

    /// <summary>Brings a part's model to now and issues its forecast; null where the last one still holds. Hold the turn.</summary>
    /// <param name="mayHold">False where one was asked for.</param>
    public async Task<KeptForecast?> Issue(NetworkRun network, PartRun part, bool mayHold, CancellationToken cancel)
    {
        var now = WholeMinute(clock.Now);
        if (part.NeedsPast(now)) await Begin(network, part, now, cancel);
        network.Rain.Given = await outlooks.Find(network.Network.Name, null, cancel) is { } given && given.IsInForce(now) ? given : null;
        return await Computing.Run(() =>
        {
            var watch = Stopwatch.StartNew();
            network.Rain.ForgetBefore(network.Times.ToModel(now));
            var analysis = part.Advance(now, network.Rain);
            if (mayHold && part.StillHolds(now, network.Rain)) return null;
            var (forecast, events, measures) = part.Forecast(network.Rain, cancel);
            var body = kept.Body(network.Network.Name, forecast, network.Times, part.DepthNow);
            var head = kept.Head(network, part, forecast, analysis, clock.Now, watch.Elapsed) with { Events = [.. events.Select(e => KeptEvents.Of(network.Network.Name, e, measures, network.Times))] };
            var gauged = part.Gauged.Select(g => (registry.Find(new AssetId(network.Network.Name, g.Asset))?.Key, g.Quantity)).Where(g => g.Key is not null).Select(g => (g.Key!.Value, g.Quantity));
            return new KeptForecast(head, body, kept.JudgedBy(body, head.IssuedAt, gauged, history));
        });
    }

    public void Dispose() => Turn.Dispose();

    private async Task Begin(NetworkRun network, PartRun part, Instant now, CancellationToken cancel)
    {
        var kept = part.HasBegun ? null : await states.Find(network, part, now, cancel);
        var from = kept?.At ?? now - options.SpinUp;
        foreach (var reading in await _past.Read(network.PlacesOf(null), from - TimeSpan.FromHours(1), now, cancel)) network.Take(reading);
        await Computing.Run(() =>
        {
            if (kept is not { } state || !part.Resume(state.State, state.At))
            {
                part.Begin(now);
                from = now - options.SpinUp;
            }
            return true;
        });
        foreach (var reading in await _past.Read(network.PlacesOf(part), from, now, cancel)) network.Take(reading);
        // A pump that tripped long ago is still off.
        foreach (var pump in network.PlacesOf(part))
            foreach (var latest in history.Latest(pump).Where(l => l.Reading.Quantity == Quantity.Tripped)) network.Take(latest.Reading);
    }

    private static Instant WholeMinute(Instant at) => new(at.UnixMilliseconds / 60_000 * 60_000);
}

/// <summary>Where models are computed: a thread of its own, so that none that answers readers or takes readings is held.</summary>
internal static class Computing
{
    public static Task<T> Run<T>(Func<T> work) => Task.Factory.StartNew(() =>
    {
        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal; // Where the operating system heeds it; the share of a core is kept by resting.
        return work();
    }, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
}
