using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Domain.Query.Table;

/// <summary>Gathers the assets of all networks into a table.</summary>
public sealed class AssetTableBuilder
{
    private readonly List<AssetRow> _rows = [];

    /// <summary>A row without a key (0) is no asset of the registry and is passed over.</summary>
    public AssetTableBuilder Add(AssetRow row)
    {
        if (row.Key.Value > 0) _rows.Add(row);
        return this;
    }

    /// <summary>Adds nodes, links (at the middle of their line) and points of a network, in its catchments where compiled. River nodes are not assets.</summary>
    public AssetTableBuilder Add(Network network, Func<string, AssetKey> keyOf, CompiledNetwork? compiled = null)
    {
        foreach (var node in network.Nodes)
        {
            if (node.Kind == AssetKind.RiverNode) continue;
            var key = keyOf(node.LocalId);
            Add(new AssetRow(key, node.Kind, PipeClass.Unknown, node.Position, node.FullDepth, 0, 0,
                $"{network.Name}:{node.LocalId}", node.Name, network.Name, node.Region, CatchmentOf(compiled, key))
            {
                Material = SourceAttributes.Material(node.Attributes), Built = SourceAttributes.Built(node.Attributes),
            });
        }
        foreach (var link in network.Links)
        {
            var key = keyOf(link.LocalId);
            var from = network.Nodes[link.From];
            var pump = link.Kind == AssetKind.PumpStation;
            Add(new AssetRow(key, link.Kind, link.Class, Middle(network, link), pump ? from.FullDepth : link.Section.Height, link.Section.Height, link.Length,
                $"{network.Name}:{link.LocalId}", link.Name, network.Name, link.Region ?? from.Region, CatchmentOf(compiled, key))
            {
                LevelFrom = pump ? keyOf(from.LocalId) : default,
                Material = SourceAttributes.Material(link.Attributes), Built = SourceAttributes.Built(link.Attributes),
            });
        }
        foreach (var point in network.Points)
            Add(new AssetRow(keyOf(point.LocalId), point.Kind, PipeClass.Unknown, point.Position, 0, 0, 0,
                $"{network.Name}:{point.LocalId}", point.Name, network.Name, point.Region, null));
        return this;
    }

    /// <exception cref="ArgumentException">A key came twice.</exception>
    public AssetTable Build() => new(_rows);

    private static string? CatchmentOf(CompiledNetwork? compiled, AssetKey key) =>
        compiled is not null && compiled.TryFind(key, out var element) ? compiled.CatchmentOf(element).Id : null;

    /// <summary>The middle vertex, or half-way between the two that are next to the middle.</summary>
    private static Position Middle(Network network, NetworkLink link)
    {
        var vertices = link.Vertices;
        Position At(int i) => i == 0 ? network.Nodes[link.From].Position : i <= vertices.Count ? vertices[i - 1] : network.Nodes[link.To].Position;
        var last = vertices.Count + 1;
        var (a, b) = (At(last / 2), At((last + 1) / 2));
        return new Position((a.Longitude + b.Longitude) / 2, (a.Latitude + b.Latitude) / 2);
    }
}
