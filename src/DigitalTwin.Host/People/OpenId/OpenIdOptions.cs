using DigitalTwin.Domain.People;

namespace DigitalTwin.Host.People.OpenId;

/// <summary>A city's own sign-in by OpenID Connect, section <c>DigitalTwin:OpenId</c>. Off unless <see cref="Authority"/> is set.</summary>
public sealed class OpenIdOptions
{
    /// <summary>The issuer, as its tokens name it.</summary>
    public string? Authority { get; set; }

    /// <summary>On the button of the sign-in page.</summary>
    public string Title { get; set; } = "OpenID";
    public string ClientId { get; set; } = "";
    /// <summary>Belongs into the environment.</summary>
    public string ClientSecret { get; set; } = "";
    public string AuthorizationEndpoint { get; set; } = "";
    public string TokenEndpoint { get; set; } = "";
    public string UserInfoEndpoint { get; set; } = "";
    public string[] Scopes { get; set; } = ["openid", "profile"];

    /// <summary>Claims of the user's information: what somebody is called here, in full, and by what roles, department and regions are found.</summary>
    public string NameClaim { get; set; } = "preferred_username";
    public string FullNameClaim { get; set; } = "name";
    public string RolesClaim { get; set; } = "groups";
    public string DepartmentClaim { get; set; } = "department";
    public string RegionsClaim { get; set; } = "regions";

    /// <summary>From the claim's values to roles here; who has none of them is not let in.</summary>
    public Dictionary<string, string> Roles { get; set; } = [];
    /// <summary>From the claim's values to departments here; values that are departments need no entry.</summary>
    public Dictionary<string, string> Departments { get; set; } = [];

    public bool IsOn => !string.IsNullOrWhiteSpace(Authority);

    public string? Fault(string section)
    {
        if (!IsOn) return null;
        foreach (var (name, value) in new[] { (nameof(Authority), Authority!), (nameof(AuthorizationEndpoint), AuthorizationEndpoint), (nameof(TokenEndpoint), TokenEndpoint), (nameof(UserInfoEndpoint), UserInfoEndpoint) })
            if (!Uri.TryCreate(value, UriKind.Absolute, out var url) || url.Scheme != "https" && !(url.Scheme == "http" && url.IsLoopback)) return $"{section}:{name} is '{value}'; expected an https address.";
        if (ClientId.Length == 0 || ClientSecret.Length == 0) return $"{section} needs ClientId and ClientSecret.";
        if (!Scopes.Contains("openid")) return $"{section}:Scopes: expected openid among them.";
        if (Roles.Count == 0 || Roles.Values.FirstOrDefault(r => PeopleCatalogue.Default.FindRole(r) is null) is not null) return $"{section}:Roles: expected values of {RolesClaim} with some of {string.Join(", ", PeopleCatalogue.Default.Roles.Select(r => r.Id))}.";
        if (Departments.Values.FirstOrDefault(d => PeopleCatalogue.Default.Departments.All(k => k.Id != d)) is { } none) return $"{section}:Departments: there is no department '{none}'.";
        return null;
    }
}
