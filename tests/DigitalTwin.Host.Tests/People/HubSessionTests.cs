using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using DigitalTwin.Testing;

namespace DigitalTwin.Host.Tests.People;

/// <summary>An open connection lasts no longer than what let it in.</summary>
public sealed class HubSessionTests(Town town) : IClassFixture<Town>, IDisposable
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(1));

    public static TheoryData<string> Endings => ["sign out", "sign out everywhere", "ended from another browser", "ended by an administrator", "disabled", "another password", "roles taken away"];

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task A_connection_ends_with_its_session(string ending)
    {
        var name = ending.Replace(' ', '-');
        using var browser = await town.SignedIn(name, out var cookies, "dutyOfficer");
        await using var hub = await Open(cookies);
        await hub.View("nowhere", [0, 0, 1, 1], 10, _patience.Token);
        await hub.Next(r => JsonDocument.Parse(r).RootElement.TryGetProperty("error", out _), _patience.Token); // It works so far.
        await End(ending, name, browser);
        await Assert.ThrowsAsync<WebSocketException>(() => hub.Next(_ => false, _patience.Token));
    }

    [Fact]
    public async Task Others_connections_and_those_of_other_sessions_stay()
    {
        using var browser = await town.SignedIn("stays", out var cookies, "dutyOfficer");
        using var second = town.Browser(out var otherCookies);
        await Town.SignIn(second, "stays", Town.Password);
        await using var staying = await Open(otherCookies);
        await using var going = await Open(cookies);
        Assert.Equal(HttpStatusCode.NoContent, (await browser.DeleteAsync("/api/v1/session")).StatusCode);
        await Assert.ThrowsAsync<WebSocketException>(() => going.Next(_ => false, _patience.Token));
        await staying.View("nowhere", [0, 0, 1, 1], 10, _patience.Token);
        await staying.Next(r => JsonDocument.Parse(r).RootElement.TryGetProperty("error", out _), _patience.Token);
    }

    [Fact]
    public async Task A_session_that_was_ended_is_over_for_every_copy_of_its_cookie()
    {
        using var browser = await town.SignedIn("copied", out var cookies, "auditor");
        using var thief = town.Browser(out var stolen);
        stolen.Add(new Uri(town.Host.Url), cookies.GetCookies(new Uri(town.Host.Url)));
        Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync("/api/v1/audit")).StatusCode);
        var mine = await browser.GetFromJsonAsync<JsonElement>("/api/v1/session/all");
        Assert.True(Assert.Single(mine.GetProperty("items").EnumerateArray()).GetProperty("isThis").GetBoolean());
        Assert.Equal(HttpStatusCode.NoContent, (await browser.DeleteAsync("/api/v1/session")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.GetAsync("/api/v1/audit")).StatusCode);
    }

    [Fact]
    public async Task Nobody_sees_or_ends_the_sessions_of_somebody_else()
    {
        using var owner = await town.SignedIn("owner-of-sessions", "dutyOfficer");
        using var other = await town.SignedIn("other-of-sessions", "commander");
        var id = (await owner.GetFromJsonAsync<JsonElement>("/api/v1/session/all")).GetProperty("items")[0].GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.NotFound, (await other.DeleteAsync($"/api/v1/session/all/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.DeleteAsync($"/api/v1/people/owner-of-sessions/sessions/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync("/api/v1/session")).StatusCode);
    }

    private async Task End(string ending, string name, HttpClient browser)
    {
        var admin = town.Host.Http;
        using var answer = ending switch
        {
            "sign out" => await browser.DeleteAsync("/api/v1/session"),
            "sign out everywhere" => await browser.DeleteAsync("/api/v1/session/all"),
            "ended from another browser" => await FromAnother(name),
            "ended by an administrator" => await admin.DeleteAsync($"/api/v1/people/{name}/sessions/{(await admin.GetFromJsonAsync<JsonElement>($"/api/v1/people/{name}/sessions")).GetProperty("items")[0].GetProperty("id").GetString()}"),
            "another password" => await browser.PutAsJsonAsync("/api/v1/session/password", new { password = Town.Password, next = Town.Password + " more" }),
            _ => await admin.PutAsJsonAsync($"/api/v1/people/{name}", new { fullName = name, department = "water", roles = new[] { "planner" }, isDisabled = ending == "disabled" }),
        };
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> FromAnother(string name)
    {
        using var second = town.Browser();
        await Town.SignIn(second, name, Town.Password);
        var sessions = await second.GetFromJsonAsync<JsonElement>("/api/v1/session/all");
        return await second.DeleteAsync($"/api/v1/session/all/{sessions.GetProperty("items").EnumerateArray().Single(s => !s.GetProperty("isThis").GetBoolean()).GetProperty("id").GetString()}");
    }

    private Task<HubConnection> Open(CookieContainer cookies) => HubConnection.Open(new Uri(town.Host.Url), _patience.Token, header: ("Cookie", cookies.GetCookieHeader(new Uri(town.Host.Url))));

    public void Dispose() => _patience.Dispose();
}
