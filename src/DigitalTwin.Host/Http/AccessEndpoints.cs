using DigitalTwin.Host.Auth;

namespace DigitalTwin.Host.Http;

/// <summary><c>GET /api/v1/access</c>: who the caller's key stands for and what it may do, so that a page can say so before anything is typed.</summary>
internal static class AccessEndpoints
{
    public static void MapAccess(this IEndpointRouteBuilder routes) => routes.MapGet("/access", (HttpContext http) =>
            new AccessAnswer(http.User.Identity is { IsAuthenticated: true } who ? who.Name : null, [.. http.User.FindAll(Scopes.Claim).Select(c => c.Value)]))
        .RequireAuthorization(Scopes.Read).WithSummary("Who the key stands for, and its scopes");
}

internal sealed record AccessAnswer(string? Name, string[] Scopes);
