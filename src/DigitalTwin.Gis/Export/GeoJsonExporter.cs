using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Gis.Export;

/// <summary>Writes a network as GeoJSON (RFC 7946): a point for each node and gauge, a line for each link, by the names that the importer reads.</summary>
/// <remarks>It carries places, kinds, classes and sizes, which a map or a GIS asks for; curves, rules and land are SWMM's to carry.</remarks>
public static class GeoJsonExporter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Network network, TextWriter output)
    {
        output.Write("{\"type\":\"FeatureCollection\",\"features\":[");
        var first = true;
        foreach (var node in network.Nodes) Feature(output, ref first, w => Node(w, node));
        foreach (var point in network.Points) Feature(output, ref first, w => Point(w, point));
        foreach (var link in network.Links) Feature(output, ref first, w => Link(w, network, link));
        output.Write("\n]}\n");
    }

    private static void Feature(TextWriter output, ref bool first, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var w = new Utf8JsonWriter(buffer, Options))
        {
            w.WriteStartObject();
            w.WriteString("type", "Feature");
            write(w);
            w.WriteEndObject();
        }
        output.Write(first ? "\n" : ",\n");
        output.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        first = false;
    }

    private static void Node(Utf8JsonWriter w, NetworkNode node)
    {
        Place(w, node.Position);
        Begin(w, node.LocalId, node.Kind, node.Name, node.Region);
        w.WriteNumber("invert", node.InvertElevation);
        if (node.FullDepth > 0) w.WriteNumber("fullDepth", node.FullDepth);
        if (node.DryWeatherInflow != 0) w.WriteNumber("dryWeatherInflowM3s", node.DryWeatherInflow);
        if (node.DesignFlow > 0) w.WriteNumber("designFlowM3s", node.DesignFlow);
        if (node.StorageArea > 0) w.WriteNumber("storageAreaM2", node.StorageArea);
        w.WriteEndObject();
    }

    private static void Point(Utf8JsonWriter w, NetworkPoint point)
    {
        Place(w, point.Position);
        Begin(w, point.LocalId, point.Kind, point.Name, point.Region);
        w.WriteEndObject();
    }

    private static void Link(Utf8JsonWriter w, Network network, NetworkLink link)
    {
        w.WriteStartObject("geometry");
        w.WriteString("type", "LineString");
        w.WriteStartArray("coordinates");
        Coordinates(w, network.Nodes[link.From].Position);
        foreach (var vertex in link.Vertices) Coordinates(w, vertex);
        Coordinates(w, network.Nodes[link.To].Position);
        w.WriteEndArray();
        w.WriteEndObject();
        Begin(w, link.LocalId, link.Kind, link.Name, link.Region);
        w.WriteString("from", network.Nodes[link.From].LocalId);
        w.WriteString("to", network.Nodes[link.To].LocalId);
        if (link.Class != PipeClass.Unknown) w.WriteString("class", JsonNamingPolicy.CamelCase.ConvertName(link.Class.ToString()));
        if (link.Length > 0) w.WriteNumber("length", link.Length);
        if (link.Kind == AssetKind.PipeSegment) w.WriteNumber("roughness", link.Roughness);
        if (link.Section.Shape != SectionShape.None) w.WriteString("shape", JsonNamingPolicy.CamelCase.ConvertName(link.Section.Shape.ToString()));
        if (link.Section.Height > 0) w.WriteNumber("diameterM", link.Section.Height);
        if (link.Section.Width > 0) w.WriteNumber("widthM", link.Section.Width);
        if (link.FromOffset != 0) w.WriteNumber("fromOffset", link.FromOffset);
        if (link.ToOffset != 0) w.WriteNumber("toOffset", link.ToOffset);
        w.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter w, string id, AssetKind kind, string? name, string? region)
    {
        w.WriteStartObject("properties");
        w.WriteString("id", id);
        w.WriteString("kind", kind.WireName());
        if (name is not null) w.WriteString("name", name);
        if (region is not null) w.WriteString("region", region);
    }

    private static void Place(Utf8JsonWriter w, Position position)
    {
        w.WriteStartObject("geometry");
        w.WriteString("type", "Point");
        w.WritePropertyName("coordinates");
        Coordinates(w, position);
        w.WriteEndObject();
    }

    private static void Coordinates(Utf8JsonWriter w, Position position)
    {
        w.WriteStartArray();
        w.WriteNumberValue(Math.Round(position.Longitude, 8));
        w.WriteNumberValue(Math.Round(position.Latitude, 8));
        w.WriteEndArray();
    }
}
