using System.Collections.Concurrent;
using System.Security.Claims;
using DigitalTwin.Domain.People;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Background;
using DigitalTwin.Host.People;
using Microsoft.AspNetCore.SignalR;

namespace DigitalTwin.Host.Hub;

/// <summary>Ends hub connections whose session has ended, whose key was revoked, or whose rights are others by now; the page then connects anew, with what is left.</summary>
/// <remarks>Told at once of what happens on this host; what happened elsewhere, or by the clock, is found within the pause.</remarks>
internal sealed class HubConnections : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Held> _held = new();
    private readonly IServiceScopeFactory _scopes;
    private readonly ApiKeys _keys;
    private readonly TimeProvider _time;
    private readonly ILogger<HubConnections> _log;

    public HubConnections(IServiceScopeFactory scopes, ApiKeys keys, AccountChanges accounts, TimeProvider time, ILogger<HubConnections> log)
    {
        (_scopes, _keys, _time, _log) = (scopes, keys, time, log);
        accounts.Changed += name => _ = CheckSafely(h => h.User.Identity!.Name == name);
        keys.Changed += () => _ = CheckSafely(h => Sessions.IdOf(h.User) is null);
    }

    private sealed record Held(HubCallerContext Connection, ClaimsPrincipal User);

    /// <summary>The connections of one person on this host.</summary>
    public IEnumerable<string> Of(string name) => _held.Where(h => h.Value.User.Identity!.Name == name).Select(h => h.Key);

    /// <summary>Connections on this host of whoever has a scope, each with how far its rights reach.</summary>
    public IEnumerable<(string Connection, Reach Reach)> Reaching(string scope) => _held.Select(h => (h.Key, Caller.Of(h.Value.User))).Where(h => h.Item2.Has(scope));

    public void Add(HubCallerContext connection)
    {
        if (connection.User is not { Identity: { IsAuthenticated: true, Name: not null } } user) return; // Let in because reading is open: nothing can end.
        var held = new Held(connection, user);
        _held[connection.ConnectionId] = held;
        _ = CheckSafely(h => h == held); // It may have ended since the request was let in.
    }

    public void Remove(string connectionId) => _held.TryRemove(connectionId, out _);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Run(_time, Pause, _log, "Sessions of open connections could not be checked", _ => Check(_ => true), stoppingToken);

    private async Task CheckSafely(Func<Held, bool> which)
    {
        try
        {
            await Check(which);
        }
        catch (Exception e)
        {
            _log.LogWarning(e, "Sessions of open connections could not be checked; the next round will.");
        }
    }

    private async Task Check(Func<Held, bool> which)
    {
        var held = _held.Values.Where(which).ToArray();
        if (held.Length == 0) return;
        await using var scope = _scopes.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<SignIn>();
        foreach (var one in held)
            if (!await IsGood(one.User, signIn)) one.Connection.Abort();
    }

    private async Task<bool> IsGood(ClaimsPrincipal user, SignIn signIn)
    {
        if (Sessions.IdOf(user) is null) return _keys.IsGood(user);
        return await signIn.Renew(user) is { } now && Rights(now).SetEquals(Rights(user));
    }

    private static HashSet<(string, string)> Rights(ClaimsPrincipal user) => [.. user.Claims.Select(c => (c.Type, c.Value))];
}
