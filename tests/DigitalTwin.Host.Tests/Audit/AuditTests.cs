using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using DigitalTwin.Host.Cli;
using DigitalTwin.Host.Tests.Running;
using Microsoft.Data.Sqlite;

namespace DigitalTwin.Host.Tests.Audit;

public class AuditTests
{
    [Fact]
    public async Task Changes_are_on_record_with_what_was_before_and_after_and_the_chain_holds()
    {
        await using var host = await RunningHost.Start();
        await Put(host, new { maximum = 6.5 });
        await Put(host, new { maximum = 7.5 });
        var items = (await host.Http.GetFromJsonAsync<JsonElement>("/api/v1/audit?what=limits")).GetProperty("items");
        Assert.Equal(2, items.GetArrayLength());
        var entry = items[1].GetProperty("entry");
        Assert.Equal(6.5, entry.GetProperty("before").GetProperty("maximum").GetDouble());
        Assert.Equal(7.5, entry.GetProperty("after").GetProperty("limits").GetProperty("maximum").GetDouble());
        Assert.Equal("bootstrap", items[1].GetProperty("who").GetString());
        var verdict = await host.Http.GetFromJsonAsync<JsonElement>("/api/v1/audit/verify");
        Assert.True(verdict.GetProperty("holds").GetBoolean());
        Assert.Equal(items[1].GetProperty("hash").GetString(), verdict.GetProperty("head").GetString());
    }

    [Fact]
    public async Task Ten_writers_at_once_leave_one_chain_without_a_gap_and_pages_give_it_whole()
    {
        await using var host = await RunningHost.Start();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(async writer =>
        {
            for (var i = 0; i < 12; i++) await Put(host, new { maximum = writer + i / 100.0 });
        }));
        Assert.Equal(120, (await host.Http.GetFromJsonAsync<JsonElement>("/api/v1/audit/verify")).GetProperty("records").GetInt32());
        var numbers = new List<long>();
        for (string? next = ""; next is not null;)
        {
            var page = await host.Http.GetFromJsonAsync<JsonElement>($"/api/v1/audit?limit=50&cursor={next}");
            numbers.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("number").GetInt64()));
            next = page.GetProperty("next").GetString();
        }
        Assert.Equal(Enumerable.Range(1, 120).Select(n => (long)n), numbers);
    }

    [Fact]
    public async Task To_read_it_is_a_right_of_its_own_also_on_this_machine()
    {
        await using var host = await RunningHost.Start(adjust: builder =>
        {
            builder.Configuration["DigitalTwin:Keys:0:Name"] = "gateway";
            builder.Configuration["DigitalTwin:Keys:0:Sha256"] = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData("gateway-key-0123456789"u8));
            builder.Configuration["DigitalTwin:Keys:0:Scopes:0"] = "devices:write";
        });
        host.Http.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Http.GetAsync("/api/v1/audit")).StatusCode);
        host.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "gateway-key-0123456789");
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Http.GetAsync("/api/v1/audit")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Http.GetAsync("/api/v1/audit/verify")).StatusCode);
    }

    [Fact]
    public async Task A_row_that_was_tampered_with_is_found_by_the_command_and_the_chain_goes_on_over_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("twin-audit-").FullName;
        try
        {
            for (var start = 0; start < 2; start++)
            {
                await using var host = await RunningHost.Start(folder);
                for (var i = 0; i < 5; i++) await Put(host, new { maximum = 3.0 + i });
            }
            Assert.Equal(0, await AuditCommand.Run(["verify", "--data", folder]));
            using (var city = new SqliteConnection($"Data Source={Path.Combine(folder, "city.db")};Pooling=False"))
            {
                city.Open();
                using var forge = city.CreateCommand();
                forge.CommandText = "UPDATE fact SET body = CAST(replace(CAST(body AS TEXT), '\"maximum\":6', '\"maximum\":9') AS BLOB) WHERE stream = 'audit' AND sequence = (SELECT sequence FROM fact WHERE stream = 'audit' ORDER BY sequence LIMIT 1 OFFSET 3)";
                Assert.Equal(1, forge.ExecuteNonQuery());
            }
            Assert.Equal(1, await AuditCommand.Run(["verify", "--data", folder]));
            await using var again = await RunningHost.Start(folder);
            var fault = (await again.Http.GetFromJsonAsync<JsonElement>("/api/v1/audit/verify")).GetProperty("fault");
            Assert.Equal((4, "altered"), (fault.GetProperty("number").GetInt32(), fault.GetProperty("break").GetString()));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static async Task Put(RunningHost host, object limits) =>
        Assert.Equal(HttpStatusCode.OK, (await host.Http.PutAsJsonAsync("/api/v1/quality/limits?quantity=level", limits)).StatusCode);
}
