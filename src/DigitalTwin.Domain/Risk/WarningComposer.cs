using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Risk;

/// <summary>Makes a warning of a symptom: what it will reach, by which way, and how grave that is.</summary>
internal sealed class WarningComposer(CompiledNetwork network, PropagationSettings settings, LocalRules rules)
{
    private readonly IntakeLimits _limits = new(network, rules);

    public (Warning Warning, IReadOnlyList<BorderPassage> Crossings) Compose(string id, string catchment, in Symptom cause, BorderPassage? entry, FlowState flows, Instant knownAt)
    {
        using var propagation = Propagation.Run(network, flows, cause, settings, PropagationScope.Catchment, StartOf(catchment, cause, entry),
            cause.Kind == SymptomKind.QualityBreach ? _limits.Strictest(cause.Quantity, cause.Since) : double.NaN);
        var effects = propagation.Effects(rules);
        var way = propagation.WayTo(effects, out var steps);
        var told = new ExpectedEffect[effects.Count];
        for (var i = 0; i < told.Length; i++)
        {
            var effect = effects[i];
            told[i] = new ExpectedEffect(network.KeyOf(effect.Element), effect.Direction, effect.Level, effect.Quantity, effect.Value, effect.First, effect.Peak, steps[i]);
        }
        var warning = new Warning
        {
            Id = id,
            Version = 1,
            Catchment = catchment,
            Cause = cause,
            Level = LevelOf(cause, effects, entry is not null),
            Effects = told,
            Way = way,
            Path = [cause.Asset],
            Affected = [.. propagation.Affected().Select(network.KeyOf).Distinct()],
            KnownAt = knownAt,
            Entry = entry,
        };
        return (warning with { Path = Longest(warning) }, Crossings(id, cause, entry?.Hops ?? 0, propagation));
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

    private static IReadOnlyList<AssetKey> Longest(Warning warning)
    {
        ExpectedEffect? farthest = null;
        var most = 0;
        var lengths = new int[warning.Way.Legs.Length]; // A place stands after the one before it.
        for (var i = 0; i < lengths.Length; i++) lengths[i] = warning.Way.Legs[i].Previous is >= 0 and var previous ? lengths[previous] + 1 : 1;
        foreach (var effect in warning.Effects)
            if (lengths[effect.Step] > most) (most, farthest) = (lengths[effect.Step], effect);
        return farthest is null ? warning.Path : warning.PathTo(farthest);
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
