using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Host.Tests.People;

public class KeyTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task A_key_opens_what_its_scopes_say_and_is_kept_only_as_a_hash()
    {
        var (id, secret) = await Make("gateway", "audit:read");
        using var machine = Machine(secret);
        Assert.Equal(HttpStatusCode.OK, (await machine.GetAsync("/api/v1/audit")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await machine.GetAsync("/api/v1/people")).StatusCode);
        var listed = (await town.Host.Get("/api/v1/keys")).GetProperty("items").EnumerateArray().Single(k => k.GetProperty("id").GetString() == id);
        Assert.NotEqual(JsonValueKind.Null, listed.GetProperty("lastUsedAt").ValueKind);
        var kept = new StringBuilder(listed.GetRawText());
        foreach (var stream in new[] { "keys", "audit" })
            foreach (var fact in await town.Host.Services.GetRequiredService<IFactLog>().Read(stream, default, new Instant(long.MaxValue), 10_000)) kept.Append(Encoding.UTF8.GetString(fact.Body.Span));
        Assert.DoesNotContain(secret, kept.ToString());
        Assert.Contains("make key", kept.ToString());
    }

    [Fact]
    public async Task A_rotated_key_is_taken_beside_the_new_one_for_the_time_given_and_no_longer()
    {
        var (id, secret) = await Make("rotating", "audit:read");
        var (_, second) = Told(await town.Host.Http.PostAsJsonAsync($"/api/v1/keys/{id}/rotate", new { overlapHours = 1 }));
        Assert.Equal(HttpStatusCode.OK, (await Machine(secret).GetAsync("/api/v1/audit")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Machine(second).GetAsync("/api/v1/audit")).StatusCode);
        var (third, secretOfThird) = Told(await town.Host.Http.PostAsJsonAsync($"/api/v1/keys/{id}/rotate", new { overlapHours = 0 }));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Machine(secret).GetAsync("/api/v1/audit")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await town.Host.Http.DeleteAsync($"/api/v1/keys/{third}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Machine(secretOfThird).GetAsync("/api/v1/audit")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await town.Host.Http.PostAsJsonAsync($"/api/v1/keys/{third}/rotate", new { })).StatusCode);
    }

    [Fact]
    public async Task A_revoked_key_ends_its_open_connection_too()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var (id, secret) = await Make("viewer", "read");
        await using var hub = await HubConnection.Open(new Uri(town.Host.Url), patience.Token, header: ("Authorization", $"Bearer {secret}"));
        await town.Host.Http.DeleteAsync($"/api/v1/keys/{id}");
        await Assert.ThrowsAsync<WebSocketException>(() => hub.Next(_ => false, patience.Token));
    }

    [Fact]
    public async Task Nobody_gives_a_key_more_than_he_has()
    {
        using var administrator = await town.SignedIn("key-maker", "administrator");
        using var refused = await administrator.PostAsJsonAsync("/api/v1/keys", new { name = "climber", scopes = new[] { "audit:read" } });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var commander = await town.SignedIn("no-key-maker", "commander");
        Assert.Equal(HttpStatusCode.Forbidden, (await commander.GetAsync("/api/v1/keys")).StatusCode);
    }

    [Fact]
    public async Task A_key_outlives_a_restart()
    {
        var folder = RunningHost.NewFolder();
        try
        {
            string secret;
            await using (var host = await RunningHost.Start(folder)) (_, secret) = Told(await host.Http.PostAsJsonAsync("/api/v1/keys", new { name = "lasting", scopes = new[] { "audit:read" } }));
            await using var again = await RunningHost.Start(folder);
            using var machine = new HttpClient { BaseAddress = new Uri(again.Url), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", secret) } };
            Assert.Equal(HttpStatusCode.OK, (await machine.GetAsync("/api/v1/audit")).StatusCode);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private HttpClient Machine(string secret) => new() { BaseAddress = new Uri(town.Host.Url), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", secret) } };

    private async Task<(string Id, string Secret)> Make(string name, params string[] scopes) => Told(await town.Host.Http.PostAsJsonAsync("/api/v1/keys", new { name, scopes }));

    private static (string Id, string Secret) Told(HttpResponseMessage answer)
    {
        var body = answer.Content.ReadFromJsonAsync<JsonElement>().Result;
        Assert.True(answer.IsSuccessStatusCode, body.GetRawText());
        return (body.GetProperty("key").GetProperty("id").GetString()!, body.GetProperty("secret").GetString()!);
    }
}
