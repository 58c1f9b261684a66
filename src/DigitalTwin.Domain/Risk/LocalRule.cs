using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Standards;

namespace DigitalTwin.Domain.Risk;

/// <summary>What a threshold is measured against.</summary>
public enum RuleReference : byte { One, CrownDepth, FullDepth, StartDepth, Limit }

/// <summary>A level begins at factor × reference + offset and ends below that less deadBand × reference.</summary>
public readonly record struct RuleStep(WarningLevel Level, RuleReference Reference, double Factor, double Offset, double DeadBand);

/// <summary>Another quantity must be below this for the rule to hold.</summary>
public sealed record RuleGuard(Quantity Quantity, double Below);

/// <summary>When one quantity of one kind of asset makes a symptom. From <c>rules.json</c>.</summary>
public sealed record LocalRule(string Id, SymptomKind Symptom, IReadOnlyList<AssetKind> Kinds, Quantity Quantity, RuleStep[] Steps, RuleGuard? While,
    TimeSpan OnDelay, TimeSpan OffDelay, string Source, bool Verified)
{
    /// <summary>The level a value calls for, given the level that holds now: dead-bands keep a level that has begun.</summary>
    /// <param name="limit">Needed where a step refers to a limit; the value is then judged as a multiple of it.</param>
    /// <returns>None also where no reference is known.</returns>
    public WarningLevel Judge(in AssetProfile profile, double value, Limit? limit, WarningLevel current)
    {
        var level = WarningLevel.None;
        foreach (var step in Steps)
        {
            if (step.Level <= level || Reference(step, profile, limit) is not (> 0 and var reference)) continue;
            var judged = step.Reference == RuleReference.Limit ? limit!.Exceedance(value) : value;
            var on = step.Factor * reference + step.Offset;
            // A limit itself is still allowed; a physical mark counts once it is reached.
            var begins = step.Reference == RuleReference.Limit ? judged > on : judged >= on;
            if (begins || (step.Level <= current && judged > on - step.DeadBand * reference)) level = step.Level;
        }
        return level;
    }

    /// <summary>The threshold in the quantity's own unit that a level went past; NaN where it has none.</summary>
    public double Threshold(in AssetProfile profile, WarningLevel level, Limit? limit, double value)
    {
        var threshold = double.NaN;
        foreach (var step in Steps)
            if (step.Level <= level && Reference(step, profile, limit) is > 0 and var reference)
                threshold = step.Reference == RuleReference.Limit ? limit!.BoundFor(value) : step.Factor * reference + step.Offset;
        return threshold;
    }

    private static double Reference(in RuleStep step, in AssetProfile profile, Limit? limit) => step.Reference switch
    {
        RuleReference.One => 1,
        RuleReference.CrownDepth => profile.CrownDepth,
        RuleReference.FullDepth => profile.FullDepth,
        RuleReference.StartDepth => profile.StartDepth,
        RuleReference.Limit => limit is null ? 0 : 1,
        _ => 0,
    };
}
