using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Risk;

/// <summary>The open warnings of one catchment: symptoms go in, versioned warnings come out.</summary>
/// <remarks>
/// A warning opens with a symptom, gets a new version when its level, its value or what it will reach changes enough to matter, and ends with its cause.
/// A symptom has dead-band and delays behind it, so the book adds none. Holds no clock; each call says when the platform knows.
/// One thread at a time.
/// </remarks>
public sealed class WarningBook
{
    /// <summary>A warning is handed on over at most so many borders; beyond that a circle of catchments is likelier than a long way.</summary>
    public const int MaximumHops = 8;

    /// <summary>For so long after its time something expected may still come where no newer forecast says otherwise.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private readonly CompiledNetwork _network;
    private readonly FlowField _flows;
    private readonly WarningComposer _composer;
    private readonly ExpectedWarnings _expected;
    private readonly string _catchment;
    private readonly PropagationSettings _settings;
    private readonly Dictionary<string, OpenWarning> _open = [];
    /// <summary>By the newest forecast; null after a restart until there is one.</summary>
    private IReadOnlyList<Symptom>? _seen;

    /// <param name="catchment">Catchment id; need not exist in the network any more (a revision may have moved a border): then what comes still opens and ends warnings.</param>
    /// <param name="flows">Flows of now; the book reads <see cref="FlowField.Current"/> and never writes.</param>
    public WarningBook(string catchment, FlowField flows, PropagationSettings? settings = null, LocalRules? rules = null)
    {
        (_catchment, _flows, _network) = (catchment, flows, flows.Network);
        _settings = settings ?? PropagationSettings.Default;
        _composer = new WarningComposer(_network, _settings, rules ?? LocalRules.Default);
        _expected = new ExpectedWarnings(_network, catchment, _settings);
    }

    public IReadOnlyList<Warning> Open => [.. _open.Values.Select(o => o.Warning).OrderByDescending(w => w.Level).ThenBy(w => w.Id, StringComparer.Ordinal)];

    /// <summary>Puts back open warnings that were saved, on activation; a closed one is ignored. Nothing is recomputed until <see cref="Refresh"/> or a report.</summary>
    public void Restore(IEnumerable<Warning> saved)
    {
        foreach (var warning in saved)
            if (warning.IsOpen) _open[warning.Id] = new OpenWarning(warning, []);
    }

    /// <summary>A symptom began, changed or ended here. The same news twice changes nothing; an end of something unknown is ignored. Stale raises no warning.</summary>
    public WarningChanges Report(in Symptom symptom, Instant knownAt)
    {
        if (symptom.Kind == SymptomKind.Stale) return WarningChanges.None;
        var id = IdOf(_catchment, symptom);
        var changes = Update(id, symptom, null, knownAt);
        // What was expected is there, and what stood for others may have to pass that on.
        var (asset, kind) = (symptom.Asset, symptom.Kind);
        return symptom.IsOpen && _open.Values.Any(o => o.Warning.Cause is { IsExpected: true } e && e.Asset == asset && ExpectedWarnings.TakenOver(e.Kind, asset, (_, k) => k == kind))
            ? Merge(changes, Settle(_seen ?? ExpectedOpen(), knownAt)) : changes;
    }

    /// <summary>All that the newest forecast sees in this catchment, however unlikely; what it does not see ends. <see cref="Symptom.Since"/> is when it was issued.</summary>
    public WarningChanges Expect(IReadOnlyList<Symptom> seen, Instant knownAt) => Settle(_seen = seen, knownAt);

    /// <summary>A warning of another catchment enters here at a border, or has ended there.</summary>
    public WarningChanges Enter(BorderPassage crossing, Instant knownAt)
    {
        if (crossing.Hops > MaximumHops) return WarningChanges.None;
        return Update($"{crossing.WarningId}>{_catchment}", crossing.Cause, crossing, knownAt);
    }

    /// <summary>Computes all open warnings anew on the flows of now, and returns those that changed enough to matter.</summary>
    public WarningChanges Refresh(Instant knownAt)
    {
        List<Warning>? warnings = null;
        List<BorderPassage>? crossings = null;
        foreach (var open in _open.Values.Where(o => !o.Warning.Cause.IsExpected).ToArray()) // The next forecast says what else is expected.
        {
            var changes = Update(open.Warning.Id, open.Warning.Cause, open.Warning.Entry, knownAt);
            if (changes.Warnings.Count > 0) (warnings ??= []).AddRange(changes.Warnings);
            if (changes.Crossings.Count > 0) (crossings ??= []).AddRange(changes.Crossings);
        }
        // Where no forecast comes any more, what was expected and did not come ends by itself.
        if (ExpectedOpen().Any(e => Lapsed(e, knownAt)) && Settle([.. (_seen ?? ExpectedOpen()).Where(e => !Lapsed(e, knownAt))], knownAt) is { Warnings.Count: > 0 } settled) (warnings ??= []).AddRange(settled.Warnings);
        return warnings is null && crossings is null ? WarningChanges.None : new WarningChanges(warnings ?? [], crossings ?? []);
    }

    /// <summary>One warning for each symptom of each asset, from its beginning.</summary>
    public static string IdOf(string catchment, in Symptom symptom) =>
        FormattableString.Invariant($"{catchment}/{symptom.Asset.Value}-{(byte)symptom.Kind}-{symptom.Quantity.Code}-{symptom.Since.UnixMilliseconds}");

    private WarningChanges Update(string id, in Symptom cause, BorderPassage? entry, Instant knownAt)
    {
        var known = _open.GetValueOrDefault(id);
        if (!cause.IsOpen) return known is null ? WarningChanges.None : End(known, cause, knownAt);
        var (warning, crossings) = _composer.Compose(id, _catchment, cause, entry, _flows.Current, knownAt);
        if (entry is not null && warning.Effects.Count == 0 && crossings.Count == 0) // It has thinned out at the border: nothing to warn of here.
            return known is null ? WarningChanges.None : End(known, known.Warning.Cause with { Until = knownAt }, knownAt);
        if (known is not null && !Materiality.Differs(known.Warning, warning, _settings)) return WarningChanges.None;
        warning = warning with { Version = (known?.Warning.Version ?? 0) + 1 };
        var left = known is null ? [] : known.Crossings.Where(c => !crossings.Any(n => n.Into == c.Into && n.Border == c.Border));
        _open[id] = new OpenWarning(warning, crossings);
        return new WarningChanges([warning], [.. crossings, .. left.Select(c => c with { Cause = c.Cause with { Until = knownAt } })]);
    }

    private WarningChanges Settle(IReadOnlyList<Symptom> seen, Instant knownAt)
    {
        var there = _open.Values.Where(o => o.Warning.Entry is null && !o.Warning.Cause.IsExpected).Select(o => (o.Warning.Cause.Asset, o.Warning.Cause.Kind)).ToHashSet();
        bool IsMeasured(AssetKey asset, SymptomKind kind) => there.Contains((asset, kind));
        var (hold, end) = _expected.Judge(ExpectedOpen(), IsMeasured, seen, knownAt);
        var changes = new List<Warning>();
        foreach (var over in end) changes.AddRange(End(_open[IdOf(_catchment, over)], over, knownAt).Warnings);
        hold.Sort((a, b) => a.Since != b.Since ? a.Since.CompareTo(b.Since) : a.Level != b.Level ? b.Level.CompareTo(a.Level) : a.Expected!.At != b.Expected!.At ? a.Expected.At.CompareTo(b.Expected.At) : a.Asset.Value.CompareTo(b.Asset.Value));
        // What is measured already among them stays part of the same incident.
        var met = seen.Where(s => s.Expected!.Probability >= _settings.Expected.Clear && ExpectedWarnings.TakenOver(s.Kind, s.Asset, IsMeasured));
        for (var i = 0; i < hold.Count; i++)
        {
            var known = _open.GetValueOrDefault(IdOf(_catchment, hold[i]));
            var warning = _expected.Compose(IdOf(_catchment, hold[i]), hold[i], i == 0 ? hold.Concat(met) : [], knownAt);
            if (known is not null && !Materiality.Differs(known.Warning, warning, _settings)) continue;
            warning = warning with { Version = (known?.Warning.Version ?? 0) + 1 };
            _open[warning.Id] = new OpenWarning(warning, []);
            changes.Add(warning);
        }
        return changes.Count == 0 ? WarningChanges.None : new WarningChanges(changes, []);
    }

    private Symptom[] ExpectedOpen() => [.. _open.Values.Select(o => o.Warning.Cause).Where(c => c.IsExpected)];

    private static bool Lapsed(in Symptom symptom, Instant now) => symptom.Expected!.Peak + Grace < now && symptom.Expected.At + Grace < now;

    private static WarningChanges Merge(WarningChanges a, WarningChanges b) =>
        b.Warnings.Count == 0 ? a : a with { Warnings = [.. a.Warnings, .. b.Warnings] };

    private WarningChanges End(OpenWarning open, Symptom cause, Instant knownAt)
    {
        _open.Remove(open.Warning.Id);
        var ended = open.Warning with { Version = open.Warning.Version + 1, Cause = cause, KnownAt = knownAt, EndedAt = cause.Until };
        var crossings = open.Crossings;
        // Restored after a restart: what it had sent over its borders is found again from where it stands.
        if (crossings.Count == 0 && !cause.IsExpected) crossings = _composer.Compose(open.Warning.Id, _catchment, open.Warning.Cause, open.Warning.Entry, _flows.Current, knownAt).Crossings;
        return new WarningChanges([ended], [.. crossings.Select(c => c with { Cause = cause })]);
    }

    private sealed record OpenWarning(Warning Warning, IReadOnlyList<BorderPassage> Crossings);
}
