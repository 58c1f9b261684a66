using System.Net;
using System.Net.Http.Headers;
using System.Text;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Startup;
using DigitalTwin.Host.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Host.Tests.Http;

public class AccessTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly RunningHost _host = shared.Host;

    [Theory]
    [InlineData("POST", "/api/v1/readings")]
    [InlineData("POST", "/api/v1/networks?format=swmm&crs=EPSG:4326&as=x")]
    [InlineData("PUT", "/api/v1/clock")]
    [InlineData("DELETE", "/api/v1/clock")]
    [InlineData("POST", "/api/v1/demo/scenarios/storm")]
    [InlineData("PUT", "/api/v1/devices/x")]
    [InlineData("DELETE", "/api/v1/devices/x")]
    [InlineData("DELETE", "/api/v1/devices/candidates/hj212/x")]
    [InlineData("POST", "/api/v1/devices/import")]
    [InlineData("POST", "/api/v1/devices/x/requests")]
    [InlineData("POST", "/api/v1/alarms/town:M1~sewer.overflow/acknowledge")]
    [InlineData("POST", "/api/v1/alarms/town:M1~sewer.overflow/suppress")]
    [InlineData("PUT", "/api/v1/alarms/definitions")]
    [InlineData("POST", "/api/v1/forecasts?network=town")]
    [InlineData("POST", "/api/v1/whatifs")]
    [InlineData("DELETE", "/api/v1/whatifs/x")]
    public async Task Whatever_changes_state_needs_a_key(string method, string path)
    {
        foreach (var key in new[] { null, "not-the-key-0123456789" })
        {
            using var http = new HttpClient { BaseAddress = new Uri(_host.Url) };
            if (key is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var answer = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent("[]", Encoding.UTF8, "application/json") });
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        }
    }

    [Fact]
    public async Task A_key_without_the_scope_is_not_enough()
    {
        await using var host = await RunningHost.Start(adjust: builder =>
        {
            builder.Configuration["DigitalTwin:Keys:0:Name"] = "gateway";
            builder.Configuration["DigitalTwin:Keys:0:Sha256"] = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData("gateway-key-0123456789"u8));
            builder.Configuration["DigitalTwin:Keys:0:Scopes:0"] = "readings:write";
        });
        host.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "gateway-key-0123456789");
        using var refused = await host.Http.DeleteAsync("/api/v1/clock");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var taken = await host.Post("[]");
        Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);
    }

    [Fact]
    public async Task Reading_is_open_on_this_machine()
    {
        using var http = new HttpClient { BaseAddress = new Uri(_host.Url) };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/v1/city")).StatusCode);
    }

    [Fact]
    public async Task The_owner_finds_a_key_in_the_data_folder_that_nobody_else_can_read()
    {
        var file = Path.Combine(_host.Folder, "owner.key");
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        using var http = new HttpClient { BaseAddress = new Uri(_host.Url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(file).Trim());
        using var answer = await http.DeleteAsync("/api/v1/clock");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public void Other_machines_are_let_in_only_on_purpose()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => TwinHost.Create(["--listen", "0.0.0.0", "--empty"]));
        Assert.Contains("AllowRemote", refused.Message);
    }

    [Fact]
    public async Task Another_sites_page_is_kept_out()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/city");
        request.Headers.Add("Origin", "https://elsewhere.example");
        using var answer = await _host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_name_that_was_made_to_point_here_is_not_served()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/city");
        request.Headers.Host = "rebound.example";
        using var answer = await _host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Every_answer_keeps_the_page_to_its_own_code()
    {
        using var answer = await _host.Http.GetAsync("/docs");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain("script-src 'self' 'unsafe-inline'", policy);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public async Task Who_changed_what_from_where_is_on_record()
    {
        using var answer = await _host.Http.DeleteAsync("/api/v1/clock?reason=audit-test");
        var facts = await _host.Services.GetRequiredService<IFactLog>().Read("audit", default, new Instant(long.MaxValue), 1000);
        var (who, record) = facts.Select(f => (f.Subject, Entry: System.Text.Json.JsonDocument.Parse(f.Body).RootElement.GetProperty("entry")))
            .Single(r => r.Entry.TryGetProperty("query", out var q) && q.GetString() == "?reason=audit-test");
        Assert.Equal("bootstrap", who);
        Assert.Equal("give clock back", record.GetProperty("what").GetString());
        Assert.Equal(200, record.GetProperty("status").GetInt32());
        Assert.Contains("127.0.0.1", record.GetProperty("from").GetString());
    }
}
