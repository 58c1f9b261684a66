using System.Text.Json;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Gis.Geometry;

/// <summary>Ids and names in the order of <see cref="MapGeometry"/>: <c>{"nodes":[[local,name|null],…],"links":[…],"points":[…]}</c>.</summary>
public static class MapLabels
{
    public static byte[] Encode(Network network)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) }))
        {
            json.WriteStartObject();
            Write(json, "nodes", network.Nodes.Select(n => (n.LocalId, n.Name)));
            Write(json, "links", network.Links.Select(l => (l.LocalId, l.Name)));
            Write(json, "points", network.Points.Select(p => (p.LocalId, p.Name)));
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string group, IEnumerable<(string Id, string? Name)> labels)
    {
        json.WriteStartArray(group);
        foreach (var (id, name) in labels)
        {
            json.WriteStartArray();
            json.WriteStringValue(id);
            if (name is null) json.WriteNullValue();
            else json.WriteStringValue(name);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}
