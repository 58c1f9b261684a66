using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Warnings;

namespace DigitalTwin.Host.Http;

/// <summary><c>GET /api/v1/warnings</c>.</summary>
internal static class WarningEndpoints
{
    private const int HighestLimit = 1000;

    public static void MapWarnings(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/warnings/{id}/legs", Legs).RequireAuthorization(Scopes.Read).RequireRateLimiting(RateLimits.Heavy).BoundPast().WithSummary("A warning's ways with the numbers of every leg")
            .WithDescription("id is percent-encoded, slashes too. Query: asOf. One part a catchment that it crosses; each effect names its leg, and a leg the one before it. For matter: middle of the arrival = Σ minutes, deviation = √Σ spread², first = max(middle/2, middle − 1.645·deviation), peak = middle + 1.645·deviation; value = value before · through before · share · decay / through, and what joins by other ways. For reclaimed water also whether the use here loses its class, and what the water still serves.");
        routes.MapGet("/warnings", Get).RequireAuthorization(Scopes.Read).BoundPast()
            .WithSummary("Warnings")
            .WithDescription("Query: open = true or false (both where absent), asset = id of a cause or effect, asOf = as known then, brief = true for no paths and effects, limit (1 to 1000), cursor. Open ones first, gravest and newest on top; then those that ended, newest first. With asset, a page of ended ones may be short: follow next.");
    }

    private static async Task<IResult> Legs(WarningArchive archive, LegViews views, string id, string? asOf, CancellationToken cancel)
    {
        if (!QueryText.TryInstant(asOf, out var knownBy)) return QueryText.BadInstant("asOf", asOf);
        var whole = id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase); // An encoded slash is all that routing leaves as it came.
        var parts = await archive.Whole(whole, knownBy, cancel);
        return parts.Count == 0 ? Problems.NotFound($"There is no warning '{whole}'{(knownBy is null ? "" : " that was known then")}.") : Results.Ok(await views.Of(parts, knownBy, cancel));
    }

    private static async Task<IResult> Get(WarningArchive archive, WarningViews views, string? open, string? asset, string? asOf, string? brief, string? limit, string? cursor, CancellationToken cancel)
    {
        if (open is not (null or "" or "true" or "false")) return Problems.BadField("open", $"open is '{open}'; expected true or false.");
        if (brief is not (null or "" or "true" or "false")) return Problems.BadField("brief", $"brief is '{brief}'; expected true or false.");
        if (!QueryText.TryInstant(asOf, out var knownBy)) return QueryText.BadInstant("asOf", asOf);
        if (QueryText.Limit(limit, 100, HighestLimit) is not { } most) return QueryText.BadLimit(limit, HighestLimit);
        if (!WarningCursor.TryRead(cursor, out var after)) return Problems.BadField("cursor", "cursor is not one that this question's last page gave; ask again without it.");
        var (found, next) = await archive.Find(new WarningQuestion(string.IsNullOrEmpty(open) ? null : open == "true", string.IsNullOrEmpty(asset) ? null : asset, knownBy, after, most), cancel);
        return Results.Ok(new PageAnswer<WarningView>([.. found.Select(w => brief == "true" ? views.Of(w) with { Path = [], Effects = [] } : views.Of(w))], next?.Text()));
    }
}

/// <summary>A page of a list and what leads to the next; null at the end.</summary>
internal sealed record PageAnswer<T>(IReadOnlyList<T> Items, string? Next);
