using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Storage.Registry;

internal static class PointColumns
{
    public static void Write(ColumnWriter to, IReadOnlyList<NetworkPoint> points)
    {
        to.Texts("point.id", points, p => p.LocalId);
        to.Integers("point.kind", points, p => (byte)p.Kind);
        to.Doubles("point.lon", points, p => p.Position.Longitude);
        to.Doubles("point.lat", points, p => p.Position.Latitude);
        to.Texts("point.name", points, p => p.Name);
        to.Names("point.region", points, p => p.Region);
        AttributeColumns.Write(to, "point.attribute", points, p => p.Attributes);
    }

    public static NetworkPoint[] Read(ColumnReader from)
    {
        var count = from.Count("point.id");
        var ids = from.Texts("point.id", count);
        var kinds = from.Integers("point.kind", count);
        var (lons, lats) = (from.Doubles("point.lon", count), from.Doubles("point.lat", count));
        var names = from.Texts("point.name", count);
        var regions = from.Names("point.region", count);
        var attributes = AttributeColumns.Read(from, "point.attribute", count);

        var points = new NetworkPoint[count];
        for (var i = 0; i < count; i++)
            points[i] = new NetworkPoint
            {
                LocalId = ids[i]!,
                Kind = (AssetKind)kinds[i],
                Position = new Position(lons[i], lats[i]),
                Name = names[i],
                Region = regions[i],
                Attributes = attributes[i],
            };
        return points;
    }
}
