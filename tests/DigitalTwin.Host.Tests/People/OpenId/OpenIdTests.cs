using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Testing;

namespace DigitalTwin.Host.Tests.People.OpenId;

/// <summary>Against a real provider, in a process of its own.</summary>
public sealed partial class OpenIdTests : IAsyncLifetime
{
    private readonly int _port = ServerProcess.FreePort();
    private RunningHost _host = null!;
    private Provider? _provider;

    public async Task InitializeAsync()
    {
        var own = ServerProcess.FreePort();
        if (Provider.WhyNot is null) _provider = await Provider.Start(_port, $"http://127.0.0.1:{own}/api/v1/session/openid/callback");
        var settings = new Dictionary<string, string>
        {
            ["Authority"] = $"http://127.0.0.1:{_port}", ["ClientId"] = "twin", ["ClientSecret"] = "not-a-secret-in-a-test", ["AuthorizationEndpoint"] = $"http://127.0.0.1:{_port}/auth", ["TokenEndpoint"] = $"http://127.0.0.1:{_port}/token",
            ["UserInfoEndpoint"] = $"http://127.0.0.1:{_port}/me", ["Roles:duty"] = "dutyOfficer", ["Departments:w"] = "water", ["Title"] = "城市统一认证",
        };
        _host = await RunningHost.Start(adjust: builder =>
        {
            builder.Configuration["DigitalTwin:Port"] = $"{own}";
            foreach (var (name, value) in settings) builder.Configuration[$"DigitalTwin:OpenId:{name}"] = value;
        });
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        if (_provider is not null) await _provider.DisposeAsync();
    }

    [ProviderFact]
    public async Task Who_signs_in_at_the_provider_has_an_account_here_with_what_the_provider_says()
    {
        var ways = await _host.Get("/api/v1/session/ways");
        Assert.Equal("城市统一认证", ways.GetProperty("openId").GetProperty("title").GetString());
        using var browser = Browser();
        Assert.Equal("/", await SignIn(browser, "wang"));
        var person = await browser.GetFromJsonAsync<JsonElement>($"{_host.Url}/api/v1/session");
        Assert.Equal(("wang", "王值班", "water"), (person.GetProperty("name").GetString()!, person.GetProperty("fullName").GetString()!, person.GetProperty("department").GetString()!));
        Assert.Equal(["dutyOfficer"], person.GetProperty("roles").EnumerateArray().Select(r => r.GetString()!));
        Assert.Equal(["north"], person.GetProperty("regions").EnumerateArray().Select(r => r.GetString()!));
        Assert.Equal(HttpStatusCode.NoContent, (await browser.DeleteAsync($"{_host.Url}/api/v1/session")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync($"{_host.Url}/api/v1/session")).StatusCode);
        using var byPassword = Browser();
        Assert.Equal(HttpStatusCode.Unauthorized, (await byPassword.PostAsJsonAsync($"{_host.Url}/api/v1/session", new { name = "wang", password = "any password at all" })).StatusCode);
        using var again = Browser();
        Assert.Equal("/", await SignIn(again, "wang"));
    }

    [ProviderFact]
    public async Task Who_has_no_role_here_or_the_name_of_somebody_else_is_not_let_in()
    {
        using (var made = await _host.Http.PostAsJsonAsync("/api/v1/people/admin", new { fullName = "A", department = "data", roles = new[] { "administrator" } })) Assert.True(made.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict);
        foreach (var name in new[] { "outsider", "admin" })
        {
            using var browser = Browser();
            Assert.Equal("/?signIn=refused", await SignIn(browser, name));
            Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync($"{_host.Url}/api/v1/session")).StatusCode);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Http.GetAsync("/api/v1/people/outsider")).StatusCode);
    }

    [ProviderFact]
    public async Task A_callback_that_this_browser_did_not_begin_is_refused()
    {
        using var victim = Browser();
        using var answer = await victim.GetAsync($"{_host.Url}/api/v1/session/openid/callback?code=stolen&state=made-up");
        Assert.Equal("/?signIn=refused", answer.Headers.Location?.OriginalString);
        Assert.DoesNotContain(answer.Headers, h => h.Key == "Set-Cookie" && h.Value.Any(v => v.StartsWith("twin-session=", StringComparison.Ordinal) && !v.StartsWith("twin-session=;", StringComparison.Ordinal)));
    }

    private static HttpClient Browser() => new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false });

    /// <summary>What a person does: follows redirects, and sends what the provider's pages ask for.</summary>
    /// <returns>Where our host sends the browser at last.</returns>
    private async Task<string> SignIn(HttpClient browser, string login)
    {
        var next = new Uri($"{_host.Url}/api/v1/session/openid");
        for (var steps = 0; steps < 20; steps++)
        {
            var answer = await browser.GetAsync(next);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                var page = await answer.Content.ReadAsStringAsync();
                var fields = Hidden().Matches(page).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
                if (page.Contains("name=\"login\"", StringComparison.Ordinal)) (fields["login"], fields["password"]) = (login, "any");
                answer = await browser.PostAsync(Form().Match(page).Groups[1].Value, new FormUrlEncodedContent(fields));
            }
            Assert.True(answer.Headers.Location is not null, $"{next}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            var to = new Uri(answer.RequestMessage!.RequestUri!, answer.Headers.Location);
            if (to.GetLeftPart(UriPartial.Authority) == _host.Url && !to.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal)) return to.PathAndQuery;
            next = to;
        }
        throw new InvalidOperationException("The sign-in goes round in circles.");
    }

    [GeneratedRegex("<form[^>]*action=\"([^\"]+)\"")]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
