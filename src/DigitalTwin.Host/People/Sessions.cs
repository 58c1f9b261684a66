using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using DigitalTwin.Contracts;
using Microsoft.AspNetCore.Authentication;
using Orleans;

namespace DigitalTwin.Host.People;

/// <summary>Begins and ends sign-ins. A session counts only while the account lists it, so ending one ends its cookie wherever that went.</summary>
internal sealed class Sessions(IGrainFactory grains, AccountChanges changes, TimeProvider time)
{
    /// <summary>Of one account; the oldest ends when one more begins.</summary>
    private const int Most = 20;
    private const int LongestAgent = 120, Tries = 20;
    /// <summary>Times of sessions last used that are remembered.</summary>
    private const int MostSeen = 100_000;

    private readonly ConcurrentDictionary<string, long> _seen = [];

    /// <summary>Signs the browser in under a new session.</summary>
    public async Task Begin(HttpContext http, Account account)
    {
        var now = time.GetUtcNow();
        var agent = http.Request.Headers.UserAgent.ToString();
        var session = new SessionRecord(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)), account.Record.SecurityStamp, now.ToUnixTimeMilliseconds(), http.Connection.RemoteIpAddress?.ToString(),
            agent.Length > LongestAgent ? agent[..LongestAgent] : agent);
        await Change(account.Record.Name, r => r with { Sessions = [.. Live(r).TakeLast(Most - 1), session] });
        await http.SignInAsync(SessionCookie.SchemeName, SignIn.Ticket(account, session.Id), SessionCookie.Begin(now));
    }

    /// <returns>False where there is no such session.</returns>
    public async Task<bool> End(string name, string id)
    {
        var found = false;
        await Change(name, r =>
        {
            found = Array.Exists(r.Sessions, s => s.Id == id);
            return r with { Sessions = [.. r.Sessions.Where(s => s.Id != id)] };
        });
        return found;
    }

    /// <summary>The sign-ins of an account that are good still, oldest first.</summary>
    public IEnumerable<SessionRecord> Live(AccountRecord account)
    {
        var oldest = time.GetUtcNow().ToUnixTimeMilliseconds() - (long)SessionCookie.Longest.TotalMilliseconds;
        return account.Sessions.Where(s => s.Stamp == account.SecurityStamp && s.BegunAt > oldest);
    }

    public void Saw(string id)
    {
        if (_seen.Count > MostSeen) _seen.Clear(); // Only tells when a session was last used.
        _seen[id] = time.GetUtcNow().ToUnixTimeMilliseconds();
    }

    public long LastSeen(SessionRecord session) => Math.Max(session.BegunAt, _seen.GetValueOrDefault(session.Id));

    /// <summary>The session of a request; null for machines and for who is not signed in.</summary>
    public static string? IdOf(ClaimsPrincipal user) => user.FindFirstValue(SignIn.SessionClaim);

    private async Task Change(string name, Func<AccountRecord, AccountRecord> change)
    {
        var grain = grains.GetGrain<IAccountGrain>(name);
        for (var tries = 0; tries < Tries; tries++)
        {
            if (await grain.Read() is not { } record) return;
            if (!await grain.Save(change(record) with { Version = record.Version + 1 })) continue;
            changes.Raise(name);
            return;
        }
        throw new TimeoutException($"The sessions of '{name}' could not be changed: others kept changing the account.");
    }
}

/// <summary>Tells who holds on to an account's rights, as open connections do, that the account has changed on this host.</summary>
internal sealed class AccountChanges
{
    public event Action<string>? Changed;

    public void Raise(string name) => Changed?.Invoke(name);
}
