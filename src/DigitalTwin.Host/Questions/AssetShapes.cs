using System.Text.Json;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Query.Table;

namespace DigitalTwin.Host.Questions;

/// <summary>Assets as GeoJSON geometries (RFC 7946): a link is its line, everything else a point.</summary>
internal static class AssetShapes
{
    public static void Write(Utf8JsonWriter json, AssetTable table, int row, IReadOnlyList<CompiledNetwork> networks)
    {
        json.WriteStartObject();
        if (LineOf(table, row, networks) is { } line)
        {
            json.WriteString("type", "LineString");
            json.WriteStartArray("coordinates");
            foreach (var place in line) Write(json, place);
            json.WriteEndArray();
        }
        else
        {
            json.WriteString("type", "Point");
            json.WritePropertyName("coordinates");
            Write(json, table.PositionOf(row));
        }
        json.WriteEndObject();
    }

    private static Position[]? LineOf(AssetTable table, int row, IReadOnlyList<CompiledNetwork> networks)
    {
        foreach (var network in networks)
        {
            if (!network.TryFind(table.KeyOf(row), out var element)) continue;
            if (!element.IsLink) return null;
            var (source, link) = (network.Source, network.Source.Links[network.Links.Source[element.Index]]);
            return [source.Nodes[link.From].Position, .. link.Vertices, source.Nodes[link.To].Position];
        }
        return null;
    }

    private static void Write(Utf8JsonWriter json, Position place)
    {
        json.WriteStartArray();
        json.WriteNumberValue(Math.Round(place.Longitude, 7));
        json.WriteNumberValue(Math.Round(place.Latitude, 7));
        json.WriteEndArray();
    }
}
