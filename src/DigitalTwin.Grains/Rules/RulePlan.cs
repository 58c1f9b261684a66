using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Rules.Evaluation;
using DigitalTwin.Domain.Rules.Language;
using DigitalTwin.Domain.Rules.Running;

namespace DigitalTwin.Grains.Rules;

/// <summary>Which rule is run at which asset.</summary>
internal sealed class RulePlan(RuleGrainServices services, NetworkNeighbours neighbours)
{
    /// <summary>The runs of an asset: of each armed rule for its kind that has something to look at there.</summary>
    /// <param name="raised">What rules said when they were last known.</param>
    /// <param name="waking">A reading came that may make one hold: what it was before is not taken to have stood still.</param>
    public IEnumerable<(ArmedRule Rule, RuleRun Run)> RunsOf(AssetEntry asset, Func<string, (WarningLevel, Instant)?> raised, bool waking)
    {
        var latest = services.History.Latest(asset.Key).Select(k => k.Reading).ToArray();
        var reported = latest.Select(r => r.Quantity).ToHashSet();
        RuleSubject? subject = null;
        foreach (var armed in services.Armed.All)
        {
            var rule = armed.Rule;
            if (!rule.Kinds.Contains(asset.Kind)) continue;
            var reportsSome = rule.Conditions.Any(c => c.Inputs.Any(i => i.Group == RuleGroup.Own && reported.Contains(i.Quantity)));
            // Where assets come by the thousand, what their neighbours report is no reason to watch them, nor is what cannot make the rule hold.
            if (!reportsSome && (RuleGates.AreMany(asset.Kind) || rule.Conditions.All(c => c.Inputs.All(i => i.Group == RuleGroup.Own)))) continue;
            subject ??= neighbours.SubjectOf(asset.Key);
            var said = raised(rule.Id);
            if (said is null && RuleGates.AreMany(asset.Kind) && !Glances.MayHold(rule, subject, default, GlanceValue.Unsure, q => RuleGates.ByNewest(latest, q, waking))) continue;
            yield return (armed, new RuleRun(rule, subject, neighbours, said));
        }
    }
}
