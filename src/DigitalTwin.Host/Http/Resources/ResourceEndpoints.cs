using System.Globalization;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.People;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Resources;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Facts;
using DigitalTwin.Host.People;
using DigitalTwin.Host.Resources;
using DigitalTwin.Host.Standards;

namespace DigitalTwin.Host.Http.Resources;

/// <summary><c>/api/v1/resources</c>: crews, vehicles, stores and houses. Every department sees all of the regions open to it, and changes its own; a commander sends any.</summary>
internal static class ResourceEndpoints
{
    private const int Page = 500, MostPage = 5000;

    public static void MapResources(this IEndpointRouteBuilder routes)
    {
        var read = routes.MapGroup("/resources").WithTags("Resources").RequireAuthorization(Scopes.ReadResources);
        read.MapGet("", List).WithSummary("Crews, vehicles, stores and houses").WithDescription("Query: kind, state, department, incident, near (longitude,latitude: nearest first, straight distance in metres), limit.").Produces<PageAnswer<ResourceView>>().ProducesProblem(400);
        read.MapGet("/kinds", () => Results.Ok(new { items = ResourceKinds.All.Select(k => new { id = k.Kind, title = new TitleView(k.Chinese, k.English), unit = new TitleView(k.ChineseUnit, k.EnglishUnit) }) })).WithSummary("Kinds, and what their capacity counts");
        read.MapGet("/{id}", (HttpContext http, FactBook<Resource> book, ResourceTracks tracks, string id) => Seen(http, book, id) is { } r ? Results.Ok(ResourceView.Of(r, tracks.Last(id), null)) : NotThere(id)).WithSummary("One of them").Produces<ResourceView>().ProducesProblem(404);
        read.MapGet("/{id}/track", Track).WithSummary("Where it was lately").WithDescription($"Query: from, to. At most {ResourceTracks.MostPoints} places are kept.").ProducesProblem(404);
        var write = routes.MapGroup("/resources/{id}").WithTags("Resources").RequireAuthorization(Scopes.WriteResources);
        write.MapPut("", Put).Audited("set resource").WithSummary("Register or change").WithDescription("Body {kind, name, department, regions?, position?: [lon, lat], capacity?, contact?, terminal?, note?, version?}.").Produces<ResourceView>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(409);
        write.MapDelete("", Remove).Audited("remove resource").WithSummary("Remove").Produces(204).ProducesProblem(404).ProducesProblem(409);
        write.MapPost("/state", SetState).Audited("set resource state").WithSummary("Say what it does").WithDescription("Body {state, position?, requestId?}.").Produces<ResourceView>().ProducesProblem(409);
        write.MapPost("/assign", Assign).Audited("assign resource").WithSummary("Send it to an incident").WithDescription("Body {incident, task?, requestId?}. Sent again, it stays.").Produces<ResourceView>().ProducesProblem(409);
        write.MapPost("/release", (HttpContext http, FactBook<Resource> book, ResourceTracks tracks, string id) => Change(http, book, tracks, id, r => (r.Incident is null ? r : r.Released(), null))).Audited("release resource").WithSummary("Let it go").Produces<ResourceView>();
    }

    private static IResult List(HttpContext http, FactBook<Resource> book, ResourceTracks tracks, string? kind, string? state, string? department, string? incident, string? near, int? limit)
    {
        if (limit is < 1 or > MostPage) return Problems.BadField("limit", $"limit is {limit}; expected 1 to {MostPage}.");
        if (!TryName<ResourceKind>(kind, out var ofKind)) return Problems.BadField("kind", $"kind is '{kind}'; see /resources/kinds.");
        if (!TryName<ResourceState>(state, out var inState)) return Problems.BadField("state", $"state is '{state}'; expected ready, assigned, enRoute, working or outOfService.");
        Position? place = null;
        if (!string.IsNullOrEmpty(near) && (place = ReadPlace(near)) is null) return Problems.BadField("near", $"near is '{near}'; expected longitude,latitude in degrees.");
        var reach = Caller.Of(http.User);
        var found = book.All.Where(r => MaySee(reach, r) && (ofKind is null || r.Kind == ofKind) && (inState is null || r.State == inState) && (string.IsNullOrEmpty(department) || r.Department == department) && (string.IsNullOrEmpty(incident) || r.Incident == incident))
            .Select(r => (Resource: r, Last: tracks.Last(r.Id))).Select(x => (x.Resource, x.Last, Metres: place is { } p ? (x.Last is { } l && l.At >= (x.Resource.PositionAt ?? 0) ? x.Resource with { Position = l.Position } : x.Resource).MetresTo(p) : null));
        var ordered = place is null ? found.OrderBy(x => x.Resource.Id, StringComparer.Ordinal) : found.OrderBy(x => x.Metres ?? double.MaxValue);
        return Results.Ok(new PageAnswer<ResourceView>([.. ordered.Take(limit ?? Page).Select(x => ResourceView.Of(x.Resource, x.Last, x.Metres))], null));
    }

    private static IResult Track(HttpContext http, FactBook<Resource> book, ResourceTracks tracks, string id, DateTimeOffset? from, DateTimeOffset? to)
    {
        if (Seen(http, book, id) is null) return NotThere(id);
        var points = tracks.Read(id, from?.ToUnixTimeMilliseconds() ?? 0, to?.ToUnixTimeMilliseconds() ?? long.MaxValue);
        return Results.Ok(new { items = points.Select(p => new { at = new Instant(p.At).ToString(), position = new[] { p.Position.Longitude, p.Position.Latitude }, p.SpeedKmh, p.Heading }) });
    }

    private static async Task<IResult> Put(HttpContext http, FactBook<Resource> book, FactBook<Terminal> terminals, ResourceTracks tracks, string id, ResourceBody body)
    {
        if (body.Fault(id, terminals) is { } fault) return Problems.BadField(fault.Field, fault.Why);
        var (reach, before) = (Caller.Of(http.User), book.Find(id));
        if (before is not null && !MaySee(reach, before)) return NotThere(id);
        // Neither taken from another department nor given to one.
        if (before is not null && !MayWrite(reach, before.Holding) || !MayWrite(reach, Holding.Of(body.Department!, body.Regions))) return NotYours(id);
        if (before is null && book.Count >= ResourceBody.MostResources) return Problems.Of(409, $"There are {ResourceBody.MostResources} resources already.");
        if (body.Terminal is not null && book.All.Any(r => r.Id != id && r.Terminal == body.Terminal)) return Problems.Of(409, $"Terminal {body.Terminal} is on another resource.", new() { ["field"] = "terminal" });
        if (before is not null) http.Was(ResourceView.Of(before, null, null));
        var isLate = false;
        var after = await book.Change(id, r =>
        {
            isLate = body.Version is { } version && version != (r?.Version ?? 0);
            return isLate ? r : body.Over(id, r);
        });
        if (isLate) return Problems.Of(409, $"The resource is at version {after?.Version ?? 0} by now, not {body.Version}; read it again.", new() { ["field"] = "version" });
        if (before?.Terminal != after!.Terminal) tracks.Forget(id); // Another vehicle's way.
        tracks.Touch(id);
        return Results.Ok(ResourceView.Of(after, tracks.Last(id), null));
    }

    private static async Task<IResult> Remove(HttpContext http, FactBook<Resource> book, ResourceTracks tracks, string id)
    {
        if (Seen(http, book, id) is not { } found) return NotThere(id);
        if (!MayWrite(Caller.Of(http.User), found.Holding)) return NotYours(id);
        if (found.Incident is not null) return Problems.Of(409, $"It is at work for {found.Incident}; release it first.");
        http.Was(ResourceView.Of(found, null, null));
        await book.Change(id, _ => null);
        tracks.Forget(id);
        return Results.NoContent();
    }

    private static Task<IResult> SetState(HttpContext http, FactBook<Resource> book, ResourceTracks tracks, TimeProvider time, string id, StateBody body)
    {
        if (body.State is not { } state) return Task.FromResult(Problems.BadField("state", $"state is missing; expected one of {string.Join(", ", Enum.GetNames<ResourceState>().Select(n => char.ToLowerInvariant(n[0]) + n[1..]))}."));
        if (body.Position is not null && ResourceBody.PlaceOf(body.Position) is null) return Task.FromResult(Problems.BadField("position", "position: expected [longitude, latitude] in degrees."));
        return Change(http, book, tracks, id, r => r.State == state && body.Position is null ? (r, null) : r.WhyNot(state) is { } why ? (null, why)
            : (r with { State = state, Position = ResourceBody.PlaceOf(body.Position) ?? r.Position, PositionAt = body.Position is null ? r.PositionAt : time.GetUtcNow().ToUnixTimeMilliseconds() }, null));
    }

    private static Task<IResult> Assign(HttpContext http, FactBook<Resource> book, ResourceTracks tracks, string id, AssignBody body)
    {
        if (body.Incident is not { Length: > 0 and <= 40 } incident) return Task.FromResult(Problems.BadField("incident", "incident is missing; expected the id of an incident."));
        if (body.Task?.Length > 40) return Task.FromResult(Problems.BadField("task", "task is too long; expected the id of a task."));
        return Change(http, book, tracks, id, r => r.WhyNotAssignable(incident) is { } why ? (null, why) : r.Incident == incident && r.Task == body.Task ? (r, null) : (r.Assigned(incident, body.Task), null));
    }

    private static async Task<IResult> Change(HttpContext http, FactBook<Resource> book, ResourceTracks tracks, string id, Func<Resource, (Resource? Next, string? Why)> change)
    {
        if (Seen(http, book, id) is not { } found) return NotThere(id);
        if (!MayWrite(Caller.Of(http.User), found.Holding)) return NotYours(id);
        http.Was(ResourceView.Of(found, null, null));
        string? refusal = null;
        var after = await book.Change(id, r =>
        {
            if (r is null) return null;
            var (next, why) = change(r);
            refusal = why;
            return next is null || ReferenceEquals(next, r) ? r : next with { Version = r.Version + 1 };
        });
        if (after is null) return NotThere(id);
        if (refusal is not null) return Problems.Of(409, refusal);
        tracks.Touch(id);
        return Results.Ok(ResourceView.Of(after, tracks.Last(id), null));
    }

    private static bool TryName<T>(string? text, out T? value) where T : struct, Enum
    {
        value = null;
        if (string.IsNullOrEmpty(text)) return true;
        if (!char.IsLetter(text[0]) || !Enum.TryParse<T>(text, true, out var parsed)) return false;
        value = parsed;
        return true;
    }

    private static bool MaySee(Reach reach, Resource r) => reach.May(Scopes.ReadResources, r.Holding with { Departments = [] });

    private static bool MayWrite(Reach reach, Holding holding) => reach.May(Scopes.WriteResources, holding, Scopes.CommandIncidents);

    private static Resource? Seen(HttpContext http, FactBook<Resource> book, string id) => book.Find(id) is { } r && MaySee(Caller.Of(http.User), r) ? r : null;

    private static Position? ReadPlace(string text)
    {
        var parts = text.Split(',');
        return parts.Length == 2 && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var lon) && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var lat) ? ResourceBody.PlaceOf([lon, lat]) : null;
    }

    private static IResult NotThere(string id) => Problems.NotFound($"There is no resource '{id}'.");

    private static IResult NotYours(string id) => Problems.Of(403, $"Resource '{id}' is of another department or region.");

    internal sealed record StateBody(ResourceState? State, double[]? Position);
    internal sealed record AssignBody(string? Incident, string? Task);
}
