using System.Buffers.Text;
using System.Text.Json;
using DigitalTwin.Domain.People;

namespace DigitalTwin.Host.People.OpenId;

/// <summary>Who a provider says that somebody is, in the words of this platform.</summary>
internal sealed record OpenIdPerson(string Subject, string Name, string FullName, string Department, string[] Roles, string[] Regions)
{
    private const int LongestSubject = 255, LongestFullName = 80, MostRegions = 100;
    /// <summary>Between the provider's clock and ours.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <summary>Whether an id token came from this provider, for us, now, about this subject. Its signature need not be checked, since it comes straight from the token endpoint over TLS (OpenID Connect Core §3.1.3.7, 6).</summary>
    /// <returns>Null where all is well, else what is wrong.</returns>
    public static string? FaultOf(string? token, string subject, OpenIdOptions options, DateTimeOffset now)
    {
        if (token?.Split('.') is not [_, var payload, _] || !Base64Url.IsValid(payload)) return "The provider gave no id token.";
        using var parsed = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
        var claims = parsed.RootElement;
        if (Text(claims, "iss") != options.Authority) return $"The token is of '{Text(claims, "iss")}', not of {options.Authority}.";
        if (!Texts(claims, "aud").Contains(options.ClientId)) return "The token is for somebody else.";
        if (Texts(claims, "aud").Length > 1 && Text(claims, "azp") != options.ClientId) return "The token was asked for by somebody else.";
        if (!claims.TryGetProperty("exp", out var expires) || DateTimeOffset.FromUnixTimeSeconds(expires.GetInt64()) + Skew < now) return "The token has expired.";
        // Core §5.3.2: else the two may be of different people.
        return Text(claims, "sub") == subject ? null : "The token is about somebody else.";
    }

    /// <summary>Null where the provider's word is enough, with why.</summary>
    public static OpenIdPerson? Read(JsonElement information, OpenIdOptions options, out string why)
    {
        why = "";
        var (subject, name) = (Text(information, "sub"), AccountName.Normal(Text(information, options.NameClaim) ?? ""));
        if (subject is not { Length: > 0 and <= LongestSubject }) why = "The provider names no subject.";
        else if (!AccountName.IsValid(name)) why = $"The claim {options.NameClaim} is no name for an account.";
        var roles = Texts(information, options.RolesClaim).Select(r => options.Roles.GetValueOrDefault(r)).OfType<string>().Distinct().ToArray();
        if (why.Length == 0 && roles.Length == 0) why = $"The claim {options.RolesClaim} gives no role here.";
        var said = Text(information, options.DepartmentClaim) ?? "";
        var department = options.Departments.GetValueOrDefault(said, said);
        if (why.Length == 0 && PeopleCatalogue.Default.Departments.All(d => d.Id != department)) why = $"The claim {options.DepartmentClaim} is '{said}', which is no department here.";
        if (why.Length > 0) return null;
        var fullName = Text(information, options.FullNameClaim) ?? name;
        return new($"{options.Authority}|{subject}", name, fullName.Length <= LongestFullName ? fullName : fullName[..LongestFullName], department, roles, [.. Texts(information, options.RegionsClaim).Where(r => r.Length is > 0 and <= LongestFullName).Take(MostRegions)]);
    }

    private static string? Text(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string[] Texts(JsonElement of, string name) => of.ValueKind != JsonValueKind.Object || !of.TryGetProperty(name, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)]
        : value.ValueKind == JsonValueKind.String ? [value.GetString()!] : [];
}
