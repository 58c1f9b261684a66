using DigitalTwin.Contracts;
using DigitalTwin.Domain.Alarms;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Grains.Risk;
using DigitalTwin.Grains.Saving;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace DigitalTwin.Grains.Alarms;

/// <summary>Shell of one network's alarm book: signals and orders in, versions appended to the fact log, then told to whoever listens.</summary>
/// <remarks>
/// The fact log is the truth and the book its fold, so a kill loses nothing that was answered. Reentrant, so that what comes while others are being appended
/// shares the next append; the book itself is only touched between awaits.
/// </remarks>
[Reentrant]
public sealed partial class AlarmBookGrain(
    IRegistry registry, NetworkCatalogue networks, IFactLog facts, AlarmLog alarms, AlarmRules rules, CityClock clock, TimeProvider time,
    [PersistentState("alarms")] IPersistentState<AlarmMemory> memory, ILogger<AlarmBookGrain> log) : Grain, IAlarmBookGrain
{
    /// <summary>Wall time: shelves, repeats and escalation are looked at so often.</summary>
    private static readonly TimeSpan TickPause = TimeSpan.FromSeconds(1);
    /// <summary>Wall time: how often the book compares itself with the log of warnings, for news that was lost on its way.</summary>
    private static readonly TimeSpan ReconcilePause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    private readonly Dictionary<IAlarmObserver, long> _observers = [];
    private readonly List<Alarm> _unsaved = [];
    private OpenWarnings _warnings = null!;
    private AlarmBook _book = null!;
    private FloodState _flood = null!;
    private readonly SaveTurns _saving = new();

    private string Network => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _book = new AlarmBook(() => rules.Catalogue, rules.Settings);
        _warnings = new OpenWarnings(registry, networks, Network);
        var standing = (await alarms.Open(null, cancellationToken)).Where(a => AlarmLog.IsOf(a, Network)).Select(AlarmRecords.ToAlarm).ToArray();
        _book.Restore(standing, memory.State.Conditions.Select(AlarmRecords.ToCondition));
        foreach (var recent in standing.Select(a => a.AnnouncedAt).OfType<Instant>().Order()) _book.Flood.Announce(recent);
        _flood = Flood();
        this.RegisterGrainTimer(Tick, new GrainTimerCreationOptions(TickPause, TickPause) { Interleave = true });
        this.RegisterGrainTimer(Reconcile, new GrainTimerCreationOptions(TimeSpan.Zero, ReconcilePause) { Interleave = true });
    }

    public Task Warned(WarningRecord[] warnings)
    {
        var signals = _warnings.Take(warnings);
        return Conclude(_book.Take(signals, clock.Now, roots: _warnings.Roots(isTick: false)));
    }

    public Task Signal(AlarmSignalBatch batch) => Conclude(_book.Take([.. batch.Signals.Select(AlarmRecords.ToSignal)], clock.Now, batch.CompleteOf));

    public async Task<AlarmOutcome> Do(AlarmOrderRecord order)
    {
        if (AlarmRecords.ToOrder(order) is not { } asked) return new AlarmOutcome("faulty", null, "kind", $"kind '{order.Kind}' is not known.", []);
        var (answer, changes) = _book.Do(order.Alarm, asked, clock.Now, PlaceOf(order.Alarm));
        await Conclude(changes);
        return AlarmRecords.Of(answer, changes.Alarms);
    }

    public async Task<AlarmRecord[]> SetCondition(AssetConditionRecord condition)
    {
        var changes = _book.SetCondition(condition.Asset, condition.Condition, condition.Who, condition.Reason, clock.Now);
        memory.State.Conditions = [.. _book.Conditions.Select(AlarmRecords.Of)];
        await memory.WriteStateAsync();
        await Conclude(changes);
        return [.. changes.Alarms.Select(AlarmRecords.Of)];
    }

    public Task<AlarmBookState> Read() => Task.FromResult(new AlarmBookState([.. _book.Alarms.Select(AlarmRecords.Of)], [.. _book.Conditions.Select(AlarmRecords.Of)], Flood(), _book.Refused));

    public Task<AlarmBookState> Subscribe(IAlarmObserver observer)
    {
        _observers[observer] = time.GetTimestamp();
        return Read();
    }

    private Task Tick(CancellationToken cancel)
    {
        var now = clock.Now;
        var nested = _warnings.Roots(isTick: true) is { } roots ? _book.Take([], now, roots: roots) : AlarmChanges.None;
        var passed = _book.Tick(now);
        return Conclude(new AlarmChanges([.. nested.Alarms, .. passed.Alarms], passed.Repeats));
    }

    private async Task Reconcile(CancellationToken cancel)
    {
        var known = _warnings.Known();
        var open = (await facts.Open(RiskGrainServices.WarningStream, null, cancel)).Select(RiskGrainServices.Read).Where(w => w.Catchment.StartsWith($"{Network}:", StringComparison.Ordinal));
        var signals = _warnings.Reconcile(open, known);
        await Conclude(_book.Take(signals, clock.Now, completeOf: $"{Network}:", roots: _warnings.Roots(isTick: true)));
    }

    /// <summary>What an id names that stands for nothing now: an asset of this network and a definition.</summary>
    private AlarmPlace? PlaceOf(string id)
    {
        var parts = id.Split('~', 3);
        if (parts.Length < 2 || !AssetId.IsValid(parts[0]) || rules.Catalogue.Find(parts[1]) is null) return null;
        return registry.Find(new AssetId(parts[0])) is { } asset && asset.Id.Network == Network ? new AlarmPlace(parts[0], parts[0], parts[1], parts.Length > 2 ? parts[2] : null) : null;
    }

    private async Task Conclude(AlarmChanges changes)
    {
        _unsaved.AddRange(changes.Alarms);
        await _saving.Save(() => _unsaved.Count > 0, Save);
        if (changes.Repeats.Count > 0 || _flood != Flood()) await Tell([], [.. changes.Repeats]);
    }

    /// <summary>All that is unsaved now: first to the log, then to whoever listens.</summary>
    private async Task Save()
    {
        var records = _unsaved.Select(AlarmRecords.Of).ToArray();
        await Task.WhenAll(records.Select(alarms.Append));
        _unsaved.RemoveRange(0, records.Length);
        await Tell(records, []);
    }

    private async Task Tell(AlarmRecord[] changed, string[] repeats)
    {
        _flood = Flood();
        var news = new AlarmNews(changed, repeats, _flood);
        foreach (var (observer, renewed) in _observers.ToArray())
        {
            if (time.GetElapsedTime(renewed) > Lease) _observers.Remove(observer);
            else
            {
                try
                {
                    await observer.Alarmed(news);
                }
                catch (Exception e)
                {
                    LogNotTold(e, Network); // It catches up with its next renewal.
                }
            }
        }
    }

    private FloodState Flood() => new(Network, _book.Flood.Since?.UnixMilliseconds, _book.Flood.Count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A listener of the alarms of {Network} could not be told.")]
    private partial void LogNotTold(Exception e, string network);
}
