using System.Text.Json;

namespace DigitalTwin.Ingest.Mqtt;

/// <summary>How a payload is read.</summary>
public enum PayloadForm
{
    /// <summary>A number as text.</summary>
    Plain,
    /// <summary>JSON, by paths.</summary>
    Json,
    /// <summary>The platform's own array of readings, as <c>POST /readings</c> takes it.</summary>
    Readings,
}

/// <summary>One value of a JSON payload.</summary>
/// <param name="Path">Where its number is: <c>data.level.value</c>, from the item.</param>
/// <param name="Code">The channel, or the quantity's name; captures may stand in it.</param>
public sealed record RouteValue(string Path, string Code, string? Unit = null);

/// <summary>What messages of one topic pattern mean. Data, from the mapping file.</summary>
/// <param name="Asset">Id of the asset with captures put in; or null where <paramref name="Device"/> says who speaks.</param>
/// <param name="Device">Address of a registered device with captures put in; unregistered ones become candidates.</param>
/// <param name="Code">Of a plain payload: the channel or quantity.</param>
/// <param name="Items">Path to an array of items, each with its values and time; null for the payload itself.</param>
/// <param name="At">Path to the time (ISO 8601, or Unix seconds or ms); null for when the broker took it.</param>
/// <param name="Flag">Path to the source's flag.</param>
public sealed record TopicRoute(TopicPattern Topic, PayloadForm Payload, string? Asset, string? Device, string? Code, string? Unit, string? Items, string? At, string? Flag, IReadOnlyList<RouteValue> Values);

/// <summary>The mapping that holds now.</summary>
public delegate RouteTable CurrentRoutes();

/// <summary>The mapping of topics, read from JSON; the first route that fits counts.</summary>
public sealed class RouteTable
{
    /// <summary>What holds where a site has no mapping of its own.</summary>
    public const string Standard = """
        { "routes": [
          { "topic": "twin/{device}/readings", "payload": "readings", "device": "{device}" },
          { "topic": "twin/{device}/{code}", "payload": "plain", "device": "{device}", "code": "{code}" },
          { "topic": "json/{device}/{code}", "payload": "json", "device": "{device}", "at": "at", "flag": "flag", "values": [ { "path": "value", "code": "{code}" } ] }
        ] }
        """;

    private const int MostRoutes = 1_000;

    private RouteTable(IReadOnlyList<TopicRoute> routes) => Routes = routes;

    public IReadOnlyList<TopicRoute> Routes { get; }

    public (TopicRoute Route, Dictionary<string, string> Captures)? Find(string topic)
    {
        foreach (var route in Routes)
            if (route.Topic.Match(topic) is { } captures) return (route, captures);
        return null;
    }

    /// <summary>Which route fits a topic, from 0; null where none does.</summary>
    public int? IndexOf(string topic)
    {
        for (var i = 0; i < Routes.Count; i++)
            if (Routes[i].Topic.Match(topic) is not null) return i;
        return null;
    }

    /// <exception cref="FormatException">The mapping is wrong; says which route and what was expected.</exception>
    public static RouteTable Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("routes", out var routes) || routes.ValueKind != JsonValueKind.Array)
                throw new FormatException("The mapping is not as expected: an object with an array 'routes'.");
            if (routes.GetArrayLength() > MostRoutes) throw new FormatException($"The mapping has {routes.GetArrayLength()} routes; expected at most {MostRoutes}.");
            return new RouteTable([.. routes.EnumerateArray().Select(Route)]);
        }
        catch (JsonException e)
        {
            throw new FormatException($"The mapping is no JSON: {e.Message}", e);
        }
    }

    private static TopicRoute Route(JsonElement e, int index)
    {
        var where = $"routes[{index}]";
        if (e.ValueKind != JsonValueKind.Object) throw new FormatException($"{where} is {e.ValueKind}; expected an object.");
        string? Text(string name) => !e.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
            : value.ValueKind == JsonValueKind.String ? value.GetString() : throw new FormatException($"{where}.{name} is {value.GetRawText()}; expected text.");
        var topic = TopicPattern.Parse(Text("topic"), out var fault) ?? throw new FormatException($"{where}: {fault}.");
        if (!Enum.TryParse<PayloadForm>(Text("payload") ?? "json", ignoreCase: true, out var form)) throw new FormatException($"{where}.payload is '{Text("payload")}'; expected plain, json or readings.");
        var values = e.TryGetProperty("values", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(v => new RouteValue(Required(v, "path", where), Required(v, "code", where), Unit(v, where))).ToArray() : [];
        var route = new TopicRoute(topic, form, Text("asset"), Text("device"), Text("code"), Text("unit"), Text("items"), Text("at"), Text("flag"), values);
        if (route.Asset is null && route.Device is null && form != PayloadForm.Readings) throw new FormatException($"{where} says neither asset nor device; expected one, such as \"device\": \"{{device}}\".");
        if (form == PayloadForm.Plain && route.Code is null) throw new FormatException($"{where} has a plain payload and no code; expected the quantity or channel, such as \"code\": \"level\".");
        if (form == PayloadForm.Json && values.Length == 0) throw new FormatException($"{where} has no values; expected \"values\": [{{\"path\", \"code\", \"unit\"?}}].");
        return route;
    }

    private static string? Unit(JsonElement value, string where) => !value.TryGetProperty("unit", out var unit) || unit.ValueKind == JsonValueKind.Null ? null
        : unit.ValueKind == JsonValueKind.String ? unit.GetString() : throw new FormatException($"{where}.values: unit is {unit.GetRawText()}; expected text.");

    private static string Required(JsonElement e, string name, string where) =>
        e.ValueKind == JsonValueKind.Object && e.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new FormatException($"{where}.values lacks {name}.");
}
