using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Rules.Language;
using DigitalTwin.Domain.Rules.Running;

namespace DigitalTwin.Grains.Rules;

/// <summary>Which rule is run at which asset.</summary>
internal sealed class RulePlan(RuleGrainServices services, NetworkNeighbours neighbours)
{
    /// <summary>The runs of an asset: of each armed rule for its kind that has something to look at there.</summary>
    /// <param name="raised">What rules said when they were last known.</param>
    public IEnumerable<(ArmedRule Rule, RuleRun Run)> RunsOf(AssetEntry asset, Func<string, (WarningLevel, Instant)?> raised)
    {
        var reported = services.History.Latest(asset.Key).Select(k => k.Reading.Quantity).ToHashSet();
        foreach (var armed in services.Armed.All)
        {
            var rule = armed.Rule;
            if (!rule.Kinds.Contains(asset.Kind)) continue;
            var reportsSome = rule.Conditions.Any(c => c.Inputs.Any(i => i.Group == RuleGroup.Own && reported.Contains(i.Quantity)));
            // Manholes and pipes come by the thousand: what their neighbours report is no reason to watch them.
            if (!reportsSome && asset.Kind is AssetKind.Manhole or AssetKind.PipeSegment or AssetKind.RiverNode) continue;
            if (!reportsSome && rule.Conditions.All(c => c.Inputs.All(i => i.Group == RuleGroup.Own))) continue;
            yield return (armed, new RuleRun(rule, neighbours.SubjectOf(asset.Key), neighbours, raised(rule.Id)));
        }
    }
}
