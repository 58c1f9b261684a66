using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Standards;

namespace DigitalTwin.Domain.Risk;

/// <summary>What local rules need to know of an asset itself. Depths in m above its invert, 0 where unknown.</summary>
/// <param name="IntervalSeconds">How often it should report; 0 for the default.</param>
/// <param name="LimitClass">Id of the class of limits that binds it; null where none does.</param>
public readonly record struct AssetProfile(AssetKey Asset, AssetKind Kind, float CrownDepth = 0, float FullDepth = 0, float StartDepth = 0, int IntervalSeconds = 0, string? LimitClass = null)
{
    /// <summary>Attribute of a node or link by which a source says how often it reports, s.</summary>
    public const string IntervalAttribute = "intervalSeconds";

    /// <summary>The same for one quantity of it, where that reports at another pace: <c>intervalSeconds.cod</c>.</summary>
    public static string IntervalAttributeOf(string quantity) => $"{IntervalAttribute}.{quantity}";

    /// <summary>From the compiled network; a pump's depths are those of its wet well. An asset outside the graph has no depths.</summary>
    public static AssetProfile Of(CompiledNetwork network, AssetKey asset, AssetKind kind, LimitCatalogue? limits = null)
    {
        limits ??= LimitCatalogue.Default;
        if (!network.TryFind(asset, out var element)) return new AssetProfile(asset, kind, LimitClass: limits.For(kind, null)?.Id);
        var node = network.NodeOf(element);
        var attributes = element.IsLink ? network.Source.Links[network.Links.Source[element.Index]].Attributes : network.Source.Nodes[network.Nodes.Source[node]].Attributes;
        var common = new AssetProfile(asset, kind)
        {
            IntervalSeconds = attributes.TryGetValue(IntervalAttribute, out var text) && int.TryParse(text, out var seconds) && seconds > 0 ? seconds : 0,
            LimitClass = limits.For(kind, attributes)?.Id,
        };
        if (!element.IsLink) return common with { CrownDepth = network.Nodes.CrownDepth[node], FullDepth = network.Nodes.FullDepth[node] };
        if (kind != AssetKind.PumpStation) return common with { CrownDepth = network.Links.Height[element.Index] };
        var start = network.Source.Links[network.Links.Source[element.Index]].StartDepth;
        return common with { FullDepth = network.Nodes.FullDepth[node], StartDepth = double.IsFinite(start) ? (float)start : 0 };
    }
}
