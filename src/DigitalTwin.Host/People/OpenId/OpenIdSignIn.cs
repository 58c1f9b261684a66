using System.Net.Http.Headers;
using System.Text.Json;
using DigitalTwin.Host.Audit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Identity;

namespace DigitalTwin.Host.People.OpenId;

/// <summary>Sign-in by OpenID Connect (code flow with PKCE), on the framework's own OAuth handler. Who comes so has an account like others, made at the first time; roles, department and regions are the provider's each time anew.</summary>
internal static class OpenIdSignIn
{
    public const string SchemeName = "OpenId";
    public const string BeginPath = "/api/v1/session/openid";
    private const string CallbackPath = BeginPath + "/callback";
    private static readonly object AccountKey = new();

    public static void AddOpenId(this IServiceCollection services, OpenIdOptions options)
    {
        services.AddSingleton(options);
        if (!options.IsOn) return;
        services.AddAuthentication().AddOAuth(SchemeName, o =>
        {
            (o.ClientId, o.ClientSecret) = (options.ClientId, options.ClientSecret);
            (o.AuthorizationEndpoint, o.TokenEndpoint, o.UserInformationEndpoint) = (options.AuthorizationEndpoint, options.TokenEndpoint, options.UserInfoEndpoint);
            o.CallbackPath = CallbackPath;
            o.UsePkce = true;
            o.SaveTokens = false;
            o.SignInScheme = SessionCookie.SchemeName;
            o.BackchannelTimeout = TimeSpan.FromSeconds(15);
            o.Scope.Clear();
            foreach (var scope in options.Scopes) o.Scope.Add(scope);
            // Sent back by another site, so strict would lose it; where the page is served by http, as in a test, it cannot be secure.
            o.CorrelationCookie.SameSite = SameSiteMode.Lax;
            o.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            o.Events.OnCreatingTicket = FindAccount;
            o.Events.OnTicketReceived = BeginSession;
            o.Events.OnRemoteFailure = Refuse;
        });
    }

    private static async Task FindAccount(OAuthCreatingTicketContext context)
    {
        var services = context.HttpContext.RequestServices;
        var options = services.GetRequiredService<OpenIdOptions>();
        using var request = new HttpRequestMessage(HttpMethod.Get, options.UserInfoEndpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", context.AccessToken);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var answer = await context.Backchannel.SendAsync(request, context.HttpContext.RequestAborted);
        answer.EnsureSuccessStatusCode();
        using var information = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(context.HttpContext.RequestAborted));
        var subject = information.RootElement.TryGetProperty("sub", out var sub) ? sub.GetString() ?? "" : "";
        var token = context.TokenResponse.Response?.RootElement is { } given && given.TryGetProperty("id_token", out var id) ? id.GetString() : null;
        if (OpenIdPerson.FaultOf(token, subject, options, services.GetRequiredService<TimeProvider>().GetUtcNow()) is { } fault) throw new AuthenticationFailureException(fault);
        if (OpenIdPerson.Read(information.RootElement, options, out var why) is not { } person) throw new AuthenticationFailureException(why);
        context.HttpContext.Items[AccountKey] = await Take(services.GetRequiredService<UserManager<Account>>(), person);
    }

    private static async Task<Account> Take(UserManager<Account> accounts, OpenIdPerson person)
    {
        var known = await accounts.FindByNameAsync(person.Name);
        // Else a provider that lets people choose their names could take an account over.
        if (known is not null && known.Record.ExternalSubject != person.Subject) throw new AuthenticationFailureException($"There is another account '{person.Name}' here.");
        if (known?.Record.IsDisabled == true) throw new AuthenticationFailureException("The account is disabled.");
        var account = known ?? Account.New(person.Name, person.FullName, person.Department, person.Roles, person.Regions);
        var record = account.Record;
        var isSame = known is not null && (record.FullName, record.Department) == (person.FullName, person.Department) && record.Roles.SequenceEqual(person.Roles) && record.Regions.SequenceEqual(person.Regions);
        if (isSame) return account;
        account.Record = record with { FullName = person.FullName, Department = person.Department, Roles = person.Roles, Regions = person.Regions, ExternalSubject = person.Subject, MustChangePassword = false };
        var kept = known is null ? await accounts.CreateAsync(account) : await accounts.UpdateAsync(account);
        return kept.Succeeded ? account : throw new AuthenticationFailureException(string.Join(" ", kept.Errors.Select(e => e.Description)));
    }

    private static async Task BeginSession(TicketReceivedContext context)
    {
        var http = context.HttpContext;
        var account = (Account)http.Items[AccountKey]!;
        await http.RequestServices.GetRequiredService<AuditTrail>().Append(account.Record.Name, new { what = "sign in", from = http.Connection.RemoteIpAddress?.ToString(), by = SchemeName });
        await http.RequestServices.GetRequiredService<Sessions>().Begin(http, account);
        context.HandleResponse();
        context.Response.Redirect("/");
    }

    private static async Task Refuse(RemoteFailureContext context)
    {
        var http = context.HttpContext;
        var why = context.Failure is AuthenticationFailureException { InnerException: null } known ? known.Message : "The provider's answer could not be used.";
        http.RequestServices.GetRequiredService<ILogger<OpenIdOptions>>().LogWarning(context.Failure, "A sign-in by OpenID was refused.");
        await http.RequestServices.GetRequiredService<AuditTrail>().Append("?", new { what = "sign in", from = http.Connection.RemoteIpAddress?.ToString(), by = SchemeName, refused = why });
        context.HandleResponse();
        context.Response.Redirect("/?signIn=refused");
    }
}
