using System.Security.Claims;
using DigitalTwin.Domain.People;
using DigitalTwin.Host.Auth;

namespace DigitalTwin.Host.People;

/// <summary>How far the rights of a request's or connection's caller reach.</summary>
internal static class Caller
{
    public const string DepartmentClaim = "department", RegionClaim = "region";

    public static Reach Of(ClaimsPrincipal? user) => user?.Identity is { IsAuthenticated: true, Name: { } name }
        ? new(name, user.Identity.AuthenticationType == ApiKeyHandler.SchemeName, user.FindFirstValue(DepartmentClaim),
            [.. user.FindAll(RegionClaim).Select(c => c.Value)], [.. user.FindAll(Scopes.Claim).Select(c => c.Value)])
        : Reach.Nobody;
}
