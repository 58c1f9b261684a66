using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Rules.Language;

namespace DigitalTwin.Domain.Rules.Evaluation;

/// <summary>One condition at one asset: a fold of readings in bounded memory. Not safe for use by two threads at once.</summary>
/// <remarks>
/// Time is that of the readings. Between two of them everything that time alone changes (a delay that is over, a value that grows stale) is done at its own moment,
/// so the result does not depend on how often someone looks. A reading older than the newest of its series, or a correction of it, cannot be folded in:
/// <see cref="NeedsRefold"/> then asks for a new fold of history. One that is older than those of other series only counts from the state's own time on.
/// </remarks>
public sealed class ConditionState
{
    private readonly RuleCondition _condition;
    private readonly RuleSubject[][] _assets;
    private readonly Latest[][] _latest;
    private readonly Window[] _windows;
    private readonly Tracker[] _trackers;
    private readonly TimeSpan? _freshFor;

    /// <param name="neighbours">For each input the assets it is read from: one for its own, one or none for the nearest, up to <see cref="RuleBounds.MostNeighbours"/> for many.</param>
    /// <param name="freshFor">How long a reading stands for now; null for what its source's interval says.</param>
    public ConditionState(RuleCondition condition, RuleSubject subject, IReadOnlyList<RuleSubject[]> neighbours, TimeSpan? freshFor = null)
    {
        (_condition, Subject, _assets, _freshFor) = (condition, subject, [.. neighbours], freshFor);
        _latest = [.. _assets.Select(a => new Latest[a.Length])];
        _windows = [.. condition.Windows.Select(w => new Window(w.Span))];
        _trackers = [.. condition.Trackers.Select(t => new Tracker(t.Span))];
    }

    public RuleSubject Subject { get; }
    /// <summary>The newest time it has seen.</summary>
    public Instant Now { get; private set; }
    public bool NeedsRefold { get; private set; }

    public Truth Truth => Now == default ? Truth.Unknown : _condition.Root.Of(new Moment(this, Now));

    /// <summary>When something changes by itself; null for never.</summary>
    public Instant? NextChange
    {
        get
        {
            Instant? next = null;
            void Consider(Instant? at)
            {
                if (at is { } t && t > Now && (next is not { } n || t < n)) next = t;
            }
            foreach (var input in _latest)
                foreach (ref readonly var latest in input.AsSpan())
                    if (latest.Is) Consider(latest.At + latest.FreshFor + TimeSpan.FromMilliseconds(1));
            for (var i = 0; i < _windows.Length; i++) Consider(_windows[i].StaleAt(Fresh(_condition.Windows[i].Input)));
            for (var i = 0; i < _trackers.Length; i++)
                if (_condition.Trackers[i].Held is { } held) Consider(_trackers[i].HeldAt(held, Now));
            return next;
        }
    }

    /// <summary>Takes a usable reading of one asset of an input.</summary>
    public void Observe(int input, int neighbour, in Reading reading)
    {
        ref var latest = ref _latest[input][neighbour];
        if (latest.Is && reading.At <= latest.At)
        {
            NeedsRefold |= reading.At < latest.At || reading.Value != latest.Value;
            return;
        }
        Advance(reading.At);
        latest = new Latest(true, reading.At, reading.Value, _freshFor ?? _assets[input][neighbour].FreshFor(reading.Provenance));
        if (neighbour == 0)
            for (var i = 0; i < _windows.Length; i++)
                if (_condition.Windows[i].Input == input) _windows[i].Add(reading.At, reading.Value);
        if (reading.At > Now) Now = reading.At;
        See(1u << input);
    }

    /// <summary>Lets time pass up to just before <paramref name="to"/>; what happens at that very moment is seen with what comes then.</summary>
    public void Advance(Instant to)
    {
        while (NextChange is { } next && next < to) Look(next);
    }

    /// <summary>Lets time pass to a moment and looks.</summary>
    public void Look(Instant now)
    {
        Advance(now);
        if (now <= Now) return;
        Now = now;
        See(0);
    }

    internal double Value(int input, int neighbour, Instant now)
    {
        var latest = _latest[input];
        return (uint)neighbour < (uint)latest.Length && latest[neighbour] is { Is: true } l && now - l.At <= l.FreshFor ? l.Value : double.NaN;
    }

    internal double Age(int input, Instant now) => _latest[input] is [{ Is: true } l, ..] ? Math.Max(0, (now - l.At).TotalSeconds) : double.NaN;

    internal int NeighbourCount(int input) => _assets[input].Length;

    internal RuleSubject Neighbour(int input, int neighbour) => _assets[input][neighbour];

    internal double Window(int window, WindowMeasure measure, Instant now) => _windows[window].Of(measure, now, Fresh(_condition.Windows[window].Input));

    internal double Past(int tracker, PastMeasure measure, Instant now) => _trackers[tracker].Of(measure, now);

    internal Truth HeldFor(int tracker, TimeSpan span, Instant now) => _trackers[tracker].HeldFor(span, now);

    internal double Limit(Quantity quantity, bool upper, Instant now)
    {
        var limit = Subject.Rules.LimitOf(Subject.Profile, quantity, now, q => _condition.OwnInput(q) is >= 0 and var own ? Value(own, 0, now) : double.NaN);
        return (upper ? limit?.Maximum : limit?.Minimum) ?? double.NaN;
    }

    private TimeSpan Fresh(int input) => _latest[input] is [{ Is: true } l, ..] ? l.FreshFor : TimeSpan.Zero;

    /// <summary>Inner conditions stand before those that hold them.</summary>
    private void See(uint cameBy)
    {
        for (var i = 0; i < _trackers.Length; i++)
        {
            var of = _condition.Trackers[i];
            _trackers[i].See(of.Condition.Of(new Moment(this, Now)), Now, (of.Inputs & cameBy) != 0);
        }
    }

    private record struct Latest(bool Is, Instant At, double Value, TimeSpan FreshFor);
}
