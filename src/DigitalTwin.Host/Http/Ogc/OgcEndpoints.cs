using DigitalTwin.Domain.Assets;
using DigitalTwin.Host.Assets;
using DigitalTwin.Host.Auth;

namespace DigitalTwin.Host.Http.Ogc;

/// <summary>OGC API – Features, Part 1: Core (OGC 17-069r4) under <c>/ogc</c>: one collection a kind of asset, as GeoJSON in CRS84. What QGIS and others connect to.</summary>
internal static class OgcEndpoints
{
    private static readonly string[] Conformance =
    [
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    ];

    public static void MapOgc(this IEndpointRouteBuilder app)
    {
        var ogc = app.MapGroup("/ogc").WithTags("OGC API Features");
        ogc.MapGet("", Landing).RequireAuthorization(Scopes.Read).WithSummary("Landing page");
        ogc.MapGet("/conformance", () => Results.Json(new { conformsTo = Conformance })).RequireAuthorization(Scopes.Read).WithSummary("What is conformed to");
        ogc.MapGet("/api", (HttpContext http) => Results.Json(OgcDescription.Of(Base(http)), contentType: "application/vnd.oai.openapi+json;version=3.0")).RequireAuthorization(Scopes.Read).WithSummary("Description of this interface");
        ogc.MapGet("/collections", Collections).RequireAuthorization(Scopes.Read).WithSummary("Kinds of assets that there are");
        ogc.MapGet("/collections/{collection}", Collection).RequireAuthorization(Scopes.Read).WithSummary("One kind");
        ogc.MapGet("/collections/{collection}/items", OgcItems.Items).RequireAuthorization(Scopes.Read).WithSummary("Assets of a kind")
            .WithDescription("Query: bbox = west,south,east,north; datetime = an instant or interval of the newest reading; limit (1 to 10,000, by default 10); properties by name; filter = the language of questions; next by the link in the answer.");
        ogc.MapGet("/collections/{collection}/items/{*id}", OgcItems.Item).RequireAuthorization(Scopes.Read).WithSummary("One asset");
    }

    internal static string Base(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}/ogc";

    internal static IResult NoCollection(string name) => Problems.NotFound($"There is no collection '{name}'; see /ogc/collections.");

    /// <summary>Null where there is no such kind, or no asset of it.</summary>
    internal static AssetKind? KindOf(string collection, AssetIndex index) => AssetKinds.TryParse(collection, out var kind) && kind.WireName() == collection && Kinds(index).Contains(kind) ? kind : null;

    private static IResult Landing(HttpContext http)
    {
        var root = Base(http);
        return Results.Json(new
        {
            title = "DigitalTwin", description = "Assets of the city's wastewater and reclaimed water",
            links = new OgcLink[]
            {
                new($"{root}", "self", "application/json", "This page"), new($"{root}/api", "service-desc", "application/vnd.oai.openapi+json;version=3.0", "Description of the interface"),
                new($"{root[..^4]}/docs", "service-doc", "text/html", "Documentation"), new($"{root}/conformance", "conformance", "application/json", "Conformance"), new($"{root}/collections", "data", "application/json", "Collections"),
            },
        });
    }

    private static IResult Collections(HttpContext http, AssetIndex index) => Results.Json(new
    {
        links = new OgcLink[] { new($"{Base(http)}/collections", "self", "application/json", "Collections") },
        collections = Kinds(index).Select(k => View(http, index, k)),
    });

    private static IResult Collection(HttpContext http, AssetIndex index, string collection) => KindOf(collection, index) is { } kind ? Results.Json(View(http, index, kind)) : NoCollection(collection);

    private static object View(HttpContext http, AssetIndex index, AssetKind kind)
    {
        var (root, id, table) = (Base(http), kind.WireName(), index.Table);
        var box = table.Bounds;
        return new
        {
            id, title = id, itemType = "feature", crs = new[] { OgcItems.Crs84 },
            extent = new { spatial = new { bbox = new[] { new[] { box.West, box.South, box.East, box.North } }, crs = OgcItems.Crs84 } },
            links = new OgcLink[] { new($"{root}/collections/{id}", "self", "application/json", id), new($"{root}/collections/{id}/items", "items", "application/geo+json", id) },
        };
    }

    private static IEnumerable<AssetKind> Kinds(AssetIndex index) => index.Table.Kinds;
}

internal sealed record OgcLink(string Href, string Rel, string Type, string Title);
