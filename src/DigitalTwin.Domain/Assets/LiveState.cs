using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Standards;

namespace DigitalTwin.Domain.Assets;

/// <summary>Live state of one asset: a pure fold of its readings into the newest value of each quantity and the symptoms that local rules find.</summary>
/// <remarks>
/// Restored exactly from the newest reading of each quantity and what <see cref="Save"/> gave. Compact, since a city has many:
/// slots sorted by quantity, arrays no longer than needed, about 200 bytes with three quantities and two symptoms. Not safe for use by two threads at once.
/// </remarks>
public sealed class LiveState
{
    private readonly AssetProfile _profile;
    private readonly LocalRules _rules;
    private LiveReading[] _latest = [];
    private SymptomState[] _states = [];
    private bool _stale;

    public LiveState(in AssetProfile profile, LocalRules rules) => (_profile, _rules) = (profile, rules);

    /// <summary>Restores a state, also one whose last readings were durable before their consequences could be saved.</summary>
    public static LiveState Restore(in AssetProfile profile, LocalRules rules, IEnumerable<KnownReading> latest, IEnumerable<SymptomState> saved)
    {
        var state = new LiveState(profile, rules) { _states = [.. saved] };
        foreach (var known in latest) state.Keep(known.Reading);
        foreach (var slot in state._latest.OrderBy(slot => slot.At)) state.JudgeBy(slot.Quantity, null);
        return state;
    }

    public AssetProfile Profile => _profile;
    /// <summary>Newest reading of each quantity, ascending by code.</summary>
    public ReadOnlySpan<LiveReading> Latest => _latest;
    public bool IsStale => _stale;

    /// <summary>Worst level of the symptoms that last.</summary>
    public WarningLevel Level
    {
        get
        {
            var worst = WarningLevel.None;
            foreach (var state in _states) if (state.Level > worst) worst = state.Level;
            return worst;
        }
    }

    /// <summary>Memory of the rules that are not at rest; keep it beside the readings.</summary>
    public SymptomState[] Save() => [.. _states];

    /// <summary>The symptoms that last.</summary>
    public IReadOnlyList<Symptom> Symptoms => [.. _states.Where(s => s.Level != WarningLevel.None).Select(s => Describe(s, s.Level, null))];

    public bool TryGet(Quantity quantity, out LiveReading reading)
    {
        var at = Find(quantity);
        reading = at >= 0 ? _latest[at] : default;
        return at >= 0;
    }

    /// <summary>Takes one reading. One that is older than the newest of its quantity changes nothing live; at equal times the later known wins.</summary>
    /// <param name="changed">Symptoms that began, changed or ended are added here.</param>
    public LiveChanges Apply(in Reading reading, List<Symptom> changed)
    {
        if (!Keep(reading)) return LiveChanges.None;
        var changes = LiveChanges.Value;
        if (_stale)
        {
            _stale = false;
            changes |= LiveChanges.Staleness;
        }
        return changes | JudgeBy(reading.Quantity, changed);
    }

    /// <summary>Lets city time pass: symptoms that waited long enough are confirmed or end; silence makes the asset stale, and then nothing is confirmed.</summary>
    public LiveChanges Advance(Instant now, List<Symptom> changed)
    {
        var changes = LiveChanges.None;
        if (!_stale && _latest.Length > 0 && now - Newest() > _rules.Silence(_profile))
        {
            _stale = true;
            changes |= LiveChanges.Staleness;
        }
        if (_stale) return changes;
        for (var i = _states.Length - 1; i >= 0; i--)
            if (_states[i].Pending != _states[i].Level && _rules.Find(_profile.Kind, _states[i].Kind, _states[i].Quantity) is { } rule)
                changes |= Put(rule, Debounce.Step(_states[i], _states[i].Pending, now, rule.OnDelay, rule.OffDelay), now, changed);
        return changes;
    }

    private Instant Newest()
    {
        var newest = default(Instant);
        foreach (var slot in _latest) if (slot.At > newest) newest = slot.At;
        return newest;
    }

    private bool Keep(in Reading reading)
    {
        var slot = new LiveReading(reading.At, reading.Value, reading.Quantity, reading.Quality, reading.Provenance);
        var at = Find(reading.Quantity);
        if (at >= 0)
        {
            if (reading.At < _latest[at].At) return false;
            _latest[at] = slot;
            return true;
        }
        var longer = new LiveReading[_latest.Length + 1];
        at = ~at;
        _latest.AsSpan(0, at).CopyTo(longer);
        longer[at] = slot;
        _latest.AsSpan(at).CopyTo(longer.AsSpan(at + 1));
        _latest = longer;
        return true;
    }

    private int Find(Quantity quantity)
    {
        for (var i = 0; i < _latest.Length; i++) // A handful: a scan beats a search.
        {
            if (_latest[i].Quantity.Code == quantity.Code) return i;
            if (_latest[i].Quantity.Code > quantity.Code) return ~i;
        }
        return ~_latest.Length;
    }

    private LiveChanges JudgeBy(Quantity quantity, List<Symptom>? changed)
    {
        var changes = LiveChanges.None;
        foreach (var rule in _rules.Of(_profile.Kind, quantity))
        {
            if (!TryGet(rule.Quantity, out var judged) || !judged.Quality.IsUsable()) continue; // A doubtful value neither raises nor clears.
            var (at, holds) = (judged.At, true);
            if (rule.While is { } guard)
            {
                if (!TryGet(guard.Quantity, out var other) || !other.Quality.IsUsable()) continue;
                (at, holds) = (other.At > at ? other.At : at, other.Value < guard.Below);
            }
            var index = IndexOf(rule);
            var state = index >= 0 ? _states[index] : new SymptomState(rule.Symptom, rule.Quantity, WarningLevel.None, WarningLevel.None, default, default);
            var target = holds ? rule.Judge(_profile, judged.Value, LimitFor(rule, judged.At), state.Level) : WarningLevel.None;
            changes |= Put(rule, Debounce.Step(state, target, at, rule.OnDelay, rule.OffDelay), at, changed);
        }
        return changes;
    }

    private LiveChanges Put(LocalRule rule, in SymptomState next, Instant at, List<Symptom>? changed)
    {
        var index = IndexOf(rule);
        var before = index >= 0 ? _states[index] : new SymptomState(rule.Symptom, rule.Quantity, WarningLevel.None, WarningLevel.None, default, default);
        if (next == before) return LiveChanges.None;
        var rests = next is { Level: WarningLevel.None, Pending: WarningLevel.None };
        if (!rests && index >= 0) _states[index] = next;
        else if (!rests) _states = [.. _states, next];
        else if (index >= 0) _states = [.. _states.AsSpan(0, index), .. _states.AsSpan(index + 1)];
        if (next.Level == before.Level) return LiveChanges.Saved;
        // It ended when its condition stopped holding, not when that was confirmed.
        changed?.Add(next.Level == WarningLevel.None ? Describe(before, before.Level, before.Pending < before.Level ? before.PendingSince : at) : Describe(next, next.Level, null));
        return LiveChanges.Saved | LiveChanges.Symptoms;
    }

    private int IndexOf(LocalRule rule)
    {
        for (var i = 0; i < _states.Length; i++)
            if (_states[i].Kind == rule.Symptom && _states[i].Quantity == rule.Quantity) return i;
        return -1;
    }

    private Symptom Describe(in SymptomState state, WarningLevel level, Instant? until)
    {
        var value = TryGet(state.Quantity, out var reading) ? reading.Value : double.NaN;
        var limit = _rules.Find(_profile.Kind, state.Kind, state.Quantity) is { } rule ? rule.Threshold(_profile, level, LimitFor(rule, reading.At), value) : double.NaN;
        return new Symptom(_profile.Asset, state.Kind, level, state.Quantity, value, limit, state.Since, until);
    }

    private Limit? LimitFor(LocalRule rule, Instant at) =>
        rule.Steps[0].Reference == RuleReference.Limit ? _rules.LimitOf(_profile, rule.Quantity, at, q => TryGet(q, out var r) && r.Quality.IsUsable() ? r.Value : double.NaN) : null;
}
