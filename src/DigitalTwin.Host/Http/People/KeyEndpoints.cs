using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;

namespace DigitalTwin.Host.Http.People;

/// <summary><c>/api/v1/keys</c>: keys of machines, made, rotated and revoked by administrators.</summary>
internal static class KeyEndpoints
{
    private const int LongestName = 60, MostDays = 3660, MostOverlap = 24 * 31;

    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/keys").WithTags("People").RequireAuthorization(Scopes.WriteKeys);
        keys.MapGet("", (KeyBook book) => Results.Ok(new PageAnswer<KeyView>([.. book.All.Select(KeyView.Of)], null))).WithSummary("Keys of machines, without their secrets").Produces<PageAnswer<KeyView>>();
        keys.MapPost("", Make).Audited("make key").WithSummary("Make a key").WithDescription("Body {name, scopes, expiresInDays?}. The secret is told once. Nobody can give a key more than he may himself.").ProducesProblem(400).ProducesProblem(409);
        keys.MapPost("/{id}/rotate", Rotate).Audited("rotate key").WithSummary("Give a machine a new secret").WithDescription("Body {overlapHours = 24}: for so long the old one is taken too.").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        keys.MapDelete("/{id}", Revoke).Audited("revoke key").WithSummary("Take a key no more").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> Make(HttpContext http, KeyBook book, TimeProvider time, KeyBody body)
    {
        if (string.IsNullOrWhiteSpace(body.Name) || body.Name.Length > LongestName) return Problems.BadField("name", $"name is missing or too long; expected 1 to {LongestName} characters.");
        if (body.Scopes is not { Length: > 0 } || Array.Exists(body.Scopes, s => !Scopes.All.Contains(s))) return Problems.BadField("scopes", $"scopes are missing or unknown; expected some of {string.Join(", ", Scopes.All)}.");
        if (Array.Find(body.Scopes, s => !http.User.HasClaim(Scopes.Claim, s)) is { } more) return Problems.Of(403, $"You may not give the scope {more}: you do not have it yourself.", new() { ["field"] = "scopes" });
        if (body.ExpiresInDays is < 1 or > MostDays) return Problems.BadField("expiresInDays", $"expiresInDays is {body.ExpiresInDays}; expected 1 to {MostDays}.");
        if (book.All.Count(k => !k.IsRevoked) >= KeyBook.Most) return Problems.Of(409, $"There are {KeyBook.Most} keys already; revoke some first.");
        var expires = body.ExpiresInDays is { } days ? time.GetUtcNow().AddDays(days).ToUnixTimeMilliseconds() : (long?)null;
        var (key, secret) = await book.Make(body.Name.Trim(), [.. body.Scopes.Distinct()], http.User.Identity!.Name!, expires);
        http.Was(new { made = KeyView.Of(key) });
        return new Untold(new { key = KeyView.Of(key), secret }, StatusCodes.Status201Created);
    }

    private static async Task<IResult> Rotate(HttpContext http, KeyBook book, TimeProvider time, string id, RotateBody? body)
    {
        var hours = body?.OverlapHours ?? 24;
        if (!(hours is >= 0 and <= MostOverlap)) return Problems.BadField("overlapHours", $"overlapHours is {hours}; expected 0 to {MostOverlap}.");
        if (book.Get(id) is not { } old) return NoKey(id);
        if (!book.IsGood(id)) return Problems.Of(409, "The key is revoked or has expired; make a new one.");
        if (Array.Find(old.Scopes, s => !http.User.HasClaim(Scopes.Claim, s)) is { } more) return Problems.Of(403, $"You may not renew a key with the scope {more}: you do not have it yourself.");
        http.Was(KeyView.Of(old));
        var (key, secret) = await book.Make(old.Name, old.Scopes, http.User.Identity!.Name!, old.ExpiresAt, old.Id, time.GetUtcNow().AddHours(hours).ToUnixTimeMilliseconds());
        return new Untold(new { key = KeyView.Of(key), secret });
    }

    private static async Task<IResult> Revoke(HttpContext http, KeyBook book, string id)
    {
        if (book.Get(id) is not { } key) return NoKey(id);
        http.Was(KeyView.Of(key));
        await book.Revoke(key);
        return Results.NoContent();
    }

    private static IResult NoKey(string id) => Problems.NotFound($"There is no key '{id}'.");

    internal sealed record KeyBody(string? Name, string[]? Scopes, int? ExpiresInDays);
    internal sealed record RotateBody(double? OverlapHours);
}

/// <summary>A key without its secret, and without its hash.</summary>
internal sealed record KeyView(string Id, string Name, string[] Scopes, string MadeBy, string MadeAt, string? ExpiresAt, string? LastUsedAt, bool IsRevoked, string? Replaces)
{
    public static KeyView Of(MachineKey k) => new(k.Id, k.Name, k.Scopes, k.MadeBy, Text(k.MadeAt)!, Text(k.ExpiresAt), Text(k.LastUsedAt), k.IsRevoked, k.Replaces);

    private static string? Text(long? at) => at is { } ms ? new Instant(ms).ToString() : null;
}
