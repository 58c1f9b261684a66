using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Storage.Registry;

internal static class NodeColumns
{
    public static void Write(ColumnWriter to, IReadOnlyList<NetworkNode> nodes)
    {
        to.Texts("node.id", nodes, n => n.LocalId);
        to.Integers("node.kind", nodes, n => (byte)n.Kind);
        to.Doubles("node.lon", nodes, n => n.Position.Longitude);
        to.Doubles("node.lat", nodes, n => n.Position.Latitude);
        to.Texts("node.name", nodes, n => n.Name);
        to.Doubles("node.invert", nodes, n => n.InvertElevation);
        to.Doubles("node.full", nodes, n => n.FullDepth);
        to.Doubles("node.inflow", nodes, n => n.DryWeatherInflow);
        to.Names("node.inflowPattern", nodes, n => n.DryWeatherPattern);
        to.Doubles("node.area", nodes, n => n.StorageArea);
        to.Names("node.storageCurve", nodes, n => n.StorageCurve);
        to.Doubles("node.designFlow", nodes, n => n.DesignFlow);
        to.Names("node.region", nodes, n => n.Region);
        AttributeColumns.Write(to, "node.attribute", nodes, n => n.Attributes);
    }

    public static NetworkNode[] Read(ColumnReader from)
    {
        var count = from.Count("node.id");
        var ids = from.Texts("node.id", count);
        var kinds = from.Integers("node.kind", count);
        var (lons, lats) = (from.Doubles("node.lon", count), from.Doubles("node.lat", count));
        var names = from.Texts("node.name", count);
        var inverts = from.Doubles("node.invert", count);
        var fulls = from.Doubles("node.full", count);
        var inflows = from.Doubles("node.inflow", count);
        var inflowPatterns = from.Names("node.inflowPattern", count);
        var areas = from.Doubles("node.area", count);
        var storageCurves = from.Names("node.storageCurve", count);
        var designFlows = from.Doubles("node.designFlow", count);
        var regions = from.Names("node.region", count);
        var attributes = AttributeColumns.Read(from, "node.attribute", count);

        var nodes = new NetworkNode[count];
        for (var i = 0; i < count; i++)
            nodes[i] = new NetworkNode
            {
                LocalId = ids[i]!,
                Kind = (AssetKind)kinds[i],
                Position = new Position(lons[i], lats[i]),
                Name = names[i],
                InvertElevation = inverts[i],
                FullDepth = fulls[i],
                DryWeatherInflow = inflows[i],
                DryWeatherPattern = inflowPatterns[i],
                StorageArea = areas[i],
                StorageCurve = storageCurves[i],
                DesignFlow = designFlows[i],
                Region = regions[i],
                Attributes = attributes[i],
            };
        return nodes;
    }
}
