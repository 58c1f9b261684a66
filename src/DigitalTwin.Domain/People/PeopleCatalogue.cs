using System.Text.Json;

namespace DigitalTwin.Domain.People;

/// <summary>A part that somebody plays, and what it gives a right to. Nothing is allowed that no role of a person allows.</summary>
/// <param name="Scopes">As the API's scopes are called.</param>
public sealed record Role(string Id, string Chinese, string English, IReadOnlyList<string> Scopes);

/// <summary>Whom somebody works for: a department of the city's government, or an operator.</summary>
public sealed record Department(string Id, string Chinese, string English);

/// <summary>The roles and departments there are (<c>roles.json</c>, <c>departments.json</c>).</summary>
/// <remarks>Departments: those that the policies name, 应急管理 and the operators; which of them leads in what differs from city to city and is no matter of this list.</remarks>
public sealed class PeopleCatalogue(IReadOnlyList<Role> roles, IReadOnlyList<Department> departments)
{
    private readonly Dictionary<string, Role> _roles = roles.ToDictionary(r => r.Id);

    public static PeopleCatalogue Default { get; } = Read();

    public IReadOnlyList<Role> Roles => roles;
    public IReadOnlyList<Department> Departments => departments;

    public Role? FindRole(string id) => _roles.GetValueOrDefault(id);

    /// <summary>What the roles of a person allow together, in alphabetical order; unknown roles allow nothing.</summary>
    public IReadOnlyList<string> ScopesOf(IEnumerable<string> ids) => [.. ids.SelectMany(id => FindRole(id)?.Scopes ?? []).Distinct().Order(StringComparer.Ordinal)];

    private static PeopleCatalogue Read()
    {
        using var roles = EmbeddedData.Open("roles.json");
        using var departments = EmbeddedData.Open("departments.json");
        return new([.. roles.RootElement.EnumerateArray().Select(r => new Role(Text(r, "id"), Text(r, "zh"), Text(r, "en"), [.. r.GetProperty("scopes").EnumerateArray().Select(s => s.GetString()!)]))],
            [.. departments.RootElement.EnumerateArray().Select(d => new Department(Text(d, "id"), Text(d, "zh"), Text(d, "en")))]);
    }

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;
}
