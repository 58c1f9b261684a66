using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using DigitalTwin.Host.Configuration;
using DigitalTwin.Host.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace DigitalTwin.Host.Auth;

/// <summary>Signs in whoever sends <c>Authorization: Bearer KEY</c> with a key of this host.</summary>
internal sealed class ApiKeyHandler(ApiKeys keys, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string SchemeName = "Bearer";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.Length == 0) return Task.FromResult(AuthenticateResult.NoResult());
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return Task.FromResult(AuthenticateResult.Fail("The scheme is not Bearer."));
        if (keys.Find(header["Bearer ".Length..].Trim()) is not { } key) return Task.FromResult(AuthenticateResult.Fail("The key is not known."));
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, key.Name), .. key.Id is { } id ? [new Claim(ApiKeys.IdClaim, id)] : Array.Empty<Claim>(), .. key.Scopes.Select(s => new Claim(Scopes.Claim, s))], SchemeName);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}

/// <summary>One policy a scope, by the scope's name. <see cref="Scopes.Read"/> is also given to anybody on this machine, or to all where so configured.</summary>
internal static class Authorization
{
    private const string SchemeName = "KeyOrSession";

    public static void AddKeys(this IServiceCollection services)
    {
        services.AddSingleton<KeyBook>();
        services.AddHostedService(s => s.GetRequiredService<KeyBook>());
        services.AddSingleton<ApiKeys>();
        services.AddAuthentication(SchemeName).AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null).AddCookie(SessionCookie.SchemeName, SessionCookie.Configure)
            // Machines send a key, people a cookie; a caller with both is the machine.
            .AddPolicyScheme(SchemeName, null, o => o.ForwardDefaultSelector = http =>
                http.Request.Headers.Authorization.Count == 0 && http.Request.Cookies.ContainsKey(SessionCookie.CookieName) ? SessionCookie.SchemeName : ApiKeyHandler.SchemeName);
        services.AddSingleton<IAuthorizationHandler, OpenReading>();
        var policies = services.AddAuthorizationBuilder();
        foreach (var scope in Scopes.All.Where(s => s != Scopes.Read)) policies.AddPolicy(scope, p => p.RequireClaim(Scopes.Claim, scope));
        policies.AddPolicy(SignedIn.Policy, p => p.AddAuthenticationSchemes(SessionCookie.SchemeName).RequireAuthenticatedUser());
        policies.AddPolicy(Scopes.Read, p => p.AddRequirements(new MayRead()));
    }

    /// <summary>True where this caller may read without a key.</summary>
    public static bool IsOpenTo(HttpContext? caller, TwinOptions options)
    {
        // In-process test servers have no address; they are this machine too.
        var from = caller?.Connection.RemoteIpAddress;
        return options.PublicRead || from is null || IPAddress.IsLoopback(from);
    }

    private sealed class MayRead : IAuthorizationRequirement;

    private sealed class OpenReading(IOptions<TwinOptions> options, IHttpContextAccessor http) : AuthorizationHandler<MayRead>
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, MayRead requirement)
        {
            if (IsOpenTo(http.HttpContext, options.Value) || context.User.HasClaim(Scopes.Claim, Scopes.Read)) context.Succeed(requirement);
            return Task.CompletedTask;
        }
    }
}
