using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.Http;

public class ProblemTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly RunningHost _host = shared.Host;

    [Theory]
    [InlineData("GET", "/api/v1/nowhere", 404, "There is nothing at /api/v1/nowhere")]
    [InlineData("PATCH", "/api/v1/city", 405, "PATCH is not offered")]
    [InlineData("GET", "/api/v1/assets/town:none", 404, "Asset 'town:none' is not known")]
    [InlineData("GET", "/api/v1/assets/rubbish", 404, "Asset 'rubbish' is not known")]
    [InlineData("GET", "/api/v1/assets?where=levl>1", 400, "where column 1: 'levl' is not a field")]
    [InlineData("GET", "/api/v1/assets?limit=0", 400, "limit")]
    [InlineData("GET", "/api/v1/assets/town:M1/readings?quantity=smell", 400, "quantity is 'smell'; expected one of level")]
    [InlineData("GET", "/api/v1/assets/town:M1/readings?quantity=level&every=often", 400, "every is 'often'; expected a span")]
    [InlineData("GET", "/api/v1/warnings?open=perhaps", 400, "open is 'perhaps'; expected true or false")]
    [InlineData("GET", "/api/v1/warnings?asOf=yesterday", 400, "asOf is 'yesterday'; expected ISO 8601")]
    [InlineData("GET", "/api/v1/network/trace?from=town:RG1", 422, "stands outside the network")]
    [InlineData("GET", "/api/v1/network/trace?from=town:M1&direction=sideways", 400, "direction is 'sideways'; expected down or up")]
    [InlineData("GET", "/api/v1/map/town/7/geometry", 404, "has no revision 7; the newest is 1")]
    [InlineData("GET", "/api/v1/map/village/1/geometry", 404, "Network 'village' is not known; expected one of: town")]
    [InlineData("GET", "/api/v1/map/village/state", 404, "Network 'village' is not known")]
    public async Task What_goes_wrong_is_told_as_a_problem(string method, string path, int status, string detail)
    {
        using var answer = await _host.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        await IsProblem(answer, status, detail);
    }

    [Fact]
    public async Task Malformed_JSON_is_refused_with_its_place_and_nothing_is_stored()
    {
        var before = (await _host.Get("/healthz")).GetProperty("readings").GetInt64();
        using var answer = await _host.Post("[{\"asset\":\"town:M1\",\"quantity\":\"level\",\"at\":\"2026-01-01T00:00:00Z\",\"value\":1},\n oops]");
        var problem = await IsProblem(answer, 400, "Line 2, byte 2");
        Assert.Equal(2, problem.GetProperty("line").GetInt64());
        Assert.Equal(before, (await _host.Get("/healthz")).GetProperty("readings").GetInt64());
    }

    [Fact]
    public async Task A_batch_without_a_single_good_item_is_refused_item_by_item()
    {
        using var answer = await _host.Post("""[{"asset":"town:M1","quantity":"level","at":"2199-01-01T00:00:00Z","value":1},{"asset":"town:M1","quantity":"level","at":"2026-01-01T00:00:00Z","value":NaN}]""");
        var problem = await IsProblem(answer, 422, "item 0: at is 2199-01-01T00:00:00.000Z, later than");
        Assert.Equal(2, problem.GetProperty("rejected").GetArrayLength());
        Assert.Equal(0, problem.GetProperty("accepted").GetInt32());
    }

    [Fact]
    public async Task A_body_of_another_type_is_refused() => await IsProblem(
        await _host.Http.PostAsync("/api/v1/readings", new StringContent("a;b", Encoding.UTF8, "text/csv")), 415, "expected application/json");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_huge_body_is_refused_whether_or_not_it_says_how_long_it_is(bool announced)
    {
        const int megabytes = 17;
        using var content = new StreamContent(new Blanks(megabytes * 1024 * 1024L));
        content.Headers.ContentType = new("application/json");
        if (announced) content.Headers.ContentLength = megabytes * 1024 * 1024L;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/readings") { Content = content };
        request.Headers.ExpectContinue = true; // So that a refusal arrives before the body is sent.
        if (!announced) request.Headers.TransferEncodingChunked = true;
        await IsProblem(await _host.Http.SendAsync(request), 413, "larger than");
    }

    [Theory]
    [InlineData("format=swmm&crs=EPSG:999999&as=x", 400, "crs", "EPSG:999999")]
    [InlineData("format=dwg&crs=EPSG:4326&as=x", 400, "format", "expected swmm, epanet, geojson")]
    [InlineData("format=swmm&crs=EPSG:4326&as=A B", 400, "as", "lower-case letters")]
    public async Task An_import_that_is_asked_for_wrongly_names_the_field(string query, int status, string field, string detail)
    {
        using var answer = await _host.Http.PostAsync($"/api/v1/networks?{query}", new StringContent(TestPlan.Swmm));
        var problem = await IsProblem(answer, status, detail);
        Assert.Equal(field, problem.GetProperty("field").GetString());
    }

    [Fact]
    public async Task A_plan_with_a_missing_node_comes_in_without_that_pipe_and_says_so()
    {
        using var answer = await _host.Http.PostAsync("/api/v1/networks?format=swmm&crs=EPSG:4326&as=broken", new StringContent(TestPlan.Swmm.Replace("P3 M3 M4", "P3 M3 GHOST")));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var report = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("report");
        Assert.Contains(report.GetProperty("defects").EnumerateArray(), d => d.GetProperty("code").GetString() == "missingEndNode" && d.GetProperty("message").GetString()!.Contains("GHOST"));
    }

    private static async Task<JsonElement> IsProblem(HttpResponseMessage answer, int status, string detail)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Contains(detail, problem.GetProperty("detail").GetString());
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("title").GetString()));
        return problem;
    }

    /// <summary>So many spaces, without holding them.</summary>
    private sealed class Blanks(long length) : Stream
    {
        private long _left = length;

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, _left);
            Array.Fill(buffer, (byte)' ', offset, read);
            _left -= read;
            return read;
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
