using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Rules.Language;

namespace DigitalTwin.Domain.Rules.Evaluation;

/// <summary>What rules need to know of an asset beside its readings. Lengths in m, flow in m³/s; NaN where unknown.</summary>
public sealed record RuleSubject(AssetProfile Profile, LocalRules Rules, double Diameter = double.NaN, double Length = double.NaN, double DesignFlow = double.NaN)
{
    public AssetKey Asset => Profile.Asset;

    public static RuleSubject Of(CompiledNetwork? network, AssetKey asset, AssetKind kind, LocalRules rules)
    {
        if (network is null || !network.TryFind(asset, out var element)) return new RuleSubject(new AssetProfile(asset, kind, LimitClass: rules.Limits.For(kind, null)?.Id), rules);
        var profile = AssetProfile.Of(network, asset, kind, rules.Limits);
        if (!element.IsLink) return new RuleSubject(profile, rules, DesignFlow: Known(network.Source.Nodes[network.Nodes.Source[element.Index]].DesignFlow));
        var link = network.Source.Links[network.Links.Source[element.Index]];
        return new RuleSubject(profile, rules, Known(link.Section.Height), Known(link.Length), Known(link.DesignFlow));
    }

    public double Attribute(RuleAttribute attribute) => attribute switch
    {
        RuleAttribute.Full => Known(Profile.FullDepth),
        RuleAttribute.Crown => Known(Profile.CrownDepth),
        RuleAttribute.StartDepth => Known(Profile.StartDepth),
        RuleAttribute.Diameter => Diameter,
        RuleAttribute.Length => Length,
        _ => DesignFlow,
    };

    /// <summary>How long a reading stands for now: three of its source's intervals, or as long as a laboratory's result does.</summary>
    public TimeSpan FreshFor(Provenance provenance) => provenance is Provenance.Laboratory or Provenance.Entered ? LaboratoryFresh : Rules.Silence(Profile);

    /// <summary>Laboratories sample once a week at the least; a day of grace.</summary>
    private static readonly TimeSpan LaboratoryFresh = TimeSpan.FromDays(8);

    // 0 stands for unknown in networks.
    private static double Known(double value) => value > 0 && double.IsFinite(value) ? value : double.NaN;
}
