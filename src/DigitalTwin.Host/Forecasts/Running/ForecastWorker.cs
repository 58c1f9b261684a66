using System.Diagnostics;
using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.Archive;
using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Background;
using DigitalTwin.Host.Forecasts.Answers;
using Orleans;

namespace DigitalTwin.Host.Forecasts.Running;

/// <summary>Issues forecasts as time goes on: one part at a time, and after each a rest, so that no more than the allowed share of a core is taken.</summary>
internal sealed class ForecastWorker(
    ForecastDesk desk, IRegistry registry, IForecastArchive archive, ForecastShelf shelf, ForecastBoard board, StateKeeper states, IGrainFactory grains, CityClock clock, TimeProvider time, ForecastOptions options, ILogger<ForecastWorker> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DropEvery = TimeSpan.FromMinutes(5);

    private readonly string _host = FormattableString.Invariant($"{Environment.MachineName}/{Environment.ProcessId}");
    private readonly Dictionary<(string, string), long> _failed = [];
    private readonly HashSet<(string, string)> _asked = [];
    private readonly HashSet<PartRun> _unusable = [];
    private long _droppedAt;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Enabled) return Task.CompletedTask;
        _droppedAt = time.GetTimestamp();
        return Rounds.Run(time, Look, log, "Forecasts were not issued", Round, stoppingToken);
    }

    private async Task Round(CancellationToken cancel)
    {
        foreach (var name in registry.Networks)
        {
            var turn = await grains.GetGrain<IForecastGrain>(name).Hold(_host);
            if (turn.IsMine) await Round(name, turn.IsAsked, cancel);
        }
        if (time.GetElapsedTime(_droppedAt) < DropEvery) return;
        _droppedAt = time.GetTimestamp();
        await archive.Drop(clock.Now - options.Keep, options.MostBytes, cancel);
    }

    private async Task Round(string name, bool isAsked, CancellationToken cancel)
    {
        await desk.Turn.WaitAsync(cancel);
        NetworkRun? network;
        PartRun? part;
        try
        {
            network = desk.Find(name);
            if (network is null) return;
            desk.TakeReadings(network);
            if (isAsked) _asked.UnionWith(network.Parts.Select(p => (name, p.Part.Id)));
            // The one that waits longest first; what would take all turns lets the others have theirs.
            part = network.Parts.OrderBy(p => p.IssuedAt?.UnixMilliseconds ?? 0).FirstOrDefault(p => IsDue(network, p));
        }
        finally
        {
            desk.Turn.Release();
        }
        if (part is null) return;
        var watch = Stopwatch.StartNew();
        var isFirst = part.IssuedAt is null;
        await Issue(network, part, cancel);
        if (isFirst && part.IssuedAt is not null) return; // At a start everything gets its first forecast soon.
        var rest = watch.Elapsed * (1 / options.CoreShare - 1);
        await Task.Delay(rest < LongestRest ? rest : LongestRest, time, cancel);
    }

    private bool IsDue(NetworkRun network, PartRun part)
    {
        var key = (network.Network.Name, part.Part.Id);
        if (_unusable.Contains(part)) return false;
        if (_failed.TryGetValue(key, out var at) && time.GetElapsedTime(at) < AfterFailure) return false;
        return _asked.Contains(key) || part.IsDue(clock.Now, network.Rain);
    }

    private async Task Issue(NetworkRun network, PartRun part, CancellationToken cancel)
    {
        var (name, id) = (network.Network.Name, part.Part.Id);
        var state = new PartState(name, id, part.Part.Title, part.Catchments, PartStatus.Computing, null, network.Network.Revision);
        var isAsked = _asked.Remove((name, id));
        await desk.Turn.WaitAsync(cancel);
        try
        {
            board.Show(state);
            var forecast = await desk.Issue(network, part, mayHold: !isAsked, cancel);
            _failed.Remove((name, id));
            await states.Keep(network, part, cancel);
            if (forecast is null)
            {
                board.Show(state with { Status = PartStatus.Ready, CheckedAt = part.CheckedAt });
                return;
            }
            await archive.Save(forecast, cancel);
            shelf.Put(forecast);
            part.HasGoneOn();
            board.Show(state with { Status = PartStatus.Ready });
            var head = forecast.Head;
            await grains.GetGrain<IForecastGrain>(name).Issued(new ForecastNews(name, head.Id, head.IssuedAt.UnixMilliseconds, head.Events.Count), KeptEvents.Outlooks(head, network.Network, registry));
        }
        catch (UnusableModelException e)
        {
            _unusable.Add(part); // A new revision may be better; this one will not.
            board.Show(state with { Status = PartStatus.Unavailable, Message = new($"模型无法计算：{e.Message}", e.Message) });
            log.LogWarning("Part {Part} of {Network} is not forecast: {Why}", id, name, e.Message);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            // One part's trouble is its own: the others, and all else, go on.
            part.Forget();
            _failed[(name, id)] = time.GetTimestamp();
            board.Show(state with { Status = PartStatus.Failed, Message = new($"本次预报失败：{e.Message}", $"This forecast failed: {e.Message}") });
            log.LogError(e, "Part {Part} of {Network} could not be forecast; the next try begins anew.", id, name);
        }
        finally
        {
            desk.Turn.Release();
        }
    }
}
