using DigitalTwin.Domain.Duties;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Incidents;

namespace DigitalTwin.Host.Http.Incidents;

/// <summary>Which departments a topic is to have.</summary>
internal sealed record DutyBody(string[]? Responsible, string? Lead, string[]? Assist, string? Reason, int? Version);

/// <summary><c>/api/v1/duties</c>: which department leads and which assist, by topic.</summary>
internal static class DutyEndpoints
{
    private const int LongestReason = 500;

    public static void MapDuties(this IEndpointRouteBuilder routes)
    {
        var duties = routes.MapGroup("/duties").WithTags("Incidents");
        duties.MapGet("", List).RequireAuthorization(Scopes.ReadIncidents).WithSummary("Who leads and who assists, by topic").WithDescription("Query: city (that of this deployment if absent), asOf.").ProducesProblem(400);
        duties.MapGet("/{topic}/history", History).RequireAuthorization(Scopes.ReadIncidents).WithSummary("Every edit of one duty").ProducesProblem(404);
        duties.MapPut("/{topic}", Save).RequireAuthorization(Scopes.WriteDuties).Audited("change duty").WithSummary("Say who leads and who assists in this city").WithDescription("Body {responsible, lead, assist, reason, version}.").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> List(DutyBook book, string? city, string? asOf, CancellationToken cancel)
    {
        if (!QueryText.TryInstant(asOf, out var then)) return QueryText.BadInstant("asOf", asOf);
        if (city is not null && DutyCatalogue.Default.Cities.All(c => c.Id != city)) return Problems.BadField("city", $"city is '{city}'; expected one of {string.Join(", ", DutyCatalogue.Default.Cities.Select(c => c.Id))}.");
        return Results.Ok(new { city = city ?? book.City, cities = DutyCatalogue.Default.Cities.Select(c => new { c.Id, c.Title }), items = (await book.All(city, then, cancel)).Select(View) });
    }

    private static async Task<IResult> History(DutyBook book, string topic, CancellationToken cancel) =>
        book.Find(topic) is null ? NotThere(topic) : Results.Ok(new { items = (await book.History(topic, cancel)).Select(View) });

    private static async Task<IResult> Save(HttpContext http, DutyBook book, string topic, DutyBody body)
    {
        if (book.Find(topic) is not { } before) return NotThere(topic);
        if (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > LongestReason) return Problems.BadField("reason", $"reason is missing or too long; expected 1 to {LongestReason} characters.");
        if (body.Responsible is not { Length: > 0 }) return Problems.BadField("responsible", "responsible is empty; expected one or more departments.");
        var duty = before.Duty with { Responsible = [.. body.Responsible.Distinct()], Lead = body.Lead ?? "", Assist = [.. (body.Assist ?? []).Distinct()] };
        if (duty.Fault(DutyBook.Departments) is { } fault) return Problems.BadField(fault.Field, fault.Why);
        if (body.Version is null) return Problems.BadField("version", "version is missing; expected the one that was changed.");
        http.Was(View(before));
        return await book.Save(duty, body.Version.Value, http.User.Identity?.Name ?? "", body.Reason) is { } saved ? Results.Ok(View(saved))
            : Problems.Of(StatusCodes.Status409Conflict, "Somebody else changed it meanwhile; look at it first.", new() { ["code"] = "changed", ["version"] = book.Find(topic)!.Version });
    }

    private static object View(DutyVersion v) => new
    {
        v.Duty.Topic, v.Duty.Title, v.Duty.City, v.Version, v.Duty.Responsible, v.Duty.Lead, v.Duty.Assist, v.Duty.Document, v.Duty.Clause, v.Duty.Verified, v.By, v.Reason, knownAt = v.KnownAt?.ToString(),
    };

    private static IResult NotThere(string topic) => Problems.NotFound($"There is no topic '{topic}'; expected one of {string.Join(", ", DutyCatalogue.Default.Topics)}.");
}
