using System.Security.Cryptography;
using System.Text;
using DigitalTwin.Contracts;
using Microsoft.AspNetCore.Identity;
using Orleans;

namespace DigitalTwin.Host.People;

/// <summary>Lets ASP.NET Core Identity work on accounts that grains keep.</summary>
internal sealed class AccountStore(IGrainFactory grains, AccountChanges changes) : IUserPasswordStore<Account>, IUserSecurityStampStore<Account>, IUserLockoutStore<Account>, IUserTwoFactorStore<Account>,
    IUserAuthenticatorKeyStore<Account>, IUserTwoFactorRecoveryCodeStore<Account>
{
    public async Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken)
    {
        if (!await grains.GetGrain<IPeopleGrain>(IPeopleGrain.Key).Add(user.Record.Name)) return Failed("TooMany", "There are too many accounts.");
        return await UpdateAsync(user, cancellationToken);
    }

    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        var next = user.Record with { Version = user.Record.Version + 1 };
        if (!await grains.GetGrain<IAccountGrain>(next.Name).Save(next)) return Failed("ConcurrencyFailure", "Somebody else changed the account meanwhile.");
        user.Record = next;
        changes.Raise(next.Name);
        return IdentityResult.Success;
    }

    /// <summary>Accounts are disabled, never removed: the record of what they did names them.</summary>
    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw new NotSupportedException("Accounts are disabled, not removed.");

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) => Find(userId);
    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => Find(normalizedUserName);

    private async Task<Account?> Find(string name) => name.Length is 0 or > AccountName.Longest ? null : await grains.GetGrain<IAccountGrain>(AccountName.Normal(name)).Read() is { } record ? Account.Of(record) : null;

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Record.Name);
    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Record.Name);
    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Record.Name);
    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => Set(user, r => r with { Name = AccountName.Normal(userName ?? "") });
    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken) => Set(user, r => r with { PasswordHash = passwordHash });
    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Record.PasswordHash);
    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Record.PasswordHash is not null);

    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken) => Set(user, r => r with { SecurityStamp = stamp });
    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Record.SecurityStamp);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Record.LockedUntil is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : (DateTimeOffset?)null);
    public Task SetLockoutEndDateAsync(Account user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) => Set(user, r => r with { LockedUntil = lockoutEnd?.ToUnixTimeMilliseconds() });
    public async Task<int> IncrementAccessFailedCountAsync(Account user, CancellationToken cancellationToken)
    {
        await Set(user, r => r with { Failures = r.Failures + 1 });
        return user.Record.Failures;
    }

    public Task ResetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Set(user, r => r with { Failures = 0 });
    public Task<int> GetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Record.Failures);
    public Task<bool> GetLockoutEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(true);
    public Task SetLockoutEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetTwoFactorEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) => Set(user, r => r with { IsTwoFactor = enabled });
    public Task<bool> GetTwoFactorEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Record.IsTwoFactor);
    public Task SetAuthenticatorKeyAsync(Account user, string key, CancellationToken cancellationToken) => Set(user, r => r with { AuthenticatorKey = key });
    public Task<string?> GetAuthenticatorKeyAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Record.AuthenticatorKey);

    public Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) => Set(user, r => r with { RecoveryCodes = [.. recoveryCodes.Select(Hash)] });
    public Task<int> CountCodesAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Record.RecoveryCodes.Length);
    public async Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken)
    {
        var hash = Hash(code.Trim());
        if (!user.Record.RecoveryCodes.Contains(hash)) return false;
        await Set(user, r => r with { RecoveryCodes = [.. r.RecoveryCodes.Where(c => c != hash)] });
        return true;
    }

    public void Dispose()
    {
    }

    // Recovery codes are random, so a plain hash of one cannot be guessed back.
    private static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));

    private static Task Set(Account user, Func<AccountRecord, AccountRecord> change)
    {
        user.Record = change(user.Record);
        return Task.CompletedTask;
    }

    private static IdentityResult Failed(string code, string why) => IdentityResult.Failed(new IdentityError { Code = code, Description = why });
}

/// <summary>The name to sign in with.</summary>
internal static class AccountName
{
    public const int Longest = 40;

    public static string Normal(string name) => name.Trim().ToLowerInvariant();

    /// <summary>Letters of any script, digits, dot, hyphen and underscore.</summary>
    public static bool IsValid(string name) => name.Length is >= 2 and <= Longest && name.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_');
}
