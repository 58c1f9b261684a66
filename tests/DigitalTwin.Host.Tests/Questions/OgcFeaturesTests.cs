using System.Net;
using System.Text.Json;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.Questions;

/// <summary>The walk of a client such as QGIS through OGC API – Features, by the links it is given.</summary>
public class OgcFeaturesTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private RunningHost Host => shared.Host;

    [Fact]
    public async Task A_client_finds_its_way_from_the_landing_page_to_every_feature_of_a_collection()
    {
        var landing = await Host.Get("/ogc");
        Assert.All((string[])["self", "service-desc", "conformance", "data"], rel => Assert.Contains(landing.GetProperty("links").EnumerateArray(), l => l.GetProperty("rel").GetString() == rel));
        var conformance = await Follow(landing, "conformance");
        Assert.Contains("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core", conformance.GetProperty("conformsTo").EnumerateArray().Select(c => c.GetString()));
        Assert.StartsWith("3.0", (await Follow(landing, "service-desc")).GetProperty("openapi").GetString());
        var collections = await Follow(landing, "data");
        var pipes = collections.GetProperty("collections").EnumerateArray().Single(c => c.GetProperty("id").GetString() == "pipeSegment");
        Assert.Equal(4, pipes.GetProperty("extent").GetProperty("spatial").GetProperty("bbox")[0].GetArrayLength());

        var ids = new List<string>();
        var page = await Get($"{Href(pipes, "items")}?limit=2");
        for (var pages = 1; ; pages++)
        {
            Assert.Equal(6, page.GetProperty("numberMatched").GetInt32());
            ids.AddRange(page.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("id").GetString()!));
            if (!page.GetProperty("links").EnumerateArray().Any(l => l.GetProperty("rel").GetString() == "next"))
            {
                Assert.Equal(3, pages);
                break;
            }
            page = await Follow(page, "next");
        }
        Assert.Equal(Enumerable.Range(1, 6).Select(i => $"town:P{i}"), ids.Order());
        var one = await Host.Get("/ogc/collections/pipeSegment/items/town%3AP1");
        Assert.Equal("LineString", one.GetProperty("geometry").GetProperty("type").GetString());
        Assert.Equal(0.5, one.GetProperty("properties").GetProperty("diameter").GetDouble());
        Assert.Contains(one.GetProperty("links").EnumerateArray(), l => l.GetProperty("rel").GetString() == "collection");
    }

    [Theory]
    [InlineData("manhole", "bbox=118.2995,35.0495,118.3015,35.0505", 2)]
    [InlineData("manhole", "bbox=118.2995,35.0495,-10,118.3015,35.0505,100", 2)]
    [InlineData("manhole", "bbox=0,0,1,1", 0)]
    [InlineData("manhole", "name=M1", 0)]
    [InlineData("pipeSegment", "diameter=0.5&network=town", 6)]
    [InlineData("manhole", "filter=upstream of manhole('M3')", 2)]
    [InlineData("manhole", "datetime=2020-01-01T00:00:00Z/..", 6)]
    [InlineData("manhole", "limit=100000", 6)]
    [InlineData("manhole", "crs=http://www.opengis.net/def/crs/OGC/1.3/CRS84", 6)]
    public async Task Features_are_chosen_by_box_time_property_and_question(string collection, string query, int count) =>
        Assert.Equal(count, (await Host.Get($"/ogc/collections/{collection}/items?{query}")).GetProperty("numberMatched").GetInt32());

    [Theory]
    [InlineData("manhole/items?colour=red", 400)]
    [InlineData("manhole/items?bbox=1,2,3", 400)]
    [InlineData("manhole/items?limit=0", 400)]
    [InlineData("manhole/items?datetime=yesterday", 400)]
    [InlineData("manhole/items?crs=EPSG:4547", 400)]
    [InlineData("manhole/items?filter=lvel > 1", 400)]
    [InlineData("spaceship/items", 404)]
    [InlineData("spaceship", 404)]
    [InlineData("manhole/items/town%3AP1", 404)]
    public async Task What_cannot_be_answered_is_refused_with_its_reason(string path, int status)
    {
        using var answer = await Host.Http.GetAsync($"/ogc/collections/{path}");
        Assert.Equal((HttpStatusCode)status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    private Task<JsonElement> Follow(JsonElement from, string rel) => Get(Href(from, rel));

    private Task<JsonElement> Get(string address) => Host.Get(new Uri(address).PathAndQuery);

    private static string Href(JsonElement from, string rel) => from.GetProperty("links").EnumerateArray().First(l => l.GetProperty("rel").GetString() == rel).GetProperty("href").GetString()!;
}
