using System.Text;
using System.Text.Json;
using DigitalTwin.Host.Cli;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.Files;

/// <summary>CSV files through the API: profile, dry run, taking, and what is on record afterwards.</summary>
public class FileRouteTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private const string Wide = """
        {"network":"town","asset":"M1","decimal":",","time":{"column":"Zeit","format":"d.M.yyyy H:mm","zone":"Europe/Berlin"},"empty":["k.A."],
         "columns":[{"column":"Stand (cm)","quantity":"level","unit":"cm"},{"column":"Temp °F","quantity":"temperature","unit":"°F","asset":"town:M2"},{"column":"NH4 µg/L","quantity":"nh3n","unit":"µg/L"}]}
        """;
    private const string WideFile = "Zeit;Stand (cm);Temp °F;NH4 µg/L\n01.06.2026 12:00;12,5;50;1500\n01.06.2026 12:01;k.A.;n/a;<50\n01.06.2026 12:02;12.5;68;\n29.02.2026 00:00;1;1;1\n";

    private HttpClient Http => shared.Host.Http;

    [Fact]
    public async Task A_dry_run_names_each_cell_that_would_be_refused_and_stores_nothing()
    {
        var (status, report) = await Http.Send("/api/v1/files/check", "mapping", Wide, WideFile);
        Assert.True(status == 200, report.ToString());
        Assert.Equal((5L, 0L, 3L), (report.Number("readings"), report.Number("stored"), report.Number("refusedCount")));
        Assert.Equal([(3, 3, "n/a", "notANumber"), (4, 2, "12.5", "notANumber"), (5, 1, "29.02.2026 00:00", "badTime")], report.GetProperty("refused").EnumerateArray()
            .Select(r => (r.GetProperty("row").GetInt32(), r.GetProperty("column").GetInt32(), r.Text("text")!, r.Text("code")!)));
        Assert.Equal([0.125, 10, 1.5, 0.05, 20], report.GetProperty("sample").EnumerateArray().Select(s => Math.Round(s.GetProperty("value").GetDouble(), 9)));
        Assert.Equal("belowDetection", report.GetProperty("sample")[3].Text("quality"));
        Assert.Equal("2026-06-01T10:00:00.000Z", report.Text("from"));
        Assert.Equal(0, (await Series("town:M2", "temperature")).GetArrayLength());
    }

    [Fact]
    public async Task A_file_taken_twice_is_stored_once_and_a_changed_value_is_a_correction()
    {
        await Http.Save("m3-level", """{"asset":"town:M3","time":{"column":"t","zone":"+00:00"},"columns":[{"column":"v","quantity":"level"}]}""");
        var (_, first) = await Http.Send("/api/v1/files", "profile", "m3-level", "t,v\n2026-05-01 00:00,1\n2026-05-01 00:01,2\n2026-05-01 00:02,3\n", "a.csv");
        Assert.Equal((3L, 0L), (first.Number("stored"), first.Number("unchanged")));
        var (_, again) = await Http.Send("/api/v1/files", "profile", "m3-level", "t,v\n2026-05-01 00:00,1\n2026-05-01 00:01,2\n2026-05-01 00:02,3\n", "a.csv");
        Assert.Equal((0L, 3L), (again.Number("stored"), again.Number("unchanged")));
        var before = (await Series("town:M3", "level", "2026-05-01T00:00:00Z"))[1].Text("knownAt")!;
        var (_, corrected) = await Http.Send("/api/v1/files", "profile", "m3-level", "t,v\n2026-05-01 00:01,2.5\n2026-05-01 00:03,4\n", "b.csv");
        Assert.Equal((2L, 0L), (corrected.Number("stored"), corrected.Number("unchanged")));
        Assert.Equal([1, 2.5, 3, 4], Values(await Series("town:M3", "level", "2026-05-01T00:00:00Z")));
        Assert.Equal([1, 2, 3], Values(await Series("town:M3", "level", "2026-05-01T00:00:00Z", before)));

        var taken = (await shared.Host.Get("/api/v1/files")).GetProperty("items").EnumerateArray().First(f => f.Text("file") == "b.csv");
        Assert.Equal(("m3-level", 1L, "taken", "bootstrap", 2L), (taken.Text("profile"), taken.Number("profileVersion"), taken.Text("state"), taken.Text("who"), taken.Number("stored")));
        Assert.Equal("town:M3", taken.GetProperty("series")[0].Text("asset"));
        Assert.Equal(corrected.Text("sha256"), taken.Text("sha256"));
    }

    [Fact]
    public async Task A_file_is_tried_and_taken_from_the_command_line()
    {
        var folder = Directory.CreateTempSubdirectory("twin-take-").FullName;
        try
        {
            var (file, profile) = (Path.Combine(folder, "m6.csv"), Path.Combine(folder, "m6.json"));
            await File.WriteAllTextAsync(file, "t,v\n2026-05-01 00:00,0.1\n2026-05-01 00:01,wet\n2026-05-01 00:02,0.3\n");
            await File.WriteAllTextAsync(profile, """{"asset":"town:M6","time":{"column":"t","zone":"+00:00"},"columns":[{"column":"v","quantity":"level"}]}""");
            Environment.SetEnvironmentVariable(ServerClient.KeyVariable, RunningHost.Key);
            Assert.Equal(0, await TakeCommand.Run([file, "--profile", profile, "--dry-run", "--url", shared.Host.Url]));
            Assert.Equal(0, (await Series("town:M6", "level", "2026-05-01T00:00:00Z")).GetArrayLength());
            Assert.Equal(0, await TakeCommand.Run([file, "--profile", profile, "--url", shared.Host.Url]));
            Assert.Equal([0.1, 0.3], Values(await Series("town:M6", "level", "2026-05-01T00:00:00Z")));
            Assert.Equal(1, await TakeCommand.Run([file, "--profile", "nobody-saved-it", "--url", shared.Host.Url]));
            Assert.Contains("--profile is missing", (await Assert.ThrowsAsync<CommandException>(() => TakeCommand.Run([file, "--url", shared.Host.Url]))).Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_long_file_of_tags_in_GB18030_is_taken_by_the_names_that_the_profile_gives()
    {
        await Http.Save("tags", """
            {"layout":"long","time":{"column":"时间","format":"yyyy-M-d H:mm:ss","zone":"Asia/Shanghai"},
             "long":{"quantity":"标签","value":"数值","unit":"单位","flag":"标记","names":{"一号泵.流量":{"quantity":"flow","asset":"town:PS1"},"二号井.液位":{"quantity":"level","asset":"town:M4"}}}}
            """);
        var text = "时间,标签,数值,单位,标记\n2026-05-02 08:00:00,一号泵.流量,36,m3/h,N\n2026-05-02 08:00:00,二号井.液位,0.4,m,D\n2026-05-02 08:00:00,三号井.液位,0.4,m,N\n2026-05-02 08:00:00,一号泵.流量,36,kg,N\n";
        var (status, report) = await Http.Send("/api/v1/files", "profile", "tags", CodePages("GB18030").GetBytes(text));
        Assert.True(status == 200, report.ToString());
        Assert.Equal(("gb18030", 2L), (report.Text("encoding"), report.Number("stored")));
        Assert.Equal([(4, "unknownQuantity"), (5, "unknownUnit")], report.GetProperty("refused").EnumerateArray().Select(r => (r.GetProperty("row").GetInt32(), r.Text("code")!)));
        Assert.Equal(0.01, Assert.Single(Values(await Series("town:PS1", "flow", "2026-05-02T00:00:00Z"))), 9);
        Assert.Equal("faulty", (await Series("town:M4", "level", "2026-05-02T00:00:00Z"))[0].Text("quality"));
    }

    [Fact]
    public async Task An_asset_that_does_not_exist_is_refused_by_name()
    {
        var (status, body) = await Http.Send("/api/v1/files", "mapping", """{"asset":"town:NOWHERE","time":{"column":"t"},"columns":[{"column":"v","quantity":"level"}]}""", "t,v\n2026-05-01,1\n");
        Assert.Equal((422, "asset"), (status, body.Text("field")));
        Assert.Contains("town:NOWHERE", body.Text("detail"));
        (status, body) = await Http.Send("/api/v1/files", "mapping", """{"assetColumn":"a","network":"town","time":{"column":"t"},"columns":[{"column":"v","quantity":"level"}]}""", "t,a,v\n2026-05-01,M5,1\n2026-05-01,M99,1\n");
        Assert.Equal((200, 1L), (status, body.Number("stored")));
        Assert.Equal(("unknownAsset", "M99", 3L, 2L), (body.GetProperty("refused")[0].Text("code"), body.GetProperty("refused")[0].Text("text"), body.GetProperty("refused")[0].Number("row"), body.GetProperty("refused")[0].Number("column")));
    }

    [Theory]
    [InlineData("""{"time":{"column":"t"},"columns":[{"column":"v","quantity":"levle"}]}""", 422, "columns[0].quantity")]
    [InlineData("""{"time":{"column":"t"},"columns":[{"column":"v","quantity":"level","unit":"MGD"}]}""", 422, "columns[0].unit")]
    [InlineData("""{"time":{"column":"t","zone":"Moon"},"columns":[{"column":"v","quantity":"level"}]}""", 422, "time.zone")]
    [InlineData("""{"time":{"column":"nope"},"columns":[{"column":"v","quantity":"level"}]}""", 422, "time.column")]
    [InlineData("""{"tiem":{"column":"t"}}""", 400, "tiem")]
    public async Task A_profile_that_does_not_fit_is_refused_by_its_field(string mapping, int status, string field)
    {
        var (answered, body) = await Http.Send("/api/v1/files/check", "mapping", mapping, "t,v\n2026-05-01,1\n");
        Assert.Equal((status, field), (answered, body.Text("field")));
    }

    [Fact]
    public async Task Two_columns_of_one_series_would_overwrite_each_other_so_the_second_is_refused()
    {
        var (status, report) = await Http.Send("/api/v1/files/check", "mapping", """{"asset":"town:M6","time":{"column":"t"},"columns":[{"column":"in","quantity":"ph"},{"column":"out","quantity":"ph"}]}""", "t,in,out\n2026-05-01,7,8\n");
        Assert.Equal((200, 1L, 0L), (status, report.Number("readings"), report.Number("unchanged")));
        Assert.Equal(("sameSeries", 1L, 3L), (report.GetProperty("refused")[0].Text("code"), report.GetProperty("refused")[0].Number("row"), report.GetProperty("refused")[0].Number("column")));
    }

    [Fact]
    public async Task A_profile_keeps_its_versions_and_who_saved_them()
    {
        const string one = """{"time":{"column":"t"},"columns":[{"column":"v","quantity":"level"}]}""";
        await Http.Save("versions", one);
        var then = (await shared.Host.Get("/api/v1/file-profiles/versions")).Text("savedAt")!;
        await Http.Save("versions", one.Replace("level", "flow", StringComparison.Ordinal));
        var now = await shared.Host.Get("/api/v1/file-profiles/versions");
        Assert.Equal((2L, "bootstrap", "flow"), (now.Number("version"), now.Text("savedBy"), now.GetProperty("profile").GetProperty("columns")[0].Text("quantity")));
        Assert.Equal("level", (await shared.Host.Get($"/api/v1/file-profiles/versions?asOf={then}")).GetProperty("profile").GetProperty("columns")[0].Text("quantity"));
        using var removed = await Http.DeleteAsync("/api/v1/file-profiles/versions");
        Assert.Equal(204, (int)removed.StatusCode);
        using var gone = await Http.GetAsync("/api/v1/file-profiles/versions");
        Assert.Equal(404, (int)gone.StatusCode);
        await Http.Save("versions", one);
        Assert.Equal(4, (await shared.Host.Get("/api/v1/file-profiles/versions")).Number("version"));
    }

    [Fact]
    public async Task Taking_trying_and_saving_need_a_key()
    {
        using var stranger = new HttpClient { BaseAddress = new Uri(shared.Host.Url) };
        foreach (var path in (string[])["/api/v1/files", "/api/v1/files/check"])
        {
            using var answer = await stranger.PostAsync(path, new MultipartFormDataContent());
            Assert.Equal(401, (int)answer.StatusCode);
        }
        using var put = await stranger.PutAsync("/api/v1/file-profiles/x", new StringContent("{}", Encoding.UTF8, "application/json"));
        Assert.Equal(401, (int)put.StatusCode);
    }

    private async Task<JsonElement> Series(string asset, string quantity, string from = "2026-01-01T00:00:00Z", string? asOf = null) =>
        (await shared.Host.Get($"/api/v1/assets/{asset}/readings?quantity={quantity}&from={from}&limit=10000{(asOf is null ? "" : $"&asOf={asOf}")}")).GetProperty("items");

    private static IEnumerable<double> Values(JsonElement series) => series.EnumerateArray().Select(p => p.GetProperty("value").GetDouble());

    private static Encoding CodePages(string name) => CodePagesEncodingProvider.Instance.GetEncoding(name)!;
}
