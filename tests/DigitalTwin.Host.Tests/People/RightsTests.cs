using System.Net;
using System.Net.WebSockets;
using System.Reflection;
using System.Text;
using System.Text.Json;
using DigitalTwin.Domain.People;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Hub;
using DigitalTwin.Host.People;
using DigitalTwin.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Host.Tests.People;

/// <summary>Walks every route with every role and with none, and compares with one table, which is also the documentation (<c>docs/rights.md</c>).</summary>
public class RightsTests(Town town) : IClassFixture<Town>
{
    /// <summary>Open to anybody: health, the door itself, and descriptions of the API.</summary>
    private static readonly string[] Open = ["GET /healthz", "GET /readyz", "POST /api/v1/session", "GET /api/v1/session/ways", "GET /api/v1/session/openid", "GET /openapi/{documentName}.json", "GET /docs", "GET /docs/{file}"];

    private sealed record Route(string Method, string Path, string? Policy)
    {
        public string Name => $"{Method} {Path}";
    }

    [Fact]
    public void Whatever_is_not_open_on_purpose_needs_a_right_and_whatever_changes_something_needs_more_than_to_read()
    {
        foreach (var route in Routes())
        {
            if (Open.Contains(route.Name)) continue;
            Assert.True(route.Policy is not null, $"{route.Name} asks for no right.");
            Assert.True(Scopes.All.Contains(route.Policy) || route.Policy == SignedIn.Policy, $"{route.Name} asks for '{route.Policy}', which is no scope.");
        }
    }

    [Fact]
    public void Roles_name_scopes_that_there_are_and_every_scope_is_somebodys()
    {
        foreach (var role in PeopleCatalogue.Default.Roles) Assert.Empty(role.Scopes.Except(Scopes.All));
        Assert.Empty(Scopes.All.Except(PeopleCatalogue.Default.Roles.SelectMany(r => r.Scopes)));
    }

    [Fact]
    public async Task Every_role_gets_through_where_the_table_says_and_nowhere_else()
    {
        var wrong = new List<string>();
        foreach (var role in PeopleCatalogue.Default.Roles.Select(r => r.Id).Prepend(null))
        {
            using var browser = role is null ? town.Browser() : await town.SignedIn($"walker-{role}", role);
            var may = role is null ? [] : PeopleCatalogue.Default.ScopesOf([role]);
            foreach (var route in Routes().Where(r => r.Path.StartsWith("/api/", StringComparison.Ordinal) && r.Policy is not null && r.Policy != SignedIn.Policy))
            {
                // Reading is open on loopback, where tests run; a body that is no JSON keeps those let in from doing anything.
                var expected = route.Policy == Scopes.Read || may.Contains(route.Policy!);
                using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.Path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal).Replace(":int", "", StringComparison.Ordinal));
                if (route.Method is not "GET") request.Content = new StringContent("!", Encoding.UTF8, "application/json");
                using var answer = await browser.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                var got = answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);
                if (got != expected) wrong.Add($"{role ?? "nobody"} {route.Name}: {(int)answer.StatusCode}");
            }
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Every_method_of_every_hub_lets_in_whom_the_table_says_and_nobody_else()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var (wrong, tried) = (new List<string>(), 0);
        foreach (var role in PeopleCatalogue.Default.Roles.Select(r => r.Id).Prepend(null))
        {
            var cookies = new CookieContainer();
            using var browser = role is null ? town.Browser() : await town.SignedIn($"caller-{role}", out cookies, role);
            var may = role is null ? [] : PeopleCatalogue.Default.ScopesOf([role]);
            foreach (var hub in Hubs().Where(h => role is not null || h.Right == Scopes.Read))
            {
                if (hub.Right != Scopes.Read && !may.Contains(hub.Right!))
                {
                    await Assert.ThrowsAsync<WebSocketException>(() => Connect(hub.Path, cookies, patience.Token)); // Not even through the door.
                    continue;
                }
                foreach (var (method, right) in hub.Methods)
                {
                    await using var connection = await Connect(hub.Path, cookies, patience.Token);
                    await connection.Call(method.Name, [.. method.GetParameters().Select(p => p.ParameterType).Where(t => t != typeof(CancellationToken)).Select(Some)], patience.Token);
                    string? error = null;
                    await connection.Next(record =>
                    {
                        using var message = JsonDocument.Parse(record);
                        if (message.RootElement.GetProperty("type").GetInt32() != 3) return false;
                        error = message.RootElement.TryGetProperty("error", out var told) ? told.GetString() : null;
                        return true;
                    }, patience.Token);
                    var got = error?.Contains(HubGuard.Refusal, StringComparison.Ordinal) != true;
                    if (got != (right == Scopes.Read || may.Contains(right ?? ""))) wrong.Add($"{role ?? "nobody"} {hub.Path} {method.Name}: {error}");
                    tried++;
                }
            }
        }
        Assert.Empty(wrong);
        Assert.True(tried > PeopleCatalogue.Default.Roles.Count, "Too few methods were tried.");
    }

    [Fact]
    public void Every_method_of_every_hub_names_its_right() =>
        Assert.All(Hubs().SelectMany(h => h.Methods), m => Assert.True(Scopes.All.Contains(m.Right), $"{m.Method.DeclaringType!.Name}.{m.Method.Name} names '{m.Right}', which is no scope."));

    [Fact]
    public void The_table_in_the_documentation_is_that_of_the_code()
    {
        var file = FindUp("docs/rights.md");
        var (kept, made) = (File.ReadAllText(file), Table());
        if (Environment.GetEnvironmentVariable("WRITE_RIGHTS") == "1") File.WriteAllText(file, kept = made);
        Assert.Equal(made, kept);
    }

    private string Table()
    {
        var text = new StringBuilder("# Who may do what\n\nMade from the code by a test (`WRITE_RIGHTS=1` writes it anew), which also tries every line. Nothing is allowed that is not listed. `read` is open on this machine, or where `PublicRead` says so; machines have the scopes of their key.\n\n| route | right |");
        var roles = PeopleCatalogue.Default.Roles;
        foreach (var role in roles) text.Append($" {role.English} {role.Chinese} |");
        text.Append("\n| --- | --- |").Insert(text.Length, " --- |", roles.Count).Append('\n');
        foreach (var route in Routes().OrderBy(r => r.Path, StringComparer.Ordinal).ThenBy(r => r.Method, StringComparer.Ordinal))
        {
            text.Append($"| `{route.Name}` | {(route.Policy is null ? "open" : route.Policy == SignedIn.Policy ? "own session" : $"`{route.Policy}`")} |");
            foreach (var role in roles) text.Append(route.Policy is null || route.Policy == SignedIn.Policy || role.Scopes.Contains(route.Policy) ? " ● |" : " |");
            text.Append('\n');
        }
        text.Append("\nWhat a page may call over a hub's connection; a connection ends when the session or key that opened it does, or when its rights change.\n\n| hub method | right |");
        foreach (var role in roles) text.Append($" {role.English} {role.Chinese} |");
        text.Append("\n| --- | --- |").Insert(text.Length, " --- |", roles.Count).Append('\n');
        foreach (var hub in Hubs().OrderBy(h => h.Path, StringComparer.Ordinal))
            foreach (var (method, right) in hub.Methods.OrderBy(m => m.Method.Name, StringComparer.Ordinal))
            {
                text.Append($"| `{hub.Path} {method.Name}` | `{right}` |");
                foreach (var role in roles) text.Append(right is not null && role.Scopes.Contains(right) ? " ● |" : " |");
                text.Append('\n');
            }
        return text.ToString();
    }

    private sealed record HubRoute(string Path, string? Right, (MethodInfo Method, string? Right)[] Methods);

    private HubRoute[] Hubs() => [.. town.Host.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<HubMetadata>() is not null && !e.RoutePattern.RawText!.EndsWith("/negotiate", StringComparison.Ordinal))
        .Select(e => new HubRoute(e.RoutePattern.RawText!, e.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).LastOrDefault(p => p is not null), [.. e.Metadata.GetMetadata<HubMetadata>()!.HubType
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(m => !m.IsSpecialName && m.GetBaseDefinition().DeclaringType == m.DeclaringType)
            .Select(m => (m, m.GetCustomAttribute<RightAttribute>()?.Scope))]))];

    private Task<HubConnection> Connect(string path, CookieContainer cookies, CancellationToken cancel)
    {
        var sent = cookies.GetCookieHeader(new Uri(town.Host.Url));
        return HubConnection.Open(new Uri(town.Host.Url), cancel, path: path, header: sent.Length > 0 ? ("Cookie", sent) : null);
    }

    /// <summary>Any argument of a type: what it is does not matter, since rights are asked first.</summary>
    private static object? Some(Type type) => type switch
    {
        _ when type == typeof(string) => "x",
        _ when type == typeof(double[]) => new double[] { 0, 0, 1, 1 },
        _ when type.IsValueType => Activator.CreateInstance(type),
        _ => null,
    };

    private IEnumerable<Route> Routes() => town.Host.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["HUB"]).Select(m => new Route(m, "/" + e.RoutePattern.RawText!.TrimStart('/').TrimEnd('/'),
            e.Metadata.GetMetadata<IAllowAnonymous>() is not null ? null : e.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).LastOrDefault(p => p is not null))))
        .Where(r => !r.Path.StartsWith("/dashboard", StringComparison.Ordinal)).Distinct(); // Only one of the two grain runtimes has it.

    private static string FindUp(string path)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "DigitalTwin.sln"))) return Path.Combine(at.FullName, path);
        throw new InvalidOperationException("Not in a source tree.");
    }
}
