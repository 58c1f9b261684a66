using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Risk;

/// <summary>Makes a warning of a symptom: what it will reach, by which way, and how grave that is.</summary>
internal sealed class WarningComposer(CompiledNetwork network, PropagationSettings settings, LocalRules rules)
{
    public (Warning Warning, IReadOnlyList<BorderPassage> Crossings) Compose(string id, string catchment, in Symptom cause, BorderPassage? entry, FlowState flows, Instant knownAt)
    {
        var propagation = Propagation.Run(network, flows, cause, settings, PropagationScope.Catchment, StartOf(catchment, cause, entry));
        var effects = propagation.Effects(rules);
        var told = new ExpectedEffect[effects.Count];
        IReadOnlyList<AssetKey> longest = [cause.Asset];
        for (var i = 0; i < told.Length; i++)
        {
            var effect = effects[i];
            var path = Keys(propagation.PathTo(effect), cause.Asset, entry is null);
            told[i] = new ExpectedEffect(network.KeyOf(effect.Element), effect.Direction, effect.Level, effect.Quantity, effect.Value, effect.First, effect.Peak, path);
            if (path.Count > longest.Count) longest = path;
        }
        var warning = new Warning
        {
            Id = id,
            Version = 1,
            Catchment = catchment,
            Cause = cause,
            Level = LevelOf(cause, effects, entry is not null),
            Effects = told,
            Path = longest,
            Affected = [.. propagation.Affected().Select(network.KeyOf).Distinct()],
            KnownAt = knownAt,
            Entry = entry,
        };
        return (warning, Crossings(id, cause, entry?.Hops ?? 0, propagation));
    }

    private PropagationStart? StartOf(string catchment, in Symptom cause, BorderPassage? entry)
    {
        if (entry is null || !network.TryFind(entry.Border, out var border) || network.FindCatchment(catchment) is not { } into) return null;
        return new PropagationStart(border, into, (float)(entry.First - cause.Since).TotalSeconds, (float)(entry.Peak - cause.Since).TotalSeconds, (float)entry.Value);
    }

    private BorderPassage[] Crossings(string id, in Symptom cause, int hops, Propagation propagation)
    {
        var crossings = new BorderPassage[propagation.Crossings.Count];
        for (var i = 0; i < crossings.Length; i++)
        {
            var c = propagation.Crossings[i];
            crossings[i] = new BorderPassage(id, cause, c.Into.Id, network.KeyOf(NetworkElement.Node(c.Node)),
                cause.Since + TimeSpan.FromSeconds(c.First), cause.Since + TimeSpan.FromSeconds(c.Peak), c.Value, c.Flow, hops + 1);
        }
        return crossings;
    }

    private List<AssetKey> Keys(IReadOnlyList<NetworkElement> path, AssetKey cause, bool startsAtCause)
    {
        var keys = new List<AssetKey>(path.Count + 1);
        if (startsAtCause && (path.Count == 0 || network.KeyOf(path[0]) != cause)) keys.Add(cause); // A pump's backwater starts at its wet well.
        foreach (var element in path) keys.Add(network.KeyOf(element));
        return keys;
    }

    /// <summary>The symptom's own level, raised by what it will hit and how soon. Beyond a border only what is hit there counts.</summary>
    private WarningLevel LevelOf(in Symptom cause, IReadOnlyList<Effect> effects, bool isEntry)
    {
        var level = isEntry ? WarningLevel.Blue : cause.Level;
        foreach (var effect in effects)
        {
            if (isEntry && effect.Level > level) level = effect.Level;
            foreach (var rule in settings.Escalations)
                if (rule.RaiseTo > level && effect.Level >= rule.EffectAtLeast && effect.First - cause.Since <= rule.Within && rule.Kinds.Contains(network.KindOf(effect.Element)))
                    level = rule.RaiseTo;
        }
        return level;
    }
}
