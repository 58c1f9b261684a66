using System.Collections.Concurrent;
using System.Security.Claims;
using DigitalTwin.Domain.People;
using DigitalTwin.Host.Auth;
using Microsoft.AspNetCore.Identity;

namespace DigitalTwin.Host.People;

internal enum SignInVerdict
{
    SignedIn,
    /// <summary>Name or password is wrong, or there is no such account, or it is disabled: which of them is not told.</summary>
    Refused,
    Locked,
    /// <summary>The password is right; the code of the second factor is still wanted.</summary>
    WantsCode,
    CodeRefused,
}

/// <summary>Checks who somebody is, and says what the cookie of a session says.</summary>
internal sealed class SignIn(UserManager<Account> accounts, SignInTurns turns, Sessions sessions)
{
    private const string StampClaim = "stamp";
    public const string SessionClaim = "session";
    /// <summary>Set while the password must be changed; such a session may do nothing else.</summary>
    public const string MustChangeClaim = "mustChangePassword";

    private static readonly Account Nobody = Account.New("nobody", "", "", [], []);
    private static readonly string SomeHash = new PasswordHasher<Account>().HashPassword(Nobody, "the time that a check takes must not tell whether there is such an account");

    public async Task<(SignInVerdict Verdict, Account? Account)> Check(string name, string password, string? code)
    {
        using var turn = await turns.Take(AccountName.Normal(name));
        if (await accounts.FindByNameAsync(name) is not { } account || account.Record.IsDisabled)
        {
            accounts.PasswordHasher.VerifyHashedPassword(Nobody, SomeHash, password);
            return (SignInVerdict.Refused, null);
        }
        if (await accounts.IsLockedOutAsync(account)) return (SignInVerdict.Locked, null);
        if (!await accounts.CheckPasswordAsync(account, password)) return (await Fail(account, SignInVerdict.Refused), null);
        if (account.Record.IsTwoFactor)
        {
            if (string.IsNullOrWhiteSpace(code)) return (SignInVerdict.WantsCode, null);
            if (!await TakesCode(account, code)) return (await Fail(account, SignInVerdict.CodeRefused), null);
        }
        if (account.Record.Failures > 0) await accounts.ResetAccessFailedCountAsync(account);
        return (SignInVerdict.SignedIn, account);
    }

    private async Task<SignInVerdict> Fail(Account account, SignInVerdict why)
    {
        await accounts.AccessFailedAsync(account);
        return await accounts.IsLockedOutAsync(account) ? SignInVerdict.Locked : why;
    }

    /// <summary>A code of the authenticator, each only once, or one of the recovery codes.</summary>
    private async Task<bool> TakesCode(Account account, string code)
    {
        var digits = code.Replace(" ", "", StringComparison.Ordinal);
        if (digits != account.Record.LastCode && await accounts.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, digits))
        {
            account.Record = account.Record with { LastCode = digits };
            return (await accounts.UpdateAsync(account)).Succeeded;
        }
        return (await accounts.RedeemTwoFactorRecoveryCodeAsync(account, code.Trim())).Succeeded;
    }

    /// <summary>What a session's cookie holds: the name, the stamp and which session it is. What the person may is looked up at each request.</summary>
    public static ClaimsPrincipal Ticket(Account account, string session) => new(new ClaimsIdentity([new(ClaimTypes.Name, account.Record.Name), new(StampClaim, account.Record.SecurityStamp), new(SessionClaim, session)], SessionCookie.SchemeName));

    /// <summary>The person of a ticket with all rights of now; null where the session has ended.</summary>
    public async Task<ClaimsPrincipal?> Renew(ClaimsPrincipal? ticket)
    {
        if (ticket?.Identity?.Name is not { } name || await accounts.FindByNameAsync(name) is not { } account) return null;
        var record = account.Record;
        var session = ticket.FindFirstValue(SessionClaim);
        if (record.IsDisabled || ticket.FindFirstValue(StampClaim) != record.SecurityStamp || session is null || sessions.Live(record).All(s => s.Id != session)) return null;
        var claims = new List<Claim> { new(ClaimTypes.Name, record.Name), new(StampClaim, record.SecurityStamp), new(SessionClaim, session), new(Caller.DepartmentClaim, record.Department), new(Incidents.IncidentActor.FullNameClaim, record.FullName) };
        if (record.MustChangePassword) claims.Add(new(MustChangeClaim, "true"));
        else
        {
            claims.AddRange(record.Roles.Select(r => new Claim(ClaimTypes.Role, r)));
            claims.AddRange(record.Regions.Select(r => new Claim(Caller.RegionClaim, r)));
            claims.AddRange(PeopleCatalogue.Default.ScopesOf(record.Roles).Select(s => new Claim(Scopes.Claim, s)));
        }
        return new(new ClaimsIdentity(claims, SessionCookie.SchemeName));
    }
}

/// <summary>One attempt an account at a time, so that guesses at once are counted one by one.</summary>
internal sealed class SignInTurns
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private const int Lanes = 256;

    private readonly ConcurrentDictionary<int, SemaphoreSlim> _lanes = [];

    /// <exception cref="TimeoutException">Too many wait before this one.</exception>
    public async Task<IDisposable> Take(string name)
    {
        var lane = _lanes.GetOrAdd((int)((uint)name.GetHashCode(StringComparison.Ordinal) % Lanes), _ => new SemaphoreSlim(1));
        if (!await lane.WaitAsync(LongestWait)) throw new TimeoutException("Too many attempts to sign in at once.");
        return new Turn(lane);
    }

    private sealed class Turn(SemaphoreSlim lane) : IDisposable
    {
        public void Dispose() => lane.Release();
    }
}
