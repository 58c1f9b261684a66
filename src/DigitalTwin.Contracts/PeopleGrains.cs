using Orleans;
using Orleans.Concurrency;

namespace DigitalTwin.Contracts;

/// <summary>Names of all accounts. One grain, key <c>people</c>.</summary>
public interface IPeopleGrain : IGrainWithStringKey
{
    const string Key = "people";

    [ReadOnly]
    Task<string[]> Names();

    /// <returns>False where there are too many already.</returns>
    Task<bool> Add(string name);
}

/// <summary>One person's account. The grain key is the name to sign in with, in lower case.</summary>
public interface IAccountGrain : IGrainWithStringKey
{
    [ReadOnly]
    Task<AccountRecord?> Read();

    /// <summary>Durable when it completes.</summary>
    /// <returns>False where <see cref="AccountRecord.Version"/> is not the one after that kept: somebody was quicker.</returns>
    Task<bool> Save(AccountRecord account);
}

/// <summary>Who somebody is, what he may, and by what he is known. Times in Unix ms, wall time.</summary>
[GenerateSerializer, Immutable, Alias("AccountRecord")]
public sealed record AccountRecord
{
    [Id(0)] public required string Name { get; init; }
    [Id(1)] public required int Version { get; init; }
    [Id(2)] public required string FullName { get; init; }
    [Id(3)] public required string Department { get; init; }
    [Id(4)] public required string[] Roles { get; init; }
    /// <summary>Regions that the rights are bound to; none for the whole city.</summary>
    [Id(5)] public required string[] Regions { get; init; }
    [Id(6)] public bool IsDisabled { get; init; }
    /// <summary>The password was given by somebody else and must be changed before anything else.</summary>
    [Id(7)] public bool MustChangePassword { get; init; }
    [Id(8)] public string? PasswordHash { get; init; }
    /// <summary>Sessions carry it; a new one ends them all.</summary>
    [Id(9)] public required string SecurityStamp { get; init; }
    [Id(10)] public int Failures { get; init; }
    [Id(11)] public long? LockedUntil { get; init; }
    /// <summary>Base32; null where no second factor was set up.</summary>
    [Id(12)] public string? AuthenticatorKey { get; init; }
    [Id(13)] public bool IsTwoFactor { get; init; }
    /// <summary>SHA-256 of each recovery code that is left.</summary>
    [Id(14)] public string[] RecoveryCodes { get; init; } = [];
    /// <summary>The code of an authenticator that was taken last: none is taken twice.</summary>
    [Id(15)] public string? LastCode { get; init; }
    /// <summary>Sign-ins that have not been ended, oldest first; those with another stamp have.</summary>
    [Id(16)] public SessionRecord[] Sessions { get; init; } = [];
    /// <summary>Issuer and subject of who signs in at another provider; null for who has a password here.</summary>
    [Id(17)] public string? ExternalSubject { get; init; }
}

/// <summary>One sign-in.</summary>
/// <param name="Stamp">The account's when it began.</param>
/// <param name="From">Address.</param>
/// <param name="Agent">What the browser calls itself, cut short.</param>
[GenerateSerializer, Immutable, Alias("SessionRecord")]
public sealed record SessionRecord([property: Id(0)] string Id, [property: Id(1)] string Stamp, [property: Id(2)] long BegunAt, [property: Id(3)] string? From, [property: Id(4)] string? Agent);
