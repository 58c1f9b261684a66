using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Rules.Book;
using DigitalTwin.Domain.Rules.Evaluation;
using DigitalTwin.Domain.Rules.Language;

namespace DigitalTwin.Domain.Rules.Running;

/// <summary>A change of what a rule says of an asset: raised, raised or lowered in level, or ended (<see cref="WarningLevel.None"/>).</summary>
/// <param name="Since">When it began to hold without a break, before any delay of confirmation.</param>
public readonly record struct RuleTurn(Instant At, WarningLevel Level, Instant Since);

/// <summary>A series that a run has to be told of.</summary>
public readonly record struct RuleSeries(AssetKey Asset, Quantity Quantity);

/// <summary>One rule at one asset: a fold of readings into a level, with delays on and off. Bounded memory; not safe for two threads at once.</summary>
public sealed class RuleRun
{
    private readonly ConditionState[] _states;
    private readonly Dictionary<RuleSeries, List<(int State, int Input, int Neighbour)>> _routes = [];
    private SymptomState _level;
    private Instant _now;

    /// <param name="raised">What it said when it was last known; null for nothing.</param>
    public RuleRun(Rule rule, RuleSubject subject, INeighbours neighbours, (WarningLevel Level, Instant Since)? raised = null)
    {
        (Rule, Subject) = (rule, subject);
        _states = [.. rule.Conditions.Select((c, i) => Build(c, i, neighbours))];
        if (raised is { } r) _level = new SymptomState(default, default, r.Level, r.Level, r.Since, default);
    }

    /// <summary>A sign of a rule as a run of its own: <see cref="FirstStep"/> is its answer.</summary>
    public static RuleRun OfSign(Rule rule, RuleCondition sign, RuleSubject subject, INeighbours neighbours) => new(rule.WithOnly(sign), subject, neighbours);

    /// <summary>Whether the first step's condition holds, before any delay.</summary>
    public Truth FirstStep => _states[0].Truth;

    public Rule Rule { get; }
    public RuleSubject Subject { get; }
    public WarningLevel Level => _level.Level;
    public Instant Since => _level.Since;
    /// <summary>Some of what it rests on is not known, so it neither raises nor ends.</summary>
    public bool IsUnknown { get; private set; } = true;
    /// <summary>A reading came that does not fit in: fold history anew.</summary>
    public bool NeedsRefold => Array.Exists(_states, s => s.NeedsRefold);
    public IEnumerable<RuleSeries> Series => _routes.Keys;

    /// <summary>Takes one reading of a series that it looks at. What cannot be trusted is passed over.</summary>
    public void Observe(in Reading reading, List<RuleTurn> turns)
    {
        var isUsable = reading.Quality.IsUsable() || (Rule.LooksForStuck && reading.Quality.Finding() == Quality.FlatLine && reading.Quality.With(Quality.Good).IsUsable());
        if (!isUsable || !_routes.TryGetValue(new RuleSeries(reading.Asset, reading.Quantity), out var routes)) return;
        if (reading.At > _now) Pass(reading.At, turns);
        foreach (var (state, input, neighbour) in routes) _states[state].Observe(input, neighbour, reading);
        if (reading.At > _now) _now = reading.At;
        Judge(turns);
    }

    /// <summary>Lets city time pass: delays are over, readings grow stale.</summary>
    public void Look(Instant now, List<RuleTurn> turns)
    {
        if (now <= _now) return;
        Pass(now, turns);
        _now = now;
        foreach (var state in _states) state.Look(now);
        Judge(turns);
    }

    /// <summary>Everything that changes by itself before a moment, each at its own.</summary>
    private void Pass(Instant to, List<RuleTurn> turns)
    {
        while (NextChange is { } next && next < to)
        {
            _now = next;
            foreach (var state in _states) state.Look(next);
            Judge(turns);
        }
    }

    /// <summary>When something changes by itself; null for never.</summary>
    public Instant? NextChange
    {
        get
        {
            Instant? next = null;
            foreach (var state in _states)
                if (state.NextChange is { } t && t > _now && (next is not { } n || t < n)) next = t;
            if (_level.Pending != _level.Level && !IsUnknown)
            {
                var due = _level.PendingSince + (_level.Pending > _level.Level ? Rule.RaiseAfter : Rule.ClearAfter);
                if (due > _now && (next is not { } n || due < n)) next = due;
            }
            return next;
        }
    }

    private void Judge(List<RuleTurn> turns)
    {
        if (_now == default) return;
        var target = WarningLevel.None;
        IsUnknown = false;
        for (var i = Rule.Steps.Count - 1; i >= 0; i--)
        {
            var truth = _states[i].Truth;
            if (truth == Truth.True)
            {
                target = Rule.Steps[i].Level;
                break;
            }
            IsUnknown |= truth == Truth.Unknown;
        }
        // A graver step that is unknown does not hold back a milder one that holds; but nothing falls on what is unknown.
        if (target < _level.Level && (IsUnknown || (Rule.Clear is not null && _states[^1].Truth != Truth.True))) target = _level.Level;
        IsUnknown &= target == WarningLevel.None || target == _level.Level;
        var next = Debounce.Step(_level, target, _now, Rule.RaiseAfter, Rule.ClearAfter);
        var before = _level;
        _level = next;
        if (next.Level == before.Level) return;
        turns.Add(new RuleTurn(_now, next.Level, next.Level == WarningLevel.None ? before.Since : next.Since));
    }

    private ConditionState Build(RuleCondition condition, int state, INeighbours neighbours)
    {
        var found = new Dictionary<RuleGroup, AssetKey[]>();
        var assets = new RuleSubject[condition.Inputs.Count][];
        for (var i = 0; i < assets.Length; i++)
        {
            var (group, quantity) = condition.Inputs[i];
            assets[i] = group == RuleGroup.Own ? [Subject] : [.. Find(group, quantity).Select(neighbours.SubjectOf)];
            for (var n = 0; n < assets[i].Length; n++)
            {
                var series = new RuleSeries(assets[i][n].Asset, quantity);
                if (!_routes.TryGetValue(series, out var routes)) _routes[series] = routes = [];
                routes.Add((state, i, n));
            }
        }
        return new ConditionState(condition, Subject, assets, Rule.Fresh);

        // Any and all speak of the same assets, whichever of their readings is meant.
        AssetKey[] Find(RuleGroup group, Quantity quantity)
        {
            if (!group.IsMany) return [.. neighbours.Find(Subject.Asset, group.Relation, group.Kind, [quantity], 1)];
            if (!found.TryGetValue(group, out var many))
                found[group] = many = [.. neighbours.Find(Subject.Asset, group.Relation, group.Kind, [.. condition.Inputs.Where(x => x.Group == group).Select(x => x.Quantity)], RuleBounds.MostNeighbours)];
            return many;
        }
    }
}

/// <summary>Who stands where, and who reports what.</summary>
public interface INeighbours
{
    /// <summary>The nearest assets of a kind that report one of the quantities, nearest first, without the asset itself.</summary>
    IReadOnlyList<AssetKey> Find(AssetKey asset, RuleRelation relation, AssetKind kind, IReadOnlyList<Quantity> quantities, int most);

    RuleSubject SubjectOf(AssetKey asset);
}
