using System.Security.Cryptography;
using System.Text;
using DigitalTwin.Domain.Messages;
using DigitalTwin.Domain.People;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Facts;
using DigitalTwin.Host.Messages;
using DigitalTwin.Host.People;

namespace DigitalTwin.Host.Http.Messages;

/// <summary><c>/api/v1/handovers</c>: what one shift leaves to the next, signed by both.</summary>
internal static class HandoverEndpoints
{
    private const int LongestNote = 4000, LongestRequest = 64, Page = 50, MostPage = 200;
    /// <summary>In memory and listed; the fact log keeps them all.</summary>
    private const int Most = 20_000;

    public static void MapHandovers(this IEndpointRouteBuilder routes)
    {
        var notes = routes.MapGroup("/handovers").WithTags("Messages").RequireAuthorization(Scopes.OwnMessages);
        notes.MapGet("", List).WithSummary("Hand-over notes of my department, newest first").WithDescription("Query: department (own, unless one may write rosters of all), limit.").ProducesProblem(400);
        notes.MapPost("", Write).Audited("hand over").WithSummary("Hand my shift over").WithDescription("Body {department?, note, requestId?}, by who is on call or was last; writing it is the signature. The next on call is told.").ProducesProblem(400).ProducesProblem(403);
        notes.MapPost("/{id}/sign", Sign).Audited("take over").WithSummary("Take the shift over").WithDescription("Body {remark?}, by who is on call now or next, and not by who wrote it.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    private static IResult List(HttpContext http, FactBook<Handover> book, string? department, int? limit)
    {
        if (limit is < 1 or > MostPage) return Problems.BadField("limit", $"limit is {limit}; expected 1 to {MostPage}.");
        var reach = Caller.Of(http.User);
        return Results.Ok(new PageAnswer<HandoverView>([.. book.All.Where(h => (string.IsNullOrEmpty(department) || h.Department == department) && MaySee(reach, h.Department)).OrderByDescending(h => h.WrittenAt).Take(limit ?? Page).Select(HandoverView.Of)], null));
    }

    private static async Task<IResult> Write(HttpContext http, FactBook<Handover> book, FactBook<Roster> rosters, MessageDesk desk, TimeProvider time, NoteBody body)
    {
        var reach = Caller.Of(http.User);
        var department = body.Department ?? reach.Department;
        if (department is null || PeopleCatalogue.Default.Departments.All(d => d.Id != department)) return Problems.BadField("department", $"There is no department '{department}'.");
        if (string.IsNullOrWhiteSpace(body.Note) || body.Note.Length > LongestNote) return Problems.BadField("note", $"note is missing or too long; expected 1 to {LongestNote} characters.");
        if (body.RequestId?.Length > LongestRequest) return Problems.BadField("requestId", $"requestId is too long; expected at most {LongestRequest} characters.");
        if (book.Count >= Most) return Problems.Of(409, $"There are {Most} hand-overs already.");
        var (roster, local, now) = (rosters.Find(department), desk.LocalNow, time.GetUtcNow().ToUnixTimeMilliseconds());
        if (reach.Department != department) return Problems.Of(403, "A shift is handed over by its own department.");
        if (Handover.WhyNotWrittenBy(reach.Name!, roster, local) is { } why) return Problems.Of(403, why);
        var id = "H-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{reach.Name}\n{body.RequestId ?? $"{now} {http.TraceIdentifier}"}")))[..16];
        var next = roster?.After(local);
        var note = await book.Change(id, h => h ?? new(id, department, (roster?.At(local) ?? roster?.Before(local))?.Shift.Id, next?.Shift.Id, body.Note, reach.Name!, now, null, null, null));
        if (next is not null) await desk.Tell(new($"handover {id}", "handover", WarningLevel.Blue, $"{reach.Name} 请您接班，有交班记录待签。", $"{reach.Name} hands the shift over to you; the note waits for your signature.", People: [next.People[0]]));
        return Results.Ok(HandoverView.Of(note!));
    }

    private static async Task<IResult> Sign(HttpContext http, FactBook<Handover> book, FactBook<Roster> rosters, MessageDesk desk, TimeProvider time, string id, SignBody? body)
    {
        var reach = Caller.Of(http.User);
        if (book.Find(id) is not { } found || !MaySee(reach, found.Department)) return Problems.NotFound($"There is no hand-over '{id}'.");
        if (body?.Remark?.Length > LongestNote) return Problems.BadField("remark", $"remark is too long; expected at most {LongestNote} characters.");
        if (reach.Department != found.Department) return Problems.Of(403, "A shift is taken over by its own department.");
        if (found.TakenBy == reach.Name) return Results.Ok(HandoverView.Of(found));
        string? why = null;
        var after = await book.Change(id, h => (why = h!.WhyNotTakenBy(reach.Name!, rosters.Find(h.Department), desk.LocalNow)) is null ? h with { TakenBy = reach.Name, TakenAt = time.GetUtcNow().ToUnixTimeMilliseconds(), Remark = body?.Remark } : h);
        http.Was(HandoverView.Of(found));
        return why is null ? Results.Ok(HandoverView.Of(after!)) : Problems.Of(after!.TakenBy is null ? 403 : 409, why);
    }

    private static bool MaySee(Reach reach, string department) => reach.May(Scopes.OwnMessages, Holding.Of(department), Scopes.CommandIncidents);

    internal sealed record NoteBody(string? Department, string? Note, string? RequestId);
    internal sealed record SignBody(string? Remark);
}

internal sealed record HandoverView(string Id, string Department, string? FromShift, string? ToShift, string Note, string By, string WrittenAt, string? TakenBy, string? TakenAt, string? Remark)
{
    public static HandoverView Of(Handover h) => new(h.Id, h.Department, h.FromShift, h.ToShift, h.Note, h.By, MessageView.Time(h.WrittenAt)!, h.TakenBy, MessageView.Time(h.TakenAt), h.Remark);
}
