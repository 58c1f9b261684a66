using DigitalTwin.Contracts;

namespace DigitalTwin.Host.People;

/// <summary>An account as the sign-in works on it; the grain keeps the record.</summary>
internal sealed class Account
{
    public required AccountRecord Record { get; set; }

    public static Account Of(AccountRecord record) => new() { Record = record };

    public static Account New(string name, string fullName, string department, IEnumerable<string> roles, IEnumerable<string> regions) => Of(new AccountRecord
    {
        Name = name, Version = 0, FullName = fullName, Department = department, Roles = [.. roles], Regions = [.. regions], SecurityStamp = "", MustChangePassword = true,
    });
}
