using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Risk;

/// <summary>What a forecast expects in one catchment, made into symptoms that begin and end: by hysteresis on the probability, and no longer than until they are measured.</summary>
/// <remarks>
/// All of one catchment is one incident. The first of them stands for it and names the others as what it reaches, so that list and alarm book nest them
/// under it, and with them what is measured there later.
/// </remarks>
internal sealed class ExpectedWarnings(CompiledNetwork network, string catchment, PropagationSettings settings)
{
    /// <summary>Which symptoms hold after a forecast.</summary>
    /// <param name="open">Expected ones that are open.</param>
    /// <param name="measured">Whether a symptom of a kind is measured at an asset now.</param>
    /// <param name="expected">All that the forecast sees in the catchment, however unlikely; <see cref="Symptom.Since"/> is when it was issued.</param>
    /// <returns>Those that hold, and those of <paramref name="open"/> that end, with their <see cref="Symptom.Until"/>.</returns>
    public (List<Symptom> Hold, List<Symptom> End) Judge(IReadOnlyList<Symptom> open, Func<AssetKey, SymptomKind, bool> measured, IReadOnlyList<Symptom> expected, Instant knownAt)
    {
        var seen = new Dictionary<(AssetKey, SymptomKind), Symptom>();
        foreach (var symptom in expected) seen.TryAdd((symptom.Asset, symptom.Kind), symptom); // Gravest first where one asset has two of a kind.
        var (hold, end) = (new List<Symptom>(), new List<Symptom>());
        foreach (var known in open)
        {
            var (came, now) = (TakenOver(known.Kind, known.Asset, measured), seen.GetValueOrDefault((known.Asset, known.Kind)));
            seen.Remove((known.Asset, known.Kind));
            if (!came && now.Expected is { } e && e.Probability >= settings.Expected.Clear) hold.Add(now with { Since = known.Since, Level = known.Level > now.Level && e.Probability < settings.Expected.Arm ? known.Level : now.Level });
            else end.Add(known with { Until = knownAt, Expected = known.Expected! with { Came = came, Probability = came ? known.Expected.Probability : now.Expected?.Probability ?? 0 } });
        }
        hold.AddRange(seen.Values.Where(s => s.Expected!.Probability >= settings.Expected.Arm && settings.Expected.WarnsOf(s) && !TakenOver(s.Kind, s.Asset, measured)));
        // Where it will overflow, that it surcharges before is no news of its own.
        var overflows = hold.Where(s => s.Kind == SymptomKind.ExpectedOverflow).Select(s => s.Asset).ToHashSet();
        foreach (var milder in hold.Where(s => s.Kind == SymptomKind.ExpectedSurcharge && overflows.Contains(s.Asset)).ToArray())
        {
            hold.Remove(milder);
            if (open.Any(o => o.Asset == milder.Asset && o.Kind == milder.Kind)) end.Add(milder with { Until = knownAt });
        }
        return (hold, end);
    }

    /// <summary>Whether what was expected is there: an overflow for an overflow; for the others a surcharge will do.</summary>
    public static bool TakenOver(SymptomKind kind, AssetKey asset, Func<AssetKey, SymptomKind, bool> measured) => kind switch
    {
        SymptomKind.ExpectedOverflow => measured(asset, SymptomKind.Overflow),
        SymptomKind.ExpectedSurcharge or SymptomKind.ExpectedTankFull => measured(asset, SymptomKind.Surcharge) || measured(asset, SymptomKind.Overflow),
        _ => false,
    };

    /// <summary>A warning of one of them.</summary>
    /// <param name="others">What else is expected in the catchment, for the one that stands for all; empty for the others.</param>
    public Warning Compose(string id, Symptom cause, IEnumerable<Symptom> others, Instant knownAt)
    {
        ExpectedEffect[] effects = [.. others.Where(o => o.Asset != cause.Asset).DistinctBy(o => o.Asset).OrderBy(o => o.Expected!.Earliest.UnixMilliseconds).Take(settings.MaximumEffects)
            .Select(o => new ExpectedEffect(o.Asset, DirectionTo(o.Asset, cause.Asset), o.Level, o.Quantity, o.Value, o.Expected!.Earliest, o.Expected.Peak, -1))];
        return new Warning
        {
            Id = id, Version = 1, Catchment = catchment, Cause = cause, Level = effects.Select(e => e.Level).Append(cause.Level).Max(), Effects = effects,
            Way = WarningWay.Empty, Path = [cause.Asset], Affected = [cause.Asset, .. effects.Select(e => e.Asset)], KnownAt = knownAt,
        };
    }

    /// <summary>The lower of two places lies downstream.</summary>
    private EffectDirection DirectionTo(AssetKey there, AssetKey here) => InvertOf(there) > InvertOf(here) ? EffectDirection.Upstream : EffectDirection.Downstream;

    private double InvertOf(AssetKey asset) => !network.TryFind(asset, out var element) ? double.NaN
        : network.Nodes.Invert[element.IsLink ? network.Links.From[element.Index] : element.Index];
}
