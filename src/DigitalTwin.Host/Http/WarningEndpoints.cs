using System.Text;
using DigitalTwin.Contracts;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Warnings;

namespace DigitalTwin.Host.Http;

/// <summary><c>GET /api/v1/warnings</c>.</summary>
internal static class WarningEndpoints
{
    private const int HighestLimit = 1000;

    public static void MapWarnings(this IEndpointRouteBuilder routes) => routes.MapGet("/warnings", Get).RequireAuthorization(Scopes.Read)
        .WithSummary("Warnings")
        .WithDescription("Query: open = true or false (both where absent), asset = id of a cause or effect, asOf = as known then, limit (1 to 1000), cursor. Open ones first, gravest and newest on top.");

    private static async Task<IResult> Get(WarningArchive archive, WarningViews views, string? open, string? asset, string? asOf, string? limit, string? cursor, CancellationToken cancel)
    {
        if (open is not (null or "" or "true" or "false")) return Problems.BadField("open", $"open is '{open}'; expected true or false.");
        if (!QueryText.TryInstant(asOf, out var knownBy)) return QueryText.BadInstant("asOf", asOf);
        if (QueryText.Limit(limit, 100, HighestLimit) is not { } most) return QueryText.BadLimit(limit, HighestLimit);
        var found = await archive.Find(new WarningQuestion(string.IsNullOrEmpty(open) ? null : open == "true", string.IsNullOrEmpty(asset) ? null : asset, knownBy), cancel);
        if (Start(found, cursor) is not { } start) return Problems.BadField("cursor", "cursor is not one that this question's last page gave; ask again without it.");
        var page = found.Skip(start).Take(most).ToArray();
        return Results.Ok(new PageAnswer<WarningView>([.. page.Select(views.Of)], start + page.Length < found.Count ? Cursor(page[^1]) : null));
    }

    // The list moves while it is paged: a page goes on after the last warning shown, or from the top when that has gone.
    private static int? Start(IReadOnlyList<WarningRecord> found, string? cursor)
    {
        if (string.IsNullOrEmpty(cursor)) return 0;
        Span<byte> id = stackalloc byte[1024];
        if (cursor.Length > 1024 || !Convert.TryFromBase64String(cursor, id, out var length)) return null;
        var last = Encoding.UTF8.GetString(id[..length]);
        for (var i = 0; i < found.Count; i++)
            if (found[i].Id == last) return i + 1;
        return 0;
    }

    private static string Cursor(WarningRecord last) => Convert.ToBase64String(Encoding.UTF8.GetBytes(last.Id));
}

/// <summary>A page of a list and what leads to the next; null at the end.</summary>
internal sealed record PageAnswer<T>(IReadOnlyList<T> Items, string? Next);
