using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DigitalTwin.Domain.Devices;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Ingest.Devices;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Host.Tests.Devices;

public class DeviceApiTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly RunningHost _host = shared.Host;

    [Fact]
    public async Task A_registered_device_shows_all_but_its_secrets()
    {
        using var created = await Put("outlet-1", new { name = "出水口", protocol = "hj212", address = "MN0001", asset = "town:OUT", intervalSeconds = 60, version = "2017", password = "123456", key = "0123456789ABCDEF0123456789ABCDEF", channels = new[] { new { code = "SB1", asset = "town:PS1", quantity = "running" } } });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var text = await (await _host.Http.GetAsync("/api/v1/devices/outlet-1")).Content.ReadAsStringAsync();
        Assert.DoesNotContain("123456", text, StringComparison.Ordinal);
        var device = JsonDocument.Parse(text).RootElement;
        Assert.Equal("出水口", device.GetProperty("name").GetString());
        Assert.True(device.GetProperty("hasPassword").GetBoolean());
        Assert.True(device.GetProperty("hasKey").GetBoolean());
        Assert.Equal("town:PS1", device.GetProperty("channels")[0].GetProperty("asset").GetString());
        Assert.Equal("bootstrap", device.GetProperty("changedBy").GetString());
        foreach (var file in Directory.GetFiles(_host.Folder, "city.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            Assert.Equal(-1, bytes.AsSpan().IndexOf("0123456789ABCDEF0123456789ABCDEF"u8));
        }
    }

    [Fact]
    public async Task Its_past_is_kept_with_who_and_when_and_removal_leaves_it()
    {
        using (await Put("h1", new { protocol = "mqtt", name = "one" })) { }
        using (await Put("h1", new { protocol = "mqtt", name = "two", revision = 1 })) { }
        using (var conflict = await Put("h1", new { protocol = "mqtt", name = "three", revision = 1 })) Assert.Equal(HttpStatusCode.Conflict, conflict.StatusCode);
        using (var removed = await _host.Http.DeleteAsync("/api/v1/devices/h1")) Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        using (var gone = await _host.Http.GetAsync("/api/v1/devices/h1")) Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        var past = (await _host.Get("/api/v1/devices/h1/history")).GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(["one", "two", null], past.Select(r => r.GetProperty("device") is { ValueKind: JsonValueKind.Object } d ? d.GetProperty("name").GetString() : null));
        Assert.True(past[2].GetProperty("removed").GetBoolean());
        Assert.All(past, r => Assert.Equal("bootstrap", r.GetProperty("by").GetString()));
    }

    [Theory]
    [InlineData("""{"protocol":"carrier pigeon"}""", "protocol", "expected hj212, mqtt, http, file")]
    [InlineData("""{"protocol":"hj212","address":"a;b"}""", "address", "expected an MN")]
    [InlineData("""{"protocol":"hj212","asset":"town:NOWHERE"}""", "asset", "is not known")]
    [InlineData("""{"protocol":"hj212","intervalSeconds":0}""", "intervalSeconds", "expected 1 to")]
    [InlineData("""{"protocol":"hj212","version":"1999"}""", "version", "expected 2005, 2017, 2025")]
    [InlineData("""{"protocol":"hj212","key":"short"}""", "key", "32 hexadecimal digits")]
    [InlineData("""{"protocol":"mqtt","channels":[{"code":"a"},{"code":"b","quantity":"smell"}]}""", "channels[1]", "expected one of level")]
    [InlineData("""{"protocol":"mqtt","channels":[{"code":"a","quantity":"cod","unit":"m"}]}""", "channels[0]", "is not one of 'cod'")]
    [InlineData("""{"protocol":"mqtt","channels":[null]}""", "channels[0]", "expected an object")]
    [InlineData("""{"protocol":"mqtt","id":"other"}""", "id", "expected 'x1'")]
    public async Task What_is_wrong_is_named_by_its_field(string body, string field, string why)
    {
        using var answer = await _host.Http.PutAsync("/api/v1/devices/x1", new StringContent(body, Encoding.UTF8, "application/json"));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, problem.GetProperty("field").GetString());
        Assert.Contains(why, problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Candidates_stay_listed_until_they_are_registered()
    {
        var candidates = _host.Services.GetRequiredService<DeviceCandidates>();
        candidates.Knock(DeviceProtocol.Hj212, "KNOCKER", "10.0.0.7", ["w01018", "w21003"]);
        candidates.Knock(DeviceProtocol.Hj212, "KNOCKER", "10.0.0.8", []);
        var item = (await _host.Get("/api/v1/devices/candidates")).GetProperty("items").EnumerateArray().Single(c => c.GetProperty("address").GetString() == "KNOCKER");
        Assert.Equal(2, item.GetProperty("count").GetInt64());
        Assert.Equal("10.0.0.8", item.GetProperty("from").GetString());
        Assert.Equal(["w01018", "w21003"], item.GetProperty("channels").EnumerateArray().Select(c => c.GetString()));
        using (await Put("knocker", new { protocol = "hj212", address = "KNOCKER" })) { }
        Assert.DoesNotContain("KNOCKER", (await _host.Get("/api/v1/devices/candidates")).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_of_devices_comes_in_row_by_row_and_a_dry_run_stores_nothing()
    {
        const string table = "id,name,protocol,address,asset,intervalSeconds,password\r\nt1,\"厂一, 出口\",hj212,T1MN,town:OUT,60,123456\r\nt2,two,hj212,T1MN,town:OUT,60,1\r\nt3,three,hj212,T3MN,town:GONE,60,1\r\n\r\nt4,\"a \"\"b\"\"\",mqtt,,,,\r\n";
        var dry = await Import(table, "?dryRun=true");
        Assert.Equal((2, 2), (dry.GetProperty("created").GetInt32(), dry.GetProperty("rejected").GetArrayLength()));
        using (var absent = await _host.Http.GetAsync("/api/v1/devices/t1")) Assert.Equal(HttpStatusCode.NotFound, absent.StatusCode);
        var wet = await Import(table, "");
        Assert.Equal(2, wet.GetProperty("created").GetInt32());
        Assert.Equal([1, 2], wet.GetProperty("rejected").EnumerateArray().Select(r => r.GetProperty("index").GetInt32()));
        Assert.Equal("厂一, 出口", (await _host.Get("/api/v1/devices/t1")).GetProperty("name").GetString());
        Assert.Equal("a \"b\"", (await _host.Get("/api/v1/devices/t4")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Pages_of_devices_go_on_where_the_last_one_ended()
    {
        for (var i = 0; i < 7; i++) using (await Put($"page-{i}", new { protocol = "file", name = "paged" })) { }
        var seen = new List<string>();
        for (var cursor = ""; ;)
        {
            var page = await _host.Get($"/api/v1/devices?protocol=file&q=paged&limit=3&cursor={cursor}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(d => d.GetProperty("id").GetString()!));
            if (page.GetProperty("next").GetString() is not { } next) break;
            cursor = next;
        }
        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"page-{i}"), seen);
    }

    private async Task<JsonElement> Import(string table, string query)
    {
        using var answer = await _host.Http.PostAsync("/api/v1/devices/import" + query, new StringContent(table, Encoding.UTF8, "text/csv"));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task<HttpResponseMessage> Put(string id, object body) => _host.Http.PutAsJsonAsync($"/api/v1/devices/{id}", body);
}
