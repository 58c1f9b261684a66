using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Domain.Risk;

/// <summary>What local rules need to know of an asset itself. Depths in m above its invert, 0 where unknown.</summary>
/// <param name="IntervalSeconds">How often it should report; 0 for the default.</param>
public readonly record struct AssetProfile(AssetKey Asset, AssetKind Kind, float CrownDepth = 0, float FullDepth = 0, float StartDepth = 0, int IntervalSeconds = 0)
{
    /// <summary>Attribute of a node or link by which a source says how often it reports, s.</summary>
    public const string IntervalAttribute = "intervalSeconds";

    /// <summary>From the compiled network; a pump's depths are those of its wet well. An asset outside the graph has no depths.</summary>
    public static AssetProfile Of(CompiledNetwork network, AssetKey asset, AssetKind kind)
    {
        if (!network.TryFind(asset, out var element)) return new AssetProfile(asset, kind);
        var node = network.NodeOf(element);
        var attributes = element.IsLink ? network.Source.Links[network.Links.Source[element.Index]].Attributes : network.Source.Nodes[network.Nodes.Source[node]].Attributes;
        var interval = attributes.TryGetValue(IntervalAttribute, out var text) && int.TryParse(text, out var seconds) && seconds > 0 ? seconds : 0;
        if (!element.IsLink) return new AssetProfile(asset, kind, network.Nodes.CrownDepth[node], network.Nodes.FullDepth[node], 0, interval);
        if (kind != AssetKind.PumpStation) return new AssetProfile(asset, kind, network.Links.Height[element.Index], 0, 0, interval);
        var start = network.Source.Links[network.Links.Source[element.Index]].StartDepth;
        return new AssetProfile(asset, kind, 0, network.Nodes.FullDepth[node], double.IsFinite(start) ? (float)start : 0, interval);
    }
}
