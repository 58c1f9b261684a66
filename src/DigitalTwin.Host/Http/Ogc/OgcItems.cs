using System.Text.Encodings.Web;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Query;
using DigitalTwin.Domain.Query.Language;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Assets;
using DigitalTwin.Host.Questions;
using Microsoft.AspNetCore.WebUtilities;

namespace DigitalTwin.Host.Http.Ogc;

/// <summary>Features of a collection: by box, time, properties and the language of questions, a page at a time.</summary>
internal static class OgcItems
{
    public const string Crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
    public const int DefaultLimit = 10;

    /// <summary>Properties that can be asked for by equality; also the columns of a feature.</summary>
    public static readonly string[] Texts = ["name", "network", "region", "catchment", "material", "class", "state"];
    public static readonly string[] Numbers = ["diameter", "length", "full", "built", "level", "flow", "fill"];
    private static readonly string[] Known = ["bbox", "bbox-crs", "crs", "datetime", "limit", "cursor", "filter", "filter-lang", "f"];

    public static async Task<IResult> Items(HttpContext http, AssetIndex index, QuestionDesk desk, IRegistry registry, QuantityCatalogue quantities, TimeProvider time, string collection, CancellationToken cancel)
    {
        if (OgcEndpoints.KindOf(collection, index) is not { } kind) return OgcEndpoints.NoCollection(collection);
        var asked = http.Request.Query;
        // Part 1, requirement 9: a parameter that is not in the description is an error.
        if (asked.Keys.FirstOrDefault(k => !Known.Contains(k) && !Texts.Contains(k) && !Numbers.Contains(k)) is { } unknown)
            return Problems.BadField(unknown, $"'{unknown}' is no parameter; expected {string.Join(", ", Known.Concat(Texts).Concat(Numbers))}.");
        if (((string[])["crs", "bbox-crs"]).FirstOrDefault(c => asked[c] is { Count: > 0 } v && v != Crs84) is { } crs) return Problems.BadField(crs, $"{crs} is '{asked[crs]}'; expected {Crs84}.");
        var conditions = new List<string>();
        foreach (var name in Texts.Where(asked.ContainsKey)) conditions.Add($"{name} = {Quote(asked[name].ToString())}");
        foreach (var name in Numbers.Where(asked.ContainsKey))
        {
            if (!double.TryParse(asked[name], System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var value)) return Problems.BadField(name, $"{name} is '{asked[name]}'; expected a number.");
            conditions.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name} = {value:R}"));
        }
        if (asked["filter"].ToString() is { Length: > 0 } filter)
        {
            if (Filter.Parse(filter, out var fault, quantities) is null) return Problems.BadField("filter", $"filter {fault}");
            conditions.Add($"({filter})");
        }
        var parameters = new AssetQueryParameters { Kind = collection, Bbox = PlanarBox(asked["bbox"]), Where = conditions.Count == 0 ? null : string.Join(" and ", conditions), Limit = Limit(asked["limit"]), Cursor = asked["cursor"] };
        if (parameters.Read(out var errors) is not { } query) return Problems.Of(400, string.Join(" ", errors.Select(e => $"{e.Parameter} {e.Message}")), new() { ["errors"] = errors });
        if (!OgcTime.TryRead(asked["datetime"], out var when)) return Problems.BadField("datetime", $"datetime is '{asked["datetime"]}'; expected an instant, start/end, ../end or start/.. by RFC 3339.");
        if (when is not null) query = query with { Where = new Filter($"{query.Where?.Text}|{asked["datetime"]}", query.Where is { } where ? new And([where.Condition, when]) : when) };
        var columns = Columns(quantities);
        var (table, error) = await desk.Open(query, columns.Select(c => c.Number).OfType<NumberExpression>(), null, cancel);
        if (table is null) return Problems.BadField("filter", $"filter {error}");
        var page = table.Engine.Find(query);
        var features = new FeatureWriter(http, table, columns, registry, kind);
        return features.Collection(page, table.Engine.Count(query), Instant.From(time.GetUtcNow()));
    }

    public static async Task<IResult> Item(HttpContext http, AssetIndex index, QuestionDesk desk, IRegistry registry, QuantityCatalogue quantities, string collection, string id, CancellationToken cancel)
    {
        if (OgcEndpoints.KindOf(collection, index) is not { } kind) return OgcEndpoints.NoCollection(collection);
        var asset = AssetEndpoints.FindAsset(registry, id);
        var columns = Columns(quantities);
        var (table, _) = await desk.Open(new AssetQuery(), columns.Select(c => c.Number).OfType<NumberExpression>(), null, cancel);
        if (asset is null || asset.Kind != kind || table!.Table.RowOf(asset.Key) is not (>= 0 and var row)) return Problems.NotFound($"There is no {collection} '{id}'.");
        return new FeatureWriter(http, table, columns, registry, kind).One(row);
    }

    private static List<QuestionColumn> Columns(QuantityCatalogue quantities) => [.. Texts.Concat(Numbers).Select(name => QuestionColumn.Read(name, quantities, out _)!)];

    private static string Quote(string text) => $"'{new string([.. text.Where(c => !char.IsControl(c))]).Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A larger limit than may be is not an error: the most there may be is given.</summary>
    private static string Limit(string? text) => string.IsNullOrEmpty(text) ? $"{DefaultLimit}" : long.TryParse(text, out var limit) && limit > AssetQuery.HighestLimit ? $"{AssetQuery.HighestLimit}" : text;

    /// <summary>Of a box with heights, what lies in the plane.</summary>
    private static string? PlanarBox(string? text) => text?.Split(',') is [var w, var s, _, var e, var n, _] ? $"{w},{s},{e},{n}" : text;

    /// <summary>Writes features with their links.</summary>
    private sealed class FeatureWriter(HttpContext http, QuestionTable table, List<QuestionColumn> columns, IRegistry registry, AssetKind kind)
    {
        private readonly string _items = $"{OgcEndpoints.Base(http)}/collections/{kind.WireName()}/items";

        public IResult Collection(AssetPage page, int matched, Instant now) => Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteNumber("numberMatched", matched);
            json.WriteNumber("numberReturned", page.Rows.Count);
            json.WriteString("timeStamp", now.ToString());
            json.WriteStartArray("links");
            Link(json, $"{_items}{http.Request.QueryString}", "self", "application/geo+json");
            if (page.Next is { } next)
            {
                var query = http.Request.Query.Where(q => q.Key != "cursor").SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v))).Append(KeyValuePair.Create<string, string?>("cursor", next));
                Link(json, QueryHelpers.AddQueryString(_items, query), "next", "application/geo+json");
            }
            json.WriteEndArray();
            json.WriteStartArray("features");
            var values = columns.Select(c => c.Values(table, page.Rows, registry)).ToArray();
            for (var i = 0; i < page.Rows.Count; i++) Feature(json, page.Rows[i], values, i, alone: false);
            json.WriteEndArray();
            json.WriteEndObject();
        });

        public IResult One(int row) => Write(json => Feature(json, row, [.. columns.Select(c => c.Values(table, [row], registry))], 0, alone: true));

        private void Feature(Utf8JsonWriter json, int row, object?[][] values, int i, bool alone)
        {
            var id = registry.Find(table.Table.KeyOf(row))!.Id.Value;
            json.WriteStartObject();
            json.WriteString("type", "Feature");
            json.WriteString("id", id);
            json.WritePropertyName("geometry");
            AssetShapes.Write(json, table.Table, row, table.Networks);
            json.WriteStartObject("properties");
            json.WriteString("id", id);
            json.WriteString("kind", kind.WireName());
            for (var c = 0; c < columns.Count; c++)
            {
                json.WritePropertyName(columns[c].Name);
                JsonSerializer.Serialize(json, values[c][i]);
            }
            json.WriteEndObject();
            if (alone)
            {
                json.WriteStartArray("links");
                Link(json, $"{_items}/{Uri.EscapeDataString(id)}", "self", "application/geo+json");
                Link(json, _items[..^"/items".Length], "collection", "application/json");
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }

        private static void Link(Utf8JsonWriter json, string href, string rel, string type)
        {
            json.WriteStartObject();
            json.WriteString("href", href);
            json.WriteString("rel", rel);
            json.WriteString("type", type);
            json.WriteEndObject();
        }

        private IResult Write(Action<Utf8JsonWriter> write)
        {
            using var body = new MemoryStream();
            using (var json = new Utf8JsonWriter(body, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) write(json);
            http.Response.Headers["Content-Crs"] = $"<{Crs84}>";
            return Results.Bytes(body.ToArray(), "application/geo+json");
        }
    }
}
