using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Testing;

namespace DigitalTwin.Host.Tests.Imports;

/// <summary>From a file to a revision over HTTP.</summary>
public class ImportApiTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private HttpClient Http => shared.Host.Http;

    private const string Points = "编号,经度,纬度,类型\nA,113.1000,36.2,检查井\nB,113.1005,36.2,检查井\nC,113.1010,36.2,检查井\nD,113.1015,36.2,污水处理厂\n";

    /// <summary>The second ends 3 m before its manhole, the third is drawn against the flow.</summary>
    private const string Lines = "管线编号,起点X,起点Y,终点X,终点Y,管径,类别\n1,113.1000,36.2,113.1005,36.2,300,污水\n2,113.1005,36.2,113.100966,36.2,300,污水\n3,113.1015,36.2,113.1010,36.2,300,污水\n";

    private async Task<JsonElement> Json(HttpResponseMessage answer, HttpStatusCode expected)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == expected, $"{(int)answer.StatusCode}: {text}");
            return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
        }
    }

    private async Task<JsonElement> Begin(string network, string file, string text, string more = "") =>
        await Json(await Http.PostAsync($"/api/v1/imports?as={network}&file={file}{more}", new ByteArrayContent(Encoding.UTF8.GetBytes(text))), HttpStatusCode.Created);

    private async Task<JsonElement> Get(string path) => await Json(await Http.GetAsync($"/api/v1{path}"), HttpStatusCode.OK);

    private static string Id(JsonElement view) => view.GetProperty("draft").GetProperty("id").GetString()!;

    private static int Version(JsonElement view) => view.GetProperty("draft").GetProperty("version").GetInt32();

    private async Task<string> Street(string network)
    {
        var id = Id(await Begin(network, "points.csv", Points));
        await Json(await Http.PostAsync($"/api/v1/imports/{id}/files?file=lines.csv", new ByteArrayContent(Encoding.UTF8.GetBytes(Lines))), HttpStatusCode.OK);
        return id;
    }

    [Fact]
    public async Task Two_tables_become_a_draft_are_reviewed_and_taken_as_a_revision()
    {
        var id = await Street("street");
        var draft = await Get($"/imports/{id}");
        Assert.Equal(["points", "lines"], draft.GetProperty("layers").EnumerateArray().Select(l => l.GetProperty("mapping").GetProperty("use").GetString()));
        var figures = draft.GetProperty("figures");
        Assert.Equal(3, figures.GetProperty("pipes").GetInt32());
        Assert.True(figures.GetProperty("now").GetProperty("flowToPlant").GetDouble() < 0.5);
        Assert.Equal(1, figures.GetProperty("proposed").GetProperty("flowToPlant").GetDouble());
        var open = (await Get($"/imports/{id}/findings?state=open&kind=danglingEnd")).GetProperty("items").EnumerateArray().First(f => f.GetProperty("fix").ValueKind == JsonValueKind.Object);
        var finding = open.GetProperty("id").GetString();

        // Decided, undone, decided again; a repeat of the same request changes nothing.
        object decision = new { requestId = "r1", decisions = new[] { new { finding, action = "fix" } } };
        var decided = await Json(await Http.PostAsJsonAsync($"/api/v1/imports/{id}/decisions", decision), HttpStatusCode.OK);
        Assert.Equal(1, decided.GetProperty("figures").GetProperty("now").GetProperty("flowToPlant").GetDouble());
        var repeated = await Json(await Http.PostAsJsonAsync($"/api/v1/imports/{id}/decisions", decision), HttpStatusCode.OK);
        Assert.Equal(Version(decided), Version(repeated));
        var undone = await Json(await Http.PostAsync($"/api/v1/imports/{id}/undo", null), HttpStatusCode.OK);
        Assert.True(undone.GetProperty("figures").GetProperty("now").GetProperty("flowToPlant").GetDouble() < 0.5);
        decided = await Json(await Http.PostAsJsonAsync($"/api/v1/imports/{id}/decisions", new { decisions = new[] { new { kind = "danglingEnd", action = "fix" } } }), HttpStatusCode.OK);
        var fixedOne = (await Get($"/imports/{id}/findings?kind=danglingEnd&state=fixed")).GetProperty("items")[0];
        Assert.NotEqual("auto", fixedOne.GetProperty("by").GetString());

        using (var geometry = await Http.GetAsync($"/api/v1/imports/{id}/geometry")) Assert.StartsWith("DTG1", Encoding.ASCII.GetString(await geometry.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
        var difference = await Get($"/imports/{id}/difference");
        Assert.Equal((JsonValueKind.Null, 3), (difference.GetProperty("base").ValueKind, difference.GetProperty("added").GetProperty("pipeSegment").GetInt32()));

        // What is taken must be what was looked at.
        await Json(await Http.PostAsJsonAsync($"/api/v1/imports/{id}/take", new { version = 1 }), HttpStatusCode.Conflict);
        var taken = await Json(await Http.PostAsJsonAsync($"/api/v1/imports/{id}/take", new { version = Version(decided) }), HttpStatusCode.Created);
        Assert.Equal(1, taken.GetProperty("revision").GetInt32());
        await Json(await Http.PostAsJsonAsync($"/api/v1/imports/{id}/take", new { version = Version(decided) }), HttpStatusCode.Conflict);
        Assert.Equal("2", (await Get("/network/trace?from=street:B&direction=down")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("asset").GetString()!.Split(':')[1]).First(a => a is "2"));

        // The next survey differs in one pipe; both revisions stay readable.
        var next = Id(await Begin("street", "points.csv", Points));
        var second = await Json(await Http.PostAsync($"/api/v1/imports/{next}/files?file=lines.csv", new ByteArrayContent(Encoding.UTF8.GetBytes(Lines.Replace("113.100966", "113.1010").Replace("3,113.1015,36.2,113.1010,36.2,300", "3,113.1010,36.2,113.1015,36.2,400")))), HttpStatusCode.OK);
        var changes = (await Get($"/imports/{next}/difference")).GetProperty("items").EnumerateArray().ToDictionary(c => c.GetProperty("id").GetString()!);
        Assert.Equal(["0.3", "0.4"], changes["3"].GetProperty("fields").EnumerateArray().Where(f => f.GetProperty("name").GetString() == "heightM").SelectMany(f => new[] { f.GetProperty("from").GetString(), f.GetProperty("to").GetString() }));
        Assert.Equal(2, (await Json(await Http.PostAsJsonAsync($"/api/v1/imports/{next}/take", new { version = Version(second) }), HttpStatusCode.Created)).GetProperty("revision").GetInt32());
        Assert.Equal([2, 1], (await Get("/networks/street/revisions")).GetProperty("items").EnumerateArray().Select(r => r.GetProperty("revision").GetInt32()));
        using (var old = await Http.GetAsync("/api/v1/map/street/1/geometry")) Assert.Equal(HttpStatusCode.OK, old.StatusCode);
    }

    [Fact]
    public async Task A_mapping_is_changed_checked_and_remembered()
    {
        var view = await Begin("mapped", "lines.csv", Lines);
        var (id, mapping) = (Id(view), view.GetProperty("layers")[0].GetProperty("mapping"));
        Assert.Equal("EPSG:4326", mapping.GetProperty("crs").GetString());
        var wrong = new { version = 1, layers = new[] { new { layer = "lines", use = "lines", crs = "EPSG:4326", fields = new Dictionary<string, object> { ["diameter"] = new { field = "直径" } } } } };
        Assert.Equal("layers.lines.fields.diameter", (await Json(await Http.PutAsJsonAsync($"/api/v1/imports/{id}/mapping", wrong), HttpStatusCode.BadRequest)).GetProperty("field").GetString());
        var fields = mapping.GetProperty("fields").EnumerateObject().ToDictionary(f => f.Name, f => (object)f.Value);
        fields["diameter"] = new { field = "管径", unit = "cm" };
        var right = new { version = 1, layers = new[] { new { layer = "lines", use = "lines", crs = "EPSG:4326", fields } }, options = new { snapMetres = 0.2, searchMetres = 4, bridgeMetres = 10, plantMetres = 50 } };
        var changed = await Json(await Http.PutAsJsonAsync($"/api/v1/imports/{id}/mapping", right), HttpStatusCode.OK);
        Assert.Equal(3, changed.GetProperty("layers")[0].GetProperty("mapped")[0].GetProperty("diameterM").GetDouble());
        Assert.Equal(4, changed.GetProperty("options").GetProperty("searchMetres").GetDouble());
        await Json(await Http.PutAsJsonAsync($"/api/v1/imports/{id}/mapping", right), HttpStatusCode.Conflict);
        await Json(await Http.PutAsJsonAsync("/api/v1/import-profiles/survey", new { right.layers }), HttpStatusCode.OK);
        var again = await Begin("mapped", "lines.csv", Lines, "&profile=survey");
        Assert.Equal("cm", again.GetProperty("layers")[0].GetProperty("mapping").GetProperty("fields").GetProperty("diameter").GetProperty("unit").GetString());
        using var discarded = await Http.DeleteAsync($"/api/v1/imports/{id}");
        Assert.Equal(HttpStatusCode.NoContent, discarded.StatusCode);
        Assert.Equal("discarded", (await Get($"/imports/{id}")).GetProperty("draft").GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("as=UPPER&file=a.csv", "as")]
    [InlineData("as=x&file=a.dwg", "file")]
    [InlineData("as=x&file=..%2Fa.csv", "file")]
    [InlineData("as=x&file=a.csv&crs=EPSG:1", "crs")]
    [InlineData("as=x&file=a.csv&profile=none", "profile")]
    public async Task What_is_asked_wrongly_is_named(string query, string field) =>
        Assert.Equal(field, (await Json(await Http.PostAsync($"/api/v1/imports?{query}", new StringContent(Points)), HttpStatusCode.BadRequest)).GetProperty("field").GetString());

    [Fact]
    public async Task A_file_that_cannot_be_understood_is_a_draft_that_says_why()
    {
        var view = await Begin("odd", "odd.geojson", "no json");
        Assert.Contains("not JSON", view.GetProperty("why").GetString());
        await Json(await Http.PostAsJsonAsync($"/api/v1/imports/{Id(view)}/take", new { version = 1 }), HttpStatusCode.UnprocessableEntity);
    }

    [SharedDataFact("pressure")]
    public async Task A_plan_comes_in_as_a_draft_too()
    {
        var view = await Begin("ky4", "ky4.inp", await File.ReadAllTextAsync(SharedData.PathOf("pressure", "wntr_ky4.inp")), "&crs=EPSG:3089");
        Assert.Equal(JsonValueKind.Null, view.GetProperty("why").ValueKind);
        Assert.Equal(1, (await Json(await Http.PostAsJsonAsync($"/api/v1/imports/{Id(view)}/take", new { version = 1 }), HttpStatusCode.Created)).GetProperty("revision").GetInt32());
    }
}
