using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Rules.Book;
using DigitalTwin.Domain.Rules.Evaluation;
using DigitalTwin.Domain.Rules.Language;

namespace DigitalTwin.Domain.Rules.Running;

/// <summary>Holds back readings that cannot make any rule hold, at kinds of asset that come by the thousand, so that a rule costs there only where something is amiss.</summary>
/// <remarks>
/// A reading passes unless every rule for its asset is seen, at a glance, not to hold: by the newest values, the asset's own measures, and the band in which
/// the value has lain lately. What passes wakes the rule, which then folds history. A band begins with the first value seen, so a change that lay wholly
/// before a start is not looked for there. Safe from any thread, as long as the readings of one asset come from one.
/// </remarks>
public sealed class RuleGates
{
    /// <summary>Windows longer than this are not narrowed by bands.</summary>
    private static readonly TimeSpan LongestBand = TimeSpan.FromHours(6);

    private readonly Func<AssetKey, RuleSubject?> _subjectOf;
    private readonly Func<AssetKey, IEnumerable<Reading>> _latest;
    private readonly Dictionary<ushort, Watch> _watches = [];
    private readonly Lock _gate = new();
    private RuleSubject?[] _subjects = [];

    /// <param name="latest">The newest reading of each quantity of an asset.</param>
    public RuleGates(IEnumerable<Rule> rules, Func<AssetKey, RuleSubject?> subjectOf, Func<AssetKey, IEnumerable<Reading>> latest)
    {
        (_subjectOf, _latest) = (subjectOf, latest);
        Rule[] ofMany = [.. rules.Where(r => r.Kinds.Any(AreMany))];
        var spans = ofMany.SelectMany(r => r.Steps).SelectMany(s => s.When.Windows.Select(w => (Input: s.When.Inputs[w.Input], w.Span)))
            .Where(w => w.Input.Group == RuleGroup.Own && w.Span <= LongestBand).GroupBy(w => w.Input.Quantity).ToDictionary(g => g.Key, g => g.Max(w => w.Span));
        foreach (var group in ofMany.SelectMany(r => Own(r).Select(q => (Quantity: q, Rule: r))).GroupBy(x => x.Quantity, x => x.Rule))
            _watches[group.Key.Code] = new Watch([.. group.Distinct()], spans.TryGetValue(group.Key, out var span) ? new BandMemory(span) : null);
    }

    /// <summary>Manholes, pipes and the like: what is asked of each of them is asked a hundred thousand times.</summary>
    public static bool AreMany(AssetKind kind) => kind is AssetKind.Manhole or AssetKind.PipeSegment or AssetKind.RiverNode;

    /// <summary>Whether a reading may make a rule hold.</summary>
    public bool Passes(in Reading reading, AssetKind kind)
    {
        if (!reading.Quality.IsUsable()) return false; // No rule looks at it.
        if (!_watches.TryGetValue(reading.Quantity.Code, out var watch)) return false;
        var value = watch.See(reading);
        var swept = watch.Swept(value);
        if (watch.Quiet.Holds(reading.Asset.Value, swept)) return false;
        var rules = watch.RulesOf(kind);
        if (rules.Length == 0 || SubjectOf(reading.Asset) is not { } subject) return false;
        var isQuiet = true;
        foreach (var rule in rules)
        {
            if (!Glances.MayHold(rule, subject, reading.Quantity, value, null)) continue;
            if (MayHoldWithOthers(rule, subject, reading.Quantity, value)) return true;
            isQuiet = false; // By what the others stand at now, which does not last.
        }
        if (isQuiet) Learn(watch, rules, subject, reading.Quantity, swept);
        return false;
    }

    // Apart, so that a reading within what is known makes no garbage.
    private static void Learn(Watch watch, Rule[] rules, RuleSubject subject, Quantity quantity, Band swept) =>
        watch.Quiet.Learn(subject.Asset.Value, swept, band => !Array.Exists(rules, rule => Glances.MayHold(rule, subject, quantity, watch.Anywhere(band), null)));

    private bool MayHoldWithOthers(Rule rule, RuleSubject subject, Quantity quantity, GlanceValue value) =>
        Glances.MayHold(rule, subject, quantity, value, other => ByNewest(_latest(subject.Asset), other, waking: true));

    /// <summary>What is known of a quantity by its newest reading alone.</summary>
    /// <param name="waking">It may have had any value before; else it is taken to have stood still.</param>
    public static GlanceValue ByNewest(IEnumerable<Reading> latest, Quantity quantity, bool waking)
    {
        foreach (var reading in latest)
            if (reading.Quantity == quantity) return !reading.Quality.IsUsable() ? GlanceValue.Unsure : waking ? GlanceValue.Of(reading.Value) : GlanceValue.Still(reading.Value);
        return GlanceValue.NeverSeen;
    }

    private RuleSubject? SubjectOf(AssetKey asset)
    {
        var subjects = Volatile.Read(ref _subjects);
        if ((uint)asset.Value < (uint)subjects.Length && subjects[asset.Value] is { } known) return known;
        if (_subjectOf(asset) is not { } subject) return null;
        lock (_gate)
        {
            if (asset.Value >= _subjects.Length)
            {
                var longer = new RuleSubject?[Math.Max(asset.Value + 1, _subjects.Length * 2)];
                _subjects.CopyTo(longer, 0);
                Volatile.Write(ref _subjects, longer);
            }
            return _subjects[asset.Value] = subject;
        }
    }

    private static IEnumerable<Quantity> Own(Rule rule) => rule.Steps.SelectMany(s => s.When.Inputs).Where(i => i.Group == RuleGroup.Own).Select(i => i.Quantity).Distinct();

    /// <summary>What rules look for in one quantity.</summary>
    private sealed class Watch(Rule[] rules, BandMemory? lately)
    {
        private readonly Rule[][] _byKind = [.. Enumerable.Range(0, 32).Select(kind => rules.Where(r => r.Kinds.Contains((AssetKind)kind)).ToArray())];

        public QuietBands Quiet { get; } = new();

        public Rule[] RulesOf(AssetKind kind) => (int)kind < _byKind.Length ? _byKind[(int)kind] : [];

        public GlanceValue See(in Reading reading) => lately is null ? GlanceValue.Of(reading.Value) : new GlanceValue(Band.Of(reading.Value), lately.See(reading), lately.Span);

        /// <summary>All that a glance knows the value to have been.</summary>
        public Band Swept(in GlanceValue value) => lately is null ? value.Now : value.Lately;

        /// <summary>A value that may be, and lately have been, anywhere in a band.</summary>
        public GlanceValue Anywhere(Band band) => lately is null ? new GlanceValue(band, Band.Any, TimeSpan.Zero) : new GlanceValue(band, band, lately.Span);
    }
}
