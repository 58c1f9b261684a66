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

    private readonly CompiledNetwork _network;
    private readonly FlowField _flows;
    private readonly WarningComposer _composer;
    private readonly string _catchment;
    private readonly PropagationSettings _settings;
    private readonly Dictionary<string, OpenWarning> _open = [];

    /// <param name="catchment">Catchment id; need not exist in the network any more (a revision may have moved a border): then what comes still opens and ends warnings.</param>
    /// <param name="flows">Flows of now; the book reads <see cref="FlowField.Current"/> and never writes.</param>
    public WarningBook(string catchment, FlowField flows, PropagationSettings? settings = null, LocalRules? rules = null)
    {
        (_catchment, _flows, _network) = (catchment, flows, flows.Network);
        _settings = settings ?? PropagationSettings.Default;
        _composer = new WarningComposer(_network, _settings, rules ?? LocalRules.Default);
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
        return Update(id, symptom, null, knownAt);
    }

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
        foreach (var open in _open.Values.ToArray())
        {
            var changes = Update(open.Warning.Id, open.Warning.Cause, open.Warning.Entry, knownAt);
            if (changes.Warnings.Count > 0) (warnings ??= []).AddRange(changes.Warnings);
            if (changes.Crossings.Count > 0) (crossings ??= []).AddRange(changes.Crossings);
        }
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

    private WarningChanges End(OpenWarning open, Symptom cause, Instant knownAt)
    {
        _open.Remove(open.Warning.Id);
        var ended = open.Warning with { Version = open.Warning.Version + 1, Cause = cause, KnownAt = knownAt, EndedAt = cause.Until };
        var crossings = open.Crossings;
        // Restored after a restart: what it had sent over its borders is found again from where it stands.
        if (crossings.Count == 0) crossings = _composer.Compose(open.Warning.Id, _catchment, open.Warning.Cause, open.Warning.Entry, _flows.Current, knownAt).Crossings;
        return new WarningChanges([ended], [.. crossings.Select(c => c with { Cause = cause })]);
    }

    private sealed record OpenWarning(Warning Warning, IReadOnlyList<BorderPassage> Crossings);
}
