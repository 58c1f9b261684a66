using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.People;

/// <summary>A host with people in it, each with a browser's cookies.</summary>
public sealed class Town : IAsyncLifetime
{
    public const string Password = "correct horse battery";

    public RunningHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await RunningHost.Start();

    public Task DisposeAsync() => Host.DisposeAsync().AsTask();

    /// <summary>A browser without any session.</summary>
    public HttpClient Browser() => Browser(out _);

    public HttpClient Browser(out CookieContainer cookies)
    {
        cookies = new CookieContainer();
        return new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = new Uri(Host.Url) };
    }

    /// <summary>Makes an account, changes its one-time password and returns a browser that is signed in.</summary>
    public Task<HttpClient> SignedIn(string name, params string[] roles) => SignedIn(name, out _, roles);

    public Task<HttpClient> SignedIn(string name, out CookieContainer cookies, params string[] roles) => Enter(Browser(out cookies), name, Make(name, roles));

    /// <summary>As <see cref="SignedIn(string, string[])"/>, of a department and bound to regions.</summary>
    public Task<HttpClient> SignedInOf(string department, string[] regions, string name, params string[] roles) => Enter(Browser(), name, MakeOf(department, regions, name, roles));

    private static async Task<HttpClient> Enter(HttpClient browser, string name, Task<string> making)
    {
        var first = await making;
        Assert.Equal(HttpStatusCode.OK, (await SignIn(browser, name, first)).StatusCode);
        using var changed = await browser.PutAsJsonAsync("/api/v1/session/password", new { password = first, next = Password });
        Assert.True(changed.IsSuccessStatusCode, await changed.Content.ReadAsStringAsync());
        return browser;
    }

    /// <returns>The one-time password.</returns>
    public Task<string> Make(string name, params string[] roles) => MakeOf("water", [], name, roles);

    private async Task<string> MakeOf(string department, string[] regions, string name, string[] roles)
    {
        using var made = await Host.Http.PostAsJsonAsync($"/api/v1/people/{Uri.EscapeDataString(name)}", new { fullName = name, department, regions, roles });
        Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        return (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("oneTimePassword").GetString()!;
    }

    public static Task<HttpResponseMessage> SignIn(HttpClient browser, string name, string password, string? code = null) =>
        browser.PostAsJsonAsync("/api/v1/session", new { name, password, code });
}
