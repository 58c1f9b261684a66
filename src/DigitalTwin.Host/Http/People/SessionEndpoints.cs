using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.People;
using DigitalTwin.Host.People.OpenId;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace DigitalTwin.Host.Http.People;

/// <summary><c>/api/v1/session</c>: sign in and out, password, second factor.</summary>
internal static class SessionEndpoints
{
    private const int LongestSecret = 200;

    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        var session = routes.MapGroup("/session").WithTags("People");
        session.MapPost("", Begin).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn).WithSummary("Sign in")
            .WithDescription("Body {name, password, code?}. 401 with wantsCode where the password is right and the code of the second factor is still wanted; 423 with lockedUntil where the account is locked for a while.").Produces<PersonView>().ProducesProblem(401).ProducesProblem(423).ProducesProblem(429);
        session.MapGet("/ways", (OpenIdOptions openId) => Results.Ok(new { password = true, openId = openId.IsOn ? new { openId.Title, url = OpenIdSignIn.BeginPath } : null })).AllowAnonymous().WithSummary("How one can sign in here");
        session.MapGet("/openid", (OpenIdOptions openId) => openId.IsOn ? Results.Challenge(new AuthenticationProperties { RedirectUri = "/" }, [OpenIdSignIn.SchemeName]) : Problems.NotFound("No OpenID provider is set."))
            .AllowAnonymous().RequireRateLimiting(RateLimits.SignIn).WithSummary("Sign in at the city's own provider").WithDescription("For a browser: leads to the provider and back, to / or to /?signIn=refused.").ProducesProblem(404);
        session.MapGet("", Who).RequireAuthorization(SignedIn.Policy).WithSummary("Who is signed in").Produces<PersonView>();
        session.MapDelete("", (Delegate)End).RequireAuthorization(SignedIn.Policy).Audited("sign out").WithSummary("Sign out here").Produces(204);
        session.MapGet("/all", async (HttpContext http, UserManager<Account> accounts, Sessions sessions) => Results.Ok(SessionView.Of((await Mine(http, accounts)).Record, sessions, http)))
            .RequireAuthorization(SignedIn.Policy).WithSummary("Where I am signed in").Produces<PageAnswer<SessionView>>();
        session.MapDelete("/all/{id}", async (HttpContext http, Sessions sessions, string id) => await sessions.End(http.User.Identity!.Name!, id) ? Results.NoContent() : Problems.NotFound($"There is no session '{id}'."))
            .RequireAuthorization(SignedIn.Policy).Audited("end session").WithSummary("End one session of mine").Produces(204).ProducesProblem(404);
        session.MapDelete("/all", EndAll).RequireAuthorization(SignedIn.Policy).Audited("sign out everywhere").WithSummary("End all sessions of mine").Produces(204);
        session.MapPut("/password", ChangePassword).RequireAuthorization(SignedIn.Policy).RequireRateLimiting(RateLimits.SignIn).Audited("change password").WithSummary("Change my password").WithDescription("Body {password, next}. All other sessions end.").Produces<PersonView>().ProducesProblem(400);
        session.MapPost("/authenticator", NewAuthenticator).RequireAuthorization(SignedIn.Policy).Audited("begin second factor").WithSummary("A new key for an authenticator").WithDescription("Body {password}. It is asked for only after PUT has shown that the authenticator knows it.").ProducesProblem(400);
        session.MapPut("/authenticator", KeepAuthenticator).RequireAuthorization(SignedIn.Policy).RequireRateLimiting(RateLimits.SignIn).Audited("set second factor").WithSummary("Ask for a code from now on").WithDescription("Body {code}. Answers with recovery codes, told this once.").ProducesProblem(400);
    }

    private static async Task<IResult> Begin(HttpContext http, SignIn signIn, UserManager<Account> accounts, AuditTrail audit, Sessions sessions, Credentials body)
    {
        if (body.Name is not { Length: > 0 and <= AccountName.Longest }) return Problems.BadField("name", $"name is missing or too long; expected 1 to {AccountName.Longest} characters.");
        if (body.Password is not { Length: > 0 and <= LongestSecret }) return Problems.BadField("password", $"password is missing or too long; expected 1 to {LongestSecret} characters.");
        if (body.Code?.Length > 40) return Problems.BadField("code", "code is too long; expected six digits or a recovery code.");
        var (verdict, account) = await signIn.Check(body.Name, body.Password, body.Code);
        await audit.Append(AccountName.Normal(body.Name), new { what = "sign in", from = http.Connection.RemoteIpAddress?.ToString(), verdict });
        if (account is not null)
        {
            await sessions.Begin(http, account);
            return Results.Ok(PersonView.Of(account.Record));
        }
        return verdict switch
        {
            SignInVerdict.Locked => Problems.Of(StatusCodes.Status423Locked, "Too many attempts; the account is locked for a quarter of an hour.",
                new() { ["lockedUntil"] = (await accounts.FindByNameAsync(body.Name))?.Record.LockedUntil is { } until ? new Instant(until).ToString() : null }),
            SignInVerdict.WantsCode => Problems.Of(401, "The code of the second factor is wanted.", new() { ["field"] = "code", ["wantsCode"] = true }),
            SignInVerdict.CodeRefused => Problems.Of(401, "The code is not right, or was used already.", new() { ["field"] = "code", ["wantsCode"] = true }),
            _ => Problems.Of(401, "Name or password is not right."),
        };
    }

    private static async Task<IResult> Who(HttpContext http, UserManager<Account> accounts) => Results.Ok(PersonView.Of((await Mine(http, accounts)).Record));

    private static async Task<IResult> End(HttpContext http, Sessions sessions)
    {
        if (Sessions.IdOf(http.User) is { } id) await sessions.End(http.User.Identity!.Name!, id); // A copy of the cookie ends with it.
        await http.SignOutAsync(SessionCookie.SchemeName);
        return Results.NoContent();
    }

    private static async Task<IResult> EndAll(HttpContext http, UserManager<Account> accounts, Sessions sessions)
    {
        await accounts.UpdateSecurityStampAsync(await Mine(http, accounts));
        return await End(http, sessions);
    }

    private static async Task<IResult> ChangePassword(HttpContext http, UserManager<Account> accounts, SignIn signIn, Sessions sessions, PasswordChange body)
    {
        if (body.Password is not { Length: > 0 and <= LongestSecret }) return Problems.BadField("password", "password is missing or too long; expected the one of now.");
        if (body.Next is not { Length: <= LongestSecret }) return Problems.BadField("next", $"next is missing or longer than {LongestSecret} characters.");
        if (body.Next == body.Password) return Problems.BadField("next", "next is the password of now; expected another.");
        var (verdict, _) = await signIn.Check(http.User.Identity!.Name!, body.Password, null);
        if (verdict is not (SignInVerdict.SignedIn or SignInVerdict.WantsCode)) return Problems.BadField("password", verdict == SignInVerdict.Locked ? "The account is locked for a quarter of an hour." : "password is not right.");
        var account = await Mine(http, accounts);
        account.Record = account.Record with { MustChangePassword = false };
        var changed = await accounts.ChangePasswordAsync(account, body.Password, body.Next);
        if (!changed.Succeeded) return Problems.BadField("next", string.Join(" ", changed.Errors.Select(e => e.Description)));
        await sessions.Begin(http, account);
        return Results.Ok(PersonView.Of(account.Record));
    }

    private static async Task<IResult> NewAuthenticator(HttpContext http, UserManager<Account> accounts, SignIn signIn, Sessions sessions, PasswordOnly body)
    {
        var account = await Mine(http, accounts);
        if (account.Record.IsTwoFactor) return Problems.Of(409, "There is a second factor already; an administrator can take it away.");
        if ((await signIn.Check(account.Record.Name, body.Password ?? "", null)).Verdict != SignInVerdict.SignedIn) return Problems.BadField("password", "password is not right.");
        account = await Mine(http, accounts);
        await accounts.ResetAuthenticatorKeyAsync(account);
        var key = (await accounts.GetAuthenticatorKeyAsync(account))!;
        await sessions.Begin(http, account); // A new key is a new stamp.
        return new Untold(new { key, uri = $"otpauth://totp/DigitalTwin:{Uri.EscapeDataString(account.Record.Name)}?secret={key}&issuer=DigitalTwin&digits=6" });
    }

    private static async Task<IResult> KeepAuthenticator(HttpContext http, UserManager<Account> accounts, SignInTurns turns, Sessions sessions, CodeOnly body)
    {
        using var turn = await turns.Take(http.User.Identity!.Name!);
        var account = await Mine(http, accounts);
        if (account.Record.AuthenticatorKey is null) return Problems.Of(409, "There is no key yet; POST gives one.");
        if (await accounts.IsLockedOutAsync(account)) return Problems.Of(StatusCodes.Status423Locked, "Too many attempts; the account is locked for a quarter of an hour.");
        if (!await accounts.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, (body.Code ?? "").Replace(" ", "", StringComparison.Ordinal)))
        {
            await accounts.AccessFailedAsync(account);
            return Problems.BadField("code", "code is not what the authenticator shows now.");
        }
        var codes = (await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, 8))!.ToArray();
        await accounts.SetTwoFactorEnabledAsync(account, true);
        await sessions.Begin(http, account);
        return new Untold(new { recoveryCodes = codes });
    }

    private static async Task<Account> Mine(HttpContext http, UserManager<Account> accounts) =>
        await accounts.FindByNameAsync(http.User.Identity!.Name!) ?? throw new InvalidOperationException("The account of a session is not there.");

    internal sealed record Credentials(string? Name, string? Password, string? Code);
    internal sealed record PasswordChange(string? Password, string? Next);
    internal sealed record PasswordOnly(string? Password);
    internal sealed record CodeOnly(string? Code);
}
