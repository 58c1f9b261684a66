using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Gis.Geometry;

/// <summary>
/// One revision of a network in the form the map draws from: <c>DTG1</c>, u32 header length, JSON header, then sections, all little-endian.
/// Section offsets count from the end of the header padded to 8; each section starts at a multiple of 8. Positions are in 1e-7 degree.
/// </summary>
public static class MapGeometry
{
    public static readonly string ContentType = "application/octet-stream";
    internal static ReadOnlySpan<byte> Magic => "DTG1"u8;
    internal const double UnitsPerDegree = 1e7;

    private static readonly JsonSerializerOptions HeaderJson = new(JsonSerializerDefaults.Web);

    /// <param name="keyOf">Asset key by local id; asked once a node, link and point.</param>
    public static byte[] Encode(Network network, Func<string, AssetKey> keyOf)
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("Sections are copied as they lie in memory, which must be little-endian.");
        var (nodes, links, points) = (network.Nodes, network.Links, network.Points);
        var vertexCount = links.Sum(l => l.Vertices.Count + 2);
        var layout = new MapGeometryLayout();
        var nodeKey = layout.Add("nodeKey", "u32", nodes.Count);
        var nodeKind = layout.Add("nodeKind", "u8", nodes.Count);
        var nodeLon = layout.Add("nodeLon", "i32", nodes.Count);
        var nodeLat = layout.Add("nodeLat", "i32", nodes.Count);
        var nodeFull = layout.Add("nodeFull", "f32", nodes.Count);
        var linkKey = layout.Add("linkKey", "u32", links.Count);
        var linkKind = layout.Add("linkKind", "u8", links.Count);
        var linkClass = layout.Add("linkClass", "u8", links.Count);
        var linkDiameter = layout.Add("linkDiameter", "u16", links.Count);
        var linkFrom = layout.Add("linkFrom", "u32", links.Count);
        var linkTo = layout.Add("linkTo", "u32", links.Count);
        var linkStart = layout.Add("linkStart", "u32", links.Count + 1);
        var vertexLon = layout.Add("vertexLon", "i32", vertexCount);
        var vertexLat = layout.Add("vertexLat", "i32", vertexCount);
        var pointKey = layout.Add("pointKey", "u32", points.Count);
        var pointKind = layout.Add("pointKind", "u8", points.Count);
        var pointLon = layout.Add("pointLon", "i32", points.Count);
        var pointLat = layout.Add("pointLat", "i32", points.Count);

        var header = JsonSerializer.SerializeToUtf8Bytes(new MapGeometryHeader(
            network.Name, network.Revision, Origin(nodes), nodes.Count, links.Count, points.Count, vertexCount, layout.Sections), HeaderJson);
        var start = MapGeometryLayout.Pad(Magic.Length + sizeof(uint) + header.Length);
        var bytes = new byte[start + layout.Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Magic.Length), (uint)header.Length);
        header.CopyTo(bytes.AsSpan(Magic.Length + sizeof(uint)));

        Span<T> Of<T>(MapGeometrySection section) where T : struct =>
            MemoryMarshal.Cast<byte, T>(bytes.AsSpan(start + section.Offset))[..section.Length];

        WritePlaces(nodes.Count, i => nodes[i].Position, i => keyOf(nodes[i].LocalId), i => nodes[i].Kind,
            Of<uint>(nodeKey), Of<byte>(nodeKind), Of<int>(nodeLon), Of<int>(nodeLat));
        WritePlaces(points.Count, i => points[i].Position, i => keyOf(points[i].LocalId), i => points[i].Kind,
            Of<uint>(pointKey), Of<byte>(pointKind), Of<int>(pointLon), Of<int>(pointLat));
        var full = Of<float>(nodeFull);
        for (var i = 0; i < full.Length; i++) full[i] = (float)nodes[i].FullDepth;
        WriteLinks(links, keyOf, Of<uint>(linkKey), Of<byte>(linkKind), Of<byte>(linkClass), Of<ushort>(linkDiameter), Of<uint>(linkFrom), Of<uint>(linkTo));
        WriteLines(network, Of<uint>(linkStart), Of<int>(vertexLon), Of<int>(vertexLat));
        return bytes;
    }

    private static void WritePlaces(int count, Func<int, Position> position, Func<int, AssetKey> key, Func<int, AssetKind> kind,
        Span<uint> keys, Span<byte> kinds, Span<int> lon, Span<int> lat)
    {
        for (var i = 0; i < count; i++)
        {
            keys[i] = (uint)key(i).Value;
            kinds[i] = (byte)kind(i);
            (lon[i], lat[i]) = Units(position(i));
        }
    }

    private static void WriteLinks(IReadOnlyList<NetworkLink> links, Func<string, AssetKey> keyOf,
        Span<uint> keys, Span<byte> kinds, Span<byte> classes, Span<ushort> diameters, Span<uint> from, Span<uint> to)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            var link = links[i];
            keys[i] = (uint)keyOf(link.LocalId).Value;
            kinds[i] = (byte)link.Kind;
            classes[i] = (byte)link.Class;
            diameters[i] = (ushort)Math.Clamp(Math.Round(link.Section.Height * 1000), 0, ushort.MaxValue);
            from[i] = (uint)link.From;
            to[i] = (uint)link.To;
        }
    }

    private static void WriteLines(Network network, Span<uint> starts, Span<int> lon, Span<int> lat)
    {
        var v = 0;
        for (var i = 0; i < network.Links.Count; i++)
        {
            var link = network.Links[i];
            starts[i] = (uint)v;
            (lon[v], lat[v++]) = Units(network.Nodes[link.From].Position);
            foreach (var vertex in link.Vertices) (lon[v], lat[v++]) = Units(vertex);
            (lon[v], lat[v++]) = Units(network.Nodes[link.To].Position);
        }
        starts[^1] = (uint)v;
    }

    private static (int Lon, int Lat) Units(Position p) =>
        ((int)Math.Round(p.Longitude * UnitsPerDegree), (int)Math.Round(p.Latitude * UnitsPerDegree));

    /// <summary>The middle of the nodes, for the page to take differences from in single precision.</summary>
    private static double[] Origin(IReadOnlyList<NetworkNode> nodes) =>
        Coordinates.GeoArea.Around(nodes.Select(n => n.Position)) is { } box
            ? [Math.Round((box.West + box.East) / 2, 6), Math.Round((box.South + box.North) / 2, 6)] : [0, 0];
}
