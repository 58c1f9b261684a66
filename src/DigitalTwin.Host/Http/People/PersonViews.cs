using DigitalTwin.Contracts;
using DigitalTwin.Domain.People;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.People;

namespace DigitalTwin.Host.Http.People;

/// <summary>A person without anything secret.</summary>
internal sealed record PersonView(string Name, string FullName, string Department, string[] Roles, string[] Regions, IReadOnlyList<string> Scopes, bool IsDisabled, bool MustChangePassword, bool IsTwoFactor, string? LockedUntil, int Version)
{
    public static PersonView Of(AccountRecord r) => new(r.Name, r.FullName, r.Department, r.Roles, r.Regions, r.MustChangePassword ? [] : PeopleCatalogue.Default.ScopesOf(r.Roles), r.IsDisabled, r.MustChangePassword, r.IsTwoFactor,
        r.LockedUntil is { } until ? new Instant(until).ToString() : null, r.Version);
}

/// <summary>One sign-in that is good still.</summary>
internal sealed record SessionView(string Id, string BegunAt, string LastSeenAt, string? From, string? Agent, bool IsThis)
{
    public static PageAnswer<SessionView> Of(AccountRecord account, Sessions sessions, HttpContext http) =>
        new([.. sessions.Live(account).Select(s => new SessionView(s.Id, new Instant(s.BegunAt).ToString(), new Instant(sessions.LastSeen(s)).ToString(), s.From, s.Agent, s.Id == Sessions.IdOf(http.User)))], null);
}

/// <summary>What an administrator says of a person.</summary>
internal sealed record PersonBody(string? FullName, string? Department, string[]? Roles, string[]? Regions, bool? IsDisabled, int? Version)
{
    private const int LongestName = 80, MostRegions = 100;

    /// <summary>Which field is wrong and why; null where all is well.</summary>
    public (string Field, string Why)? Fault(PeopleCatalogue people)
    {
        if (string.IsNullOrWhiteSpace(FullName) || FullName.Length > LongestName) return ("fullName", $"fullName is missing or too long; expected 1 to {LongestName} characters.");
        if (people.Departments.All(d => d.Id != Department)) return ("department", $"department is '{Department}'; expected one of {string.Join(", ", people.Departments.Select(d => d.Id))}.");
        if (Roles is null || Roles.Length == 0 || Array.Exists(Roles, r => people.FindRole(r) is null)) return ("roles", $"roles are {string.Join(", ", Roles ?? [])}; expected one or more of {string.Join(", ", people.Roles.Select(r => r.Id))}.");
        if (Regions is { } regions && (regions.Length > MostRegions || Array.Exists(regions, r => r is not { Length: > 0 and <= LongestName }))) return ("regions", $"regions are too many or too long; expected at most {MostRegions} names.");
        return null;
    }
}
