using System.Text.Json;
using DigitalTwin.Domain.Audit;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;

namespace DigitalTwin.Host.Http;

/// <summary><c>/api/v1/audit</c>: who changed what, when and from where; to read it is a right of its own.</summary>
internal static class AuditEndpoints
{
    private const int HighestLimit = 1000;

    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        var audit = routes.MapGroup("/audit").WithTags("Audit").RequireAuthorization(Scopes.ReadAudit);
        audit.MapGet("", List).WithSummary("Who changed what, oldest first").WithDescription("Query: from, to (wall time), who, what (part of it), limit ≤ 1000; go on from next.")
            .Produces<PageAnswer<AuditView>>().ProducesProblem(400);
        audit.MapGet("/verify", Verify).RequireRateLimiting(RateLimits.Heavy).WithSummary("Check the chain of the audit from its first record")
            .WithDescription("Query: head = a head that was noted earlier; it must still be in the chain. Without one, an end that was cut off goes unseen.").Produces<AuditVerdict>();
    }

    private static async Task<IResult> List(AuditReader reader, string? from, string? to, string? who, string? what, string? limit, string? cursor, CancellationToken cancel)
    {
        if (!QueryText.TryInstant(from, out var since)) return QueryText.BadInstant("from", from);
        if (!QueryText.TryInstant(to, out var until)) return QueryText.BadInstant("to", to);
        if (QueryText.Limit(limit, 200, HighestLimit) is not { } most) return QueryText.BadLimit(limit, HighestLimit);
        if (AuditMark.Read(cursor) is not { } mark) return Problems.BadField("cursor", $"cursor is '{cursor}'; expected what an earlier answer gave as next.");
        var items = new List<AuditView>();
        var last = mark;
        await foreach (var fact in reader.Read(Later(since ?? default, mark.At), until ?? new Instant(long.MaxValue), cancel))
        {
            if (fact.Sequence <= mark.Sequence) continue;
            if (items.Count == most) return Results.Ok(new PageAnswer<AuditView>([.. items], last.ToString()));
            last = new(fact.KnownAt, fact.Sequence);
            if (who is not null && !fact.Subject.Equals(who, StringComparison.OrdinalIgnoreCase)) continue;
            var link = AuditLink.Of(fact);
            var view = new AuditView(link?.Number, fact.KnownAt.ToString(), fact.Subject, link?.HashText, JsonSerializer.Deserialize<JsonElement>((link?.Entry ?? fact.Body).Span));
            if (what is null || (view.Entry.TryGetProperty("what", out var action) && action.GetString()?.Contains(what, StringComparison.OrdinalIgnoreCase) == true)) items.Add(view);
        }
        return Results.Ok(new PageAnswer<AuditView>([.. items], null));
    }

    private static async Task<IResult> Verify(AuditReader reader, string? head, CancellationToken cancel) => Results.Ok(AuditVerdict.Of(await reader.Verify(head, cancel)));

    private static Instant Later(Instant a, Instant b) => a > b ? a : b;

    /// <summary>The last fact of a page.</summary>
    private readonly record struct AuditMark(Instant At, long Sequence)
    {
        public static AuditMark? Read(string? text) => string.IsNullOrEmpty(text) ? new AuditMark(default, -1)
            : text.Split('-') is [var at, var sequence] && long.TryParse(at, out var milliseconds) && long.TryParse(sequence, out var number) ? new AuditMark(new Instant(milliseconds), number) : null;

        public override string ToString() => $"{At.UnixMilliseconds}-{Sequence}";
    }
}

internal sealed record AuditView(long? Number, string KnownAt, string Who, string? Hash, JsonElement Entry);

/// <param name="Records">That hold, from the first on.</param>
/// <param name="Unchained">From before there was a chain.</param>
internal sealed record AuditVerdict(bool Holds, long Records, string? Head, int Unchained, AuditFault? Fault)
{
    public static AuditVerdict Of(AuditCheck check) => new(check.Fault is null, check.Count, check.Head, check.Unchained, check.Fault);
}
