using System.Globalization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Forecast.State;

/// <summary>Closes nodes that a source draws as manholes though they stand in rising mains: nothing leaves there over a rim.</summary>
internal static class RisingMains
{
    public static Network Close(NetworkPart part, Network network, ModelAssumptions a, List<ModelRepair> repairs)
    {
        var (sealedNodes, joined) = (new bool[network.Nodes.Count], new bool[network.Nodes.Count]);
        foreach (var link in network.Links.Where(l => l.Kind == AssetKind.PipeSegment))
            foreach (var end in new[] { link.From, link.To })
                (sealedNodes[end], joined[end]) = (link.IsPressurised && (sealedNodes[end] || !joined[end]), true);
        for (var n = 0; n < sealedNodes.Length; n++) sealedNodes[n] &= network.Nodes[n] is { StorageArea: 0 } node && node.Kind != AssetKind.StorageTank && !HydraulicModelBuilder.IsEnd(node.Kind) && !node.Attributes.ContainsKey("SurDepth");
        var count = sealedNodes.Count(s => s);
        if (count > 0) repairs.Add(ModelRepair.Of(part.Id, $"has {count} nodes that only rising mains join; they were taken to be closed, up to {a.RisingMainHead} m of head.", $"有 {count} 个节点只与压力管相接，按密闭计算，承压至 {a.RisingMainHead} m 水头。"));
        return network with { Nodes = [.. network.Nodes.Select((n, i) => sealedNodes[i] ? With(n, "SurDepth", a.RisingMainHead.ToString("R", CultureInfo.InvariantCulture)) : n)] };
    }

    private static NetworkNode With(NetworkNode node, string name, string value) => node with { Attributes = new Dictionary<string, string>(node.Attributes) { [name] = value } };
}
