namespace DigitalTwin.Host.Http.Ogc;

/// <summary>The interface under <c>/ogc</c> by OpenAPI 3.0, as clients of OGC API – Features look for it.</summary>
internal static class OgcDescription
{
    public static object Of(string root) => new Dictionary<string, object>
    {
        ["openapi"] = "3.0.3",
        ["info"] = new { title = "DigitalTwin: OGC API – Features", version = "1.0.0" },
        ["servers"] = new[] { new { url = root } },
        ["paths"] = new Dictionary<string, object>
        {
            ["/"] = Get("Landing page"), ["/conformance"] = Get("Conformance"), ["/collections"] = Get("Collections"),
            ["/collections/{collectionId}"] = Get("Collection", Path("collectionId")),
            ["/collections/{collectionId}/items"] = Get("Features",
            [
                Path("collectionId"), Query("bbox", new { type = "array", items = new { type = "number" }, minItems = 4, maxItems = 6 }), Query("datetime", new { type = "string" }),
                Query("limit", new { type = "integer", minimum = 1, maximum = Domain.Query.AssetQuery.HighestLimit, @default = OgcItems.DefaultLimit }), Query("filter", new { type = "string" }),
                .. OgcItems.Texts.Select(t => Query(t, new { type = "string" })), .. OgcItems.Numbers.Select(n => Query(n, new { type = "number" })),
            ]),
            ["/collections/{collectionId}/items/{featureId}"] = Get("Feature", Path("collectionId"), Path("featureId")),
        },
    };

    private static object Get(string summary, params object[] parameters) => new { get = new { summary, parameters, responses = new Dictionary<string, object> { ["200"] = new { description = "OK" }, ["400"] = new { description = "A parameter cannot be used" }, ["404"] = new { description = "There is no such thing" } } } };

    private static object Path(string name) => new { name, @in = "path", required = true, schema = new { type = "string" } };

    private static object Query(string name, object schema) => new { name, @in = "query", required = false, schema, explode = false };
}
