using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Alarms;

/// <summary>What a call to an alarm book gave: versions to append and publish, and ids that call again because nobody has taken note.</summary>
public sealed record AlarmChanges(IReadOnlyList<Alarm> Alarms, IReadOnlyList<string> Repeats)
{
    public static AlarmChanges None { get; } = new([], []);
}

/// <summary>The alarms of one network: signals and people's orders go in, versioned alarms come out.</summary>
/// <remarks>Holds no clock; each call says when the platform knows. One thread at a time.</remarks>
public sealed class AlarmBook
{
    /// <summary>More than anybody will ever read at once; what does not fit is counted, and taken when it is signalled again and there is room.</summary>
    public const int MostAlarms = 5_000;

    private readonly Func<AlarmCatalogue> _catalogue;
    private readonly AlarmSettings _settings;
    private readonly AlarmLedger _ledger;
    private readonly AlarmDesk _desk;
    private readonly AlarmIntake _intake;
    private readonly AlarmWatch _watch;
    private readonly Dictionary<string, AssetCondition> _conditions = [];

    /// <param name="catalogue">Asked each time, since people edit definitions.</param>
    public AlarmBook(Func<AlarmCatalogue> catalogue, AlarmSettings settings, int mostAlarms = MostAlarms)
    {
        (_catalogue, _settings) = (catalogue, settings);
        Flood = new FloodWatch(settings);
        _ledger = new AlarmLedger(Flood);
        _desk = new AlarmDesk(_ledger, settings);
        _intake = new AlarmIntake(_ledger, settings, mostAlarms, SuppressorOf);
        _watch = new AlarmWatch(_ledger, settings, _intake.Chatter, id => catalogue().Find(id));
    }

    /// <summary>All that are not normal.</summary>
    public IReadOnlyCollection<Alarm> Alarms => _ledger.All;
    public FloodWatch Flood { get; }
    public IReadOnlyCollection<AssetCondition> Conditions => _conditions.Values;
    /// <summary>Signals that found no room.</summary>
    public long Refused => _intake.Refused;

    public Alarm? Find(string id) => _ledger.Find(id);

    /// <summary>Puts back what was saved.</summary>
    public void Restore(IEnumerable<Alarm> alarms, IEnumerable<AssetCondition> conditions)
    {
        foreach (var alarm in alarms)
            if (alarm.State != AlarmState.Normal) _ledger.Restore(alarm);
        foreach (var condition in conditions) _conditions[condition.Asset] = condition;
    }

    /// <summary>Signals that began, changed or ended.</summary>
    /// <param name="completeOf">Where given, the signals are all of those whose source begins so; what stands for any other such source has ended.</param>
    /// <param name="roots">By source, the source that brought it about; its own for a first cause. Null where nothing is known anew.</param>
    public AlarmChanges Take(IReadOnlyCollection<AlarmSignal> signals, Instant now, string? completeOf = null, IReadOnlyDictionary<string, string>? roots = null)
    {
        var catalogue = _catalogue();
        if (completeOf is not null) _intake.EndOthers(signals, completeOf, catalogue, now);
        foreach (var signal in signals) _intake.Take(signal, catalogue, now);
        if (roots is not null || signals.Count > 0) AlarmNesting.Nest(_ledger, _intake.UnderOf, roots);
        return new AlarmChanges(_ledger.Conclude(now), []);
    }

    /// <summary>Carries out what a person asks.</summary>
    /// <param name="place">Where no such alarm stands: what the id names, so that it can be shelved or taken out of service before it comes; null where it names nothing.</param>
    public (AlarmAnswer Answer, AlarmChanges Changes) Do(string id, AlarmOrder order, Instant now, AlarmPlace? place = null)
    {
        if (order.Fault(_settings) is { } fault) return (new AlarmAnswer.Faulty(fault.Field, fault.Why), AlarmChanges.None);
        var alarm = _ledger.Find(id) ?? (place is not null && order is AlarmOrder.Shelve or AlarmOrder.RemoveFromService ? place?.Begin(id, _ledger.Opening(now)) : null);
        if (alarm is null) return (new AlarmAnswer.NotThere(), AlarmChanges.None);
        if (_desk.Do(alarm, order, now) is { } why) return (new AlarmAnswer.Refused(alarm, why), AlarmChanges.None);
        var versions = _ledger.Conclude(now);
        return (new AlarmAnswer.Done(versions.FirstOrDefault(v => v.Id == id) ?? alarm), new AlarmChanges(versions, []));
    }

    /// <summary>Says that a condition holds at an asset, or, with a null id, that none does any more; what its alarms' definitions name as suppressing is suppressed.</summary>
    public AlarmChanges SetCondition(string asset, string? condition, string who, string reason, Instant now)
    {
        if (condition is null) _conditions.Remove(asset);
        else _conditions[asset] = new AssetCondition(asset, condition, new AlarmHold(who, now, reason));
        foreach (var alarm in _ledger.All.Where(a => a.Asset == asset).ToArray()) _desk.Suppress(alarm, SuppressorOf(asset, _catalogue().Find(alarm.Definition)), who);
        return new AlarmChanges(_ledger.Conclude(now), []);
    }

    /// <summary>Time has passed: shelves end, what nobody has acknowledged repeats and escalates.</summary>
    public AlarmChanges Tick(Instant now)
    {
        _watch.Tick(now, _desk);
        Flood.Move(now);
        var repeats = _watch.Repeats(now);
        return _ledger.Conclude(now) is { Count: > 0 } versions ? new AlarmChanges(versions, repeats) : repeats.Count > 0 ? new AlarmChanges([], repeats) : AlarmChanges.None;
    }

    private AlarmHold? SuppressorOf(string? asset, AlarmDefinition? definition) =>
        asset is not null && definition is not null && _conditions.TryGetValue(asset, out var c) && definition.SuppressedWhile.Contains(c.Condition)
            ? c.Hold with { Why = c.Condition } : null;
}

/// <summary>A condition that holds at an asset, since when, and who says so.</summary>
public sealed record AssetCondition(string Asset, string Condition, AlarmHold Hold);

/// <summary>What the id of an alarm that does not stand names.</summary>
public sealed record AlarmPlace(string Subject, string? Asset, string Definition, string? Detail)
{
    internal Alarm Begin(string id, Instant now) => new() { Id = id, OpenedAt = now, Definition = Definition, Subject = Subject, Asset = Asset, Detail = Detail };
}
