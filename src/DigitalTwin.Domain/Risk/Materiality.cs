namespace DigitalTwin.Domain.Risk;

/// <summary>Whether a warning computed anew says something that a person would act on differently.</summary>
internal static class Materiality
{
    public static bool Differs(Warning before, Warning after, PropagationSettings settings)
    {
        if (before.Level != after.Level || before.Cause.Level != after.Cause.Level) return true;
        if (Moved(before.Cause.Value, after.Cause.Value, settings.MaterialValueShare)) return true;
        if (Moved(before.Cause.Expected, after.Cause.Expected, settings.Expected)) return true;
        if (before.Effects.Count != after.Effects.Count) return true;
        var known = new Dictionary<(int, EffectDirection), ExpectedEffect>(before.Effects.Count);
        foreach (var effect in before.Effects) known[(effect.Asset.Value, effect.Direction)] = effect;
        foreach (var effect in after.Effects)
        {
            if (!known.TryGetValue((effect.Asset.Value, effect.Direction), out var old) || old.Level != effect.Level) return true;
            if (old.Value is { } a && effect.Value is { } b && Moved(a, b, settings.MaterialValueShare)) return true;
            var way = Math.Abs((old.First - before.Cause.Since).TotalSeconds);
            if (Math.Abs((effect.First - old.First).TotalSeconds) > Math.Max(settings.MaterialArrival.TotalSeconds, settings.MaterialArrivalShare * way)) return true;
        }
        return false;
    }

    private static bool Moved(Expectation? before, Expectation? after, ExpectationSettings settings) => before is not null && after is not null
        && (Math.Abs(after.Probability - before.Probability) >= settings.MaterialProbability || (after.At - before.At).Duration() >= settings.MaterialShift);

    private static bool Moved(double before, double after, double share) => Math.Abs(after - before) > share * Math.Max(Math.Abs(before), 1e-9);
}
