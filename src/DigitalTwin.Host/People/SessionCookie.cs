using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace DigitalTwin.Host.People;

/// <summary>The session of a person who signed in: a cookie that scripts cannot read and other sites cannot send.</summary>
internal static class SessionCookie
{
    public const string SchemeName = "Session";
    public const string CookieName = "twin-session";
    private const string BegunKey = "begun";
    /// <summary>Without any request.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromHours(8);
    /// <summary>A shift and its hand-over; then the password is asked for again.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    public static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = CookieName;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.Cookie.IsEssential = true;
        cookie.ExpireTimeSpan = Idle;
        cookie.SlidingExpiration = true;
        cookie.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
        cookie.Events.OnValidatePrincipal = Validate;
    }

    public static AuthenticationProperties Begin(DateTimeOffset now)
    {
        var properties = new AuthenticationProperties { IssuedUtc = now, IsPersistent = false };
        properties.Items[BegunKey] = now.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        return properties;
    }

    private static async Task Validate(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var age = context.Properties.Items.TryGetValue(BegunKey, out var begun) && long.TryParse(begun, out var at)
            ? services.GetRequiredService<TimeProvider>().GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(at) : TimeSpan.MaxValue;
        if (age > Longest || await services.GetRequiredService<SignIn>().Renew(context.Principal) is not { } person)
        {
            context.RejectPrincipal();
            context.Response.Cookies.Delete(CookieName);
            return;
        }
        if (Sessions.IdOf(person) is { } id) services.GetRequiredService<Sessions>().Saw(id);
        // Rights are those of now, whatever the cookie held.
        context.Principal = person;
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
