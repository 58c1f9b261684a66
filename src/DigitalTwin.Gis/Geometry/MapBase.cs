using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Gis.Geometry;

/// <summary>The ground under the network as GeoJSON (RFC 7946): districts as polygons, river sections as lines.</summary>
public static class MapBase
{
    public static byte[] Encode(Network network)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) }))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (var region in network.Regions)
                if (region.Boundary.Count >= 3)
                    WriteFeature(json, "Polygon", "district", region.Id, region.Name, () => WriteRing(json, region.Boundary));
            foreach (var link in network.Links)
                if (link.Kind == AssetKind.RiverSection)
                    WriteFeature(json, "LineString", "river", link.LocalId, link.Name, () => WriteLine(json, network, link));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    private static void WriteFeature(Utf8JsonWriter json, string type, string kind, string id, string? name, Action writeCoordinates)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        json.WriteString("kind", kind);
        json.WriteString("id", id);
        json.WriteString("name", name);
        json.WriteEndObject();
        json.WriteStartObject("geometry");
        json.WriteString("type", type);
        json.WriteStartArray("coordinates");
        writeCoordinates();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A ring ends where it starts, whether or not its source says so.</summary>
    private static void WriteRing(Utf8JsonWriter json, IReadOnlyList<Position> ring)
    {
        json.WriteStartArray();
        foreach (var p in ring) Write(json, p);
        if (ring[0] != ring[^1]) Write(json, ring[0]);
        json.WriteEndArray();
    }

    private static void WriteLine(Utf8JsonWriter json, Network network, NetworkLink link)
    {
        Write(json, network.Nodes[link.From].Position);
        foreach (var p in link.Vertices) Write(json, p);
        Write(json, network.Nodes[link.To].Position);
    }

    private static void Write(Utf8JsonWriter json, Position p)
    {
        json.WriteStartArray();
        json.WriteNumberValue(Math.Round(p.Longitude, 7));
        json.WriteNumberValue(Math.Round(p.Latitude, 7));
        json.WriteEndArray();
    }
}
