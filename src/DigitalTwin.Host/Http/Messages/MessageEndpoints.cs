using DigitalTwin.Domain.Messages;
using DigitalTwin.Domain.People;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Messages;

namespace DigitalTwin.Host.Http.Messages;

/// <summary><c>/api/v1/messages</c>: what somebody was told, and what became of it. Everybody sees his own, and only those.</summary>
internal static class MessageEndpoints
{
    private const int Page = 50, MostPage = 200, LongestText = 500, LongestRequest = 64, MostPeople = 200;
    /// <summary>What people send each other.</summary>
    private const string WrittenKind = "written";

    public static void MapMessages(this IEndpointRouteBuilder routes)
    {
        var mine = routes.MapGroup("/messages").WithTags("Messages").RequireAuthorization(Scopes.OwnMessages);
        mine.MapGet("", List).WithSummary("Messages to me, newest first").WithDescription("Query: unread=true for those alone, limit, before (id of the last one seen).").Produces<MessageList>();
        mine.MapPost("/{id}/read", (HttpContext http, MessageBook book, TimeProvider time, string id) => Mark(http, book, id, m => m.ReadAt is null ? m with { ReadAt = Now(time) } : m)).Audited("read message").WithSummary("I have read it").Produces<MessageView>().ProducesProblem(404);
        mine.MapPost("/{id}/acknowledge", (HttpContext http, MessageBook book, TimeProvider time, string id) => Mark(http, book, id, m => m.AcknowledgedAt is null ? m with { ReadAt = m.ReadAt ?? Now(time), AcknowledgedAt = Now(time), EscalatesAt = null } : m))
            .Audited("acknowledge message").WithSummary("I see to it").WithDescription("Nobody else is called for it then.").Produces<MessageView>().ProducesProblem(404);
        mine.MapPost("/read-all", ReadAll).Audited("read all messages").WithSummary("I have read them all").Produces(204);
        routes.MapPost("/messages", Send).WithTags("Messages").RequireAuthorization(Scopes.WriteMessages).RequireRateLimiting(RateLimits.Heavy).Audited("send message").WithSummary("Tell people something")
            .WithDescription("Body {requestId?, people?, departments?, roles?, zh, en?, level, needsAcknowledgement?}. Sent twice with the same requestId, it is told once.").ProducesProblem(400);
        routes.MapGet("/messages/deliveries", Deliveries).WithTags("Messages").RequireAuthorization(Scopes.WriteMessages).WithSummary("What left the house, and what did not").WithDescription("Query: state waiting, sent or failed; limit.");
    }

    private static IResult List(HttpContext http, MessageBook book, bool? unread, int? limit, string? before)
    {
        if (limit is < 1 or > MostPage) return Problems.BadField("limit", $"limit is {limit}; expected 1 to {MostPage}.");
        var mine = book.Of(http.User.Identity!.Name!).OrderByDescending(m => m.At).ThenByDescending(m => m.Id, StringComparer.Ordinal).ToArray();
        var shown = mine.Where(m => unread != true || m.ReadAt is null);
        if (!string.IsNullOrEmpty(before)) shown = shown.SkipWhile(m => m.Id != before).Skip(1);
        var page = shown.Take((limit ?? Page) + 1).ToArray();
        var items = page.Take(limit ?? Page).Select(MessageView.Of).ToArray();
        return Results.Ok(new MessageList(items, mine.Count(m => m.ReadAt is null), page.Length > items.Length ? items[^1].Id : null));
    }

    private static async Task<IResult> Mark(HttpContext http, MessageBook book, string id, Func<Message, Message> change)
    {
        // Somebody else's is as unknown as one that there is not.
        if (book.Find(id) is not { Person: { } person } found || person != http.User.Identity!.Name) return Problems.NotFound($"There is no message '{id}'.");
        return Results.Ok(MessageView.Of(await book.Change(id, change) ?? found));
    }

    private static async Task<IResult> ReadAll(HttpContext http, MessageBook book, TimeProvider time)
    {
        var name = http.User.Identity!.Name;
        foreach (var message in book.Of(name!).Where(m => m.ReadAt is null).ToArray()) await book.Change(message.Id, m => m with { ReadAt = m.ReadAt ?? Now(time) });
        return Results.NoContent();
    }

    private static async Task<IResult> Send(HttpContext http, MessageDesk desk, PeopleDirectory people, TimeProvider time, MessageBody body)
    {
        if (string.IsNullOrWhiteSpace(body.Zh) || body.Zh.Length > LongestText || body.En?.Length > LongestText) return Problems.BadField("zh", $"zh is missing, or zh or en too long; expected 1 to {LongestText} characters.");
        if (body.RequestId?.Length > LongestRequest) return Problems.BadField("requestId", $"requestId is too long; expected at most {LongestRequest} characters.");
        if (body.Level is not { } level || level is < WarningLevel.Blue or > WarningLevel.Red) return Problems.BadField("level", "level is missing; expected blue, yellow, orange or red.");
        var known = await people.All();
        if ((body.People ?? []).Length > MostPeople || Array.Find(body.People ?? [], p => !known.ContainsKey(p)) is not null) return Problems.BadField("people", $"people are too many or unknown; expected at most {MostPeople} names of accounts.");
        if (Array.Find(body.Departments ?? [], d => PeopleCatalogue.Default.Departments.All(k => k.Id != d)) is { } department) return Problems.BadField("departments", $"There is no department '{department}'.");
        if (Array.Find(body.Roles ?? [], r => PeopleCatalogue.Default.FindRole(r) is null) is { } role) return Problems.BadField("roles", $"There is no role '{role}'.");
        if ((body.People ?? []).Length + (body.Departments ?? []).Length + (body.Roles ?? []).Length == 0) return Problems.BadField("people", "Nobody is named; expected people, departments or roles.");
        var from = http.User.Identity!.Name!;
        var key = $"written {from} {body.RequestId ?? $"{Now(time)} {http.TraceIdentifier}"}";
        var sent = await desk.Tell(new(key, WrittenKind, level, $"{from}：{body.Zh}", $"{from}: {body.En ?? body.Zh}", People: body.People, Departments: body.Departments, Roles: body.Roles, NeedsAcknowledgement: body.NeedsAcknowledgement == true));
        return Results.Ok(new { sent });
    }

    private static IResult Deliveries(MessageBook book, MessageOptions options, string? state, int? limit)
    {
        DeliveryState? wanted = null;
        if (!string.IsNullOrEmpty(state) && (wanted = Enum.GetValues<DeliveryState>().Cast<DeliveryState?>().FirstOrDefault(s => string.Equals(s.ToString(), state, StringComparison.OrdinalIgnoreCase))) is null) return Problems.BadField("state", $"state is '{state}'; expected waiting, sent or failed.");
        if (limit is < 1 or > MostPage) return Problems.BadField("limit", $"limit is {limit}; expected 1 to {MostPage}.");
        var items = from message in book.All
                    from delivery in message.Deliveries
                    where delivery.Channel != MessageDesk.Page && (wanted is null || delivery.State == wanted)
                    orderby message.At descending
                    select new { message = message.Id, person = message.Person, message.Kind, level = Live.WireNames.Of(message.Level), delivery.Channel, delivery.To, delivery.State, delivery.Tries, delivery.Error, at = MessageView.Time(delivery.At ?? message.At) };
        return Results.Ok(new { items = items.Take(limit ?? Page).ToArray(), queue = new { book.Waiting, limit = options.MaxWaiting } });
    }

    private static long Now(TimeProvider time) => time.GetUtcNow().ToUnixTimeMilliseconds();

    internal sealed record MessageBody(string? RequestId, string[]? People, string[]? Departments, string[]? Roles, string? Zh, string? En, WarningLevel? Level, bool? NeedsAcknowledgement);
}

internal sealed record MessageList(MessageView[] Items, int Unread, string? Next);
