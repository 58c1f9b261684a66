using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Host.Tests.People;

/// <summary>What other sites, and scripts that somebody planted, could do through a visitor's browser.</summary>
public class HeaderTests(Town town) : IClassFixture<Town>
{
    public static TheoryData<string, string> Kinds => new()
    {
        { "GET", "/" }, { "GET", "/docs" }, { "GET", "/openapi/v1.json" }, { "GET", "/healthz" }, { "GET", "/api/v1/city" }, { "GET", "/api/v1/session" }, { "GET", "/api/v1/people" }, { "GET", "/api/v1/messages" }, { "GET", "/api/v1/no-such-thing" },
        { "POST", "/api/v1/session" }, { "DELETE", "/api/v1/session" }, { "GET", "/no/such/page" }, { "GET", "/hubs/map" }, { "POST", "/hubs/map/negotiate?negotiateVersion=1" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_kind_of_answer_carries_the_headers(string method, string path)
    {
        using var browser = town.Browser();
        using var answer = await browser.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        string Header(string name) => answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values) ? string.Join(",", values) : "";
        var policy = Header("Content-Security-Policy").Split(';', StringSplitOptions.TrimEntries).ToDictionary(d => d.Split(' ')[0], d => d);
        Assert.Equal("default-src 'none'", policy["default-src"]);
        Assert.Equal("script-src 'self'", policy["script-src"]); // Neither inline nor eval, nor from elsewhere.
        Assert.Equal("style-src 'self'", policy["style-src"]);
        Assert.Equal(("base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"), (policy["base-uri"], policy["form-action"], policy["frame-ancestors"]));
        Assert.Equal(("nosniff", "DENY", "no-referrer"), (Header("X-Content-Type-Options"), Header("X-Frame-Options"), Header("Referrer-Policy")));
    }

    [Fact]
    public async Task No_route_that_changes_something_takes_a_call_of_another_site()
    {
        using var browser = await town.SignedIn("lured", "administrator");
        var (tried, wrong) = (0, new List<string>());
        foreach (var endpoint in town.Host.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>())
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Where(m => m is not ("GET" or "HEAD" or "OPTIONS")) ?? [])
            {
                var path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/').Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal).Replace(":int", "", StringComparison.Ordinal);
                foreach (var origin in new[] { "https://evil.example", "null", "http://127.0.0.1.evil.example" })
                {
                    using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent("{}", System.Text.Encoding.UTF8, "text/plain") };
                    request.Headers.Add("Origin", origin);
                    using var answer = await browser.SendAsync(request);
                    if (answer.StatusCode != HttpStatusCode.Forbidden) wrong.Add($"{method} {path} from {origin}: {(int)answer.StatusCode}");
                    if (answer.Headers.Contains("Access-Control-Allow-Origin")) wrong.Add($"{method} {path} invites {origin}.");
                    tried++;
                }
            }
        Assert.Empty(wrong);
        Assert.True(tried > 100, $"Only {tried} were tried.");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/v1/session")).StatusCode);
    }

    [Fact]
    public async Task What_people_write_comes_back_as_data_and_never_as_a_page()
    {
        const string planted = "<img src=x onerror=alert(1)><script>alert(1)</script>";
        using var writer = await town.SignedIn("planter", "commander");
        Assert.Equal(HttpStatusCode.OK, (await writer.PutAsJsonAsync("/api/v1/resources/planted", new { kind = "crew", name = planted, department = "water", note = planted })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await writer.PostAsJsonAsync("/api/v1/messages", new { people = new[] { "planter" }, zh = planted, level = "red" })).StatusCode);
        foreach (var path in new[] { "/api/v1/resources", "/api/v1/resources/planted", "/api/v1/messages", $"/api/v1/resources/{Uri.EscapeDataString(planted)}" })
        {
            using var answer = await writer.GetAsync(path);
            Assert.Contains(answer.Content.Headers.ContentType!.MediaType, new[] { "application/json", "application/problem+json" });
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Fact]
    public async Task A_session_that_somebody_planted_is_not_the_one_that_a_sign_in_gives()
    {
        using var attacker = await town.SignedIn("attacker", out var own, "planner");
        var planted = own.GetCookies(new Uri(town.Host.Url))["twin-session"]!.Value;
        await town.Make("fixated", "auditor");
        using var victim = town.Browser(out var cookies);
        cookies.Add(new Uri(town.Host.Url), new Cookie("twin-session", planted));
        using var first = await town.Host.Http.PostAsync("/api/v1/people/fixated/reset", null);
        var password = (await first.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("oneTimePassword").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await Town.SignIn(victim, "fixated", password)).StatusCode);
        Assert.NotEqual(planted, cookies.GetCookies(new Uri(town.Host.Url))["twin-session"]!.Value);
        Assert.Contains("attacker", await attacker.GetStringAsync("/api/v1/session")); // Still himself, and nobody else.
    }
}
