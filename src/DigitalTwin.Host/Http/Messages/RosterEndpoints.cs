using System.Globalization;
using DigitalTwin.Domain.Messages;
using DigitalTwin.Domain.People;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Facts;
using DigitalTwin.Host.Messages;
using DigitalTwin.Host.People;

namespace DigitalTwin.Host.Http.Messages;

/// <summary><c>/api/v1/rosters</c>: who of a department is on call when.</summary>
internal static class RosterEndpoints
{
    public static void MapRosters(this IEndpointRouteBuilder routes)
    {
        var rosters = routes.MapGroup("/rosters").WithTags("Messages").RequireAuthorization(Scopes.OwnMessages);
        rosters.MapGet("", (FactBook<Roster> book) => Results.Ok(new PageAnswer<RosterView>([.. book.All.OrderBy(r => r.Department, StringComparer.Ordinal).Select(RosterView.Of)], null))).WithSummary("Rosters of the departments").Produces<PageAnswer<RosterView>>();
        rosters.MapGet("/{department}/now", Now).WithSummary("Who is on call, and who is next").ProducesProblem(404);
        routes.MapPut("/rosters/{department}", Put).WithTags("Messages").RequireAuthorization(Scopes.WriteRoster).Audited("set roster").WithSummary("Say who is on call when")
            .WithDescription("Body {escalateMinutes, shifts: [{id, title, from, to, days: [1 Monday … 7], people}], exceptions?: [{date, shift, people}], version?}. People in the order in which they are called. Of one's own department.").Produces<RosterView>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(409);
    }

    private static async Task<IResult> Now(FactBook<Roster> book, MessageDesk desk, PeopleDirectory people, CityCalendar calendar, string department)
    {
        if (book.Find(department) is not { } roster) return Problems.NotFound($"There is no roster of '{department}'.");
        var (now, next, known) = (roster.At(desk.LocalNow), roster.After(desk.LocalNow), await people.All());
        object? View(OnCall? c) => c is null ? null : new { shift = new { c.Shift.Id, c.Shift.Title }, from = Text(c.From), until = Text(c.To), people = c.People.Select(p => new { name = p, fullName = known.GetValueOrDefault(p)?.FullName ?? p }) };
        string Text(DateTime local) => calendar.InstantOf(local).ToString();
        return Results.Ok(new { department, now = View(now), next = View(next) });
    }

    private static async Task<IResult> Put(HttpContext http, FactBook<Roster> book, PeopleDirectory people, string department, RosterBody body)
    {
        if (PeopleCatalogue.Default.Departments.All(d => d.Id != department)) return Problems.NotFound($"There is no department '{department}'.");
        if (!Caller.Of(http.User).May(Scopes.WriteRoster, Holding.Of(department), Scopes.CommandIncidents)) return Problems.Of(403, $"The roster of '{department}' is not yours to write.");
        var known = await people.All();
        if (!body.TryRead(department, out var roster, out var why)) return Problems.BadField(why.Field, why.Why);
        if (roster.Fault(known.ContainsKey) is { } fault) return Problems.BadField(fault.Field, fault.Why);
        var (before, isLate) = (book.Find(department), false);
        if (before is not null) http.Was(RosterView.Of(before));
        var after = await book.Change(department, r =>
        {
            isLate = body.Version is { } version && version != (r?.Version ?? 0);
            return isLate ? r : roster with { Version = (r?.Version ?? 0) + 1 };
        });
        return isLate ? Problems.Of(409, $"The roster is at version {after?.Version ?? 0} by now, not {body.Version}; read it again.", new() { ["field"] = "version" }) : Results.Ok(RosterView.Of(after!));
    }
}

internal sealed record ShiftBody(string? Id, string? Title, string? From, string? To, int[]? Days, string[]? People);

internal sealed record ExceptionBody(string? Date, string? Shift, string[]? People);

internal sealed record RosterBody(int? EscalateMinutes, ShiftBody[]? Shifts, ExceptionBody[]? Exceptions, int? Version)
{
    public bool TryRead(string department, out Roster roster, out (string Field, string Why) wrong)
    {
        (roster, wrong) = (new(department, 0, EscalateMinutes ?? 10, [], []), default);
        var shifts = new List<Shift>();
        foreach (var s in Shifts ?? [])
        {
            if (!Clock.TryRead(s.From, out var from) || !Clock.TryRead(s.To, out var to))
            {
                wrong = ("shifts", $"Shift '{s.Id}' is from '{s.From}' to '{s.To}'; expected times such as 08:00.");
                return false;
            }
            shifts.Add(new(s.Id ?? "", s.Title ?? "", from, to, s.Days ?? [1, 2, 3, 4, 5, 6, 7], s.People ?? []));
        }
        var exceptions = new List<RosterException>();
        foreach (var e in Exceptions ?? [])
        {
            if (!DateOnly.TryParseExact(e.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                wrong = ("exceptions", $"date is '{e.Date}'; expected one such as 2026-10-01.");
                return false;
            }
            exceptions.Add(new(date, e.Shift ?? "", e.People ?? []));
        }
        roster = roster with { Shifts = shifts, Exceptions = exceptions };
        return true;
    }
}

internal sealed record RosterView(string Department, int Version, int EscalateMinutes, ShiftBody[] Shifts, ExceptionBody[] Exceptions)
{
    public static RosterView Of(Roster r) => new(r.Department, r.Version, r.EscalateMinutes, [.. r.Shifts.Select(s => new ShiftBody(s.Id, s.Title, Clock.Text(s.From), Clock.Text(s.To), [.. s.Days], [.. s.People]))],
        [.. r.Exceptions.Select(e => new ExceptionBody(e.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), e.Shift, [.. e.People]))]);
}
