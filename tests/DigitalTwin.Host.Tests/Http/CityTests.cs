using System.Net;
using System.Text;
using DigitalTwin.Gis.Geometry;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.Http;

public class CityTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly RunningHost _host = shared.Host;

    [Fact]
    public async Task The_city_tells_its_networks_clock_and_runtime()
    {
        var city = await _host.Get("/api/v1/city");
        var town = city.GetProperty("networks").EnumerateArray().Single(n => n.GetProperty("name").GetString() == "town");
        Assert.Equal((8, 7, 1), (town.GetProperty("nodes").GetInt32(), town.GetProperty("links").GetInt32(), town.GetProperty("points").GetInt32()));
        Assert.Equal(6, town.GetProperty("counts").GetProperty("pipeSegment").GetInt32());
        Assert.Equal([118.3, 35.05, 118.307, 35.05], town.GetProperty("bounds").EnumerateArray().Select(b => Math.Round(b.GetDouble(), 6)));
        Assert.Equal("live", city.GetProperty("clock").GetProperty("mode").GetString());
        Assert.Contains(city.GetProperty("runtime").GetString(), new[] { "Embedded", "Orleans" });
    }

    [Fact]
    public async Task The_page_names_what_it_will_ask_for_first()
    {
        var page = Directory.CreateTempSubdirectory("digitaltwin-page-").FullName;
        await File.WriteAllTextAsync(Path.Combine(page, "index.html"), "<!doctype html>");
        await using var host = await RunningHost.Start(adjust: b => b.Configuration["DigitalTwin:WebRoot"] = page);
        await host.Import();
        using var answer = await host.Http.GetAsync("/");
        var named = answer.Headers.GetValues("Link").SelectMany(l => l.Split(", ")).Select(l => l[1..l.IndexOf('>')]).ToArray();
        Assert.Equal(["/api/v1/city", "/api/v1/map/town/1/geometry"], named);
        foreach (var path in named)
        {
            using var first = await host.Http.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        }
        Directory.Delete(page, recursive: true);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData("identity")]
    public async Task Geometry_comes_compressed_and_for_ever(string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/map/town/1/geometry");
        request.Headers.Add("Accept-Encoding", encoding);
        using var answer = await _host.Http.SendAsync(request);
        Assert.Equal(encoding == "identity" ? [] : new[] { encoding }, answer.Content.Headers.ContentEncoding);
        Assert.Contains("immutable", answer.Headers.CacheControl?.ToString());
        await using var stream = await answer.Content.ReadAsStreamAsync();
        using var plain = new MemoryStream();
        await (encoding switch
        {
            "br" => new System.IO.Compression.BrotliStream(stream, System.IO.Compression.CompressionMode.Decompress),
            "gzip" => new System.IO.Compression.GZipStream(stream, System.IO.Compression.CompressionMode.Decompress),
            _ => stream,
        }).CopyToAsync(plain);
        var geometry = new MapGeometryReader(plain.ToArray());
        Assert.Equal((8, 7, 1), (geometry.Header.NodeCount, geometry.Header.LinkCount, geometry.Header.PointCount));
        Assert.All(geometry.Section<uint>("nodeKey").ToArray(), key => Assert.NotEqual(0u, key));
    }

    [Fact]
    public async Task Who_has_the_geometry_already_gets_nothing_again()
    {
        using var first = await _host.Http.GetAsync("/api/v1/map/town/1/geometry");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/map/town/1/geometry");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await _host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task Labels_come_in_the_order_of_the_geometry()
    {
        var labels = await _host.Get("/api/v1/map/town/1/labels");
        Assert.Equal(["M1", "M2", "M3", "M4", "M5", "M6"], labels.GetProperty("nodes").EnumerateArray().Select(l => l[0].GetString()!).Where(l => l[0] == 'M'));
        Assert.Equal(7, labels.GetProperty("links").GetArrayLength());
    }

    [Fact]
    public async Task The_API_describes_itself_and_every_route_has_a_summary()
    {
        var described = await _host.Get("/openapi/v1.json");
        var paths = described.GetProperty("paths").EnumerateObject().ToDictionary(p => p.Name, p => p.Value);
        foreach (var wanted in new[] { "/api/v1/readings", "/api/v1/city", "/api/v1/warnings", "/api/v1/assets", "/api/v1/network/trace", "/api/v1/network/spill", "/api/v1/networks", "/healthz" })
            Assert.Contains(wanted, paths.Keys);
        foreach (var operation in paths.Values.SelectMany(p => p.EnumerateObject()).Where(o => o.Value.ValueKind == System.Text.Json.JsonValueKind.Object))
            Assert.False(string.IsNullOrEmpty(operation.Value.GetProperty("summary").GetString()));
    }

    [Fact]
    public async Task The_docs_page_brings_all_of_itself()
    {
        var page = await _host.Http.GetStringAsync("/docs");
        Assert.DoesNotContain("<script>", page);
        foreach (var part in new[] { "/docs/docs.js", "/docs/docs.css" })
        {
            Assert.Contains(part, page);
            Assert.Equal(HttpStatusCode.OK, (await _host.Http.GetAsync(part)).StatusCode);
        }
    }

    [Fact]
    public async Task A_replay_leads_the_clock_until_its_lease_ends()
    {
        await using var host = await RunningHost.Start();
        using var led = await host.Http.PutAsync("/api/v1/clock", new StringContent("""{"now":"2012-06-29T04:00:00Z","rate":600,"leaseSeconds":1}""", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.OK, led.StatusCode);
        var clock = await host.Get("/api/v1/clock");
        Assert.Equal("replay", clock.GetProperty("mode").GetString());
        Assert.StartsWith("2012-06-29T04:", clock.GetProperty("now").GetString());
        await host.GetUntil("/api/v1/clock", c => c.GetProperty("mode").GetString() == "live");
    }
}
