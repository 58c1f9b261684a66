using System.Text.Json.Nodes;
using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Incidents;
using DigitalTwin.Domain.Incidents.Workflow;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Incidents;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Incidents;
using Orleans;

namespace DigitalTwin.Host.Http.Incidents;

/// <summary><c>/api/v1/incidents</c>: open, see and act.</summary>
internal static class IncidentEndpoints
{
    private const int HighestLimit = 1000;

    public static void MapIncidents(this IEndpointRouteBuilder routes)
    {
        var incidents = routes.MapGroup("/incidents").WithTags("Incidents");
        incidents.MapGet("", List).RequireAuthorization(Scopes.ReadIncidents).WithSummary("Incidents").WithDescription("Query: open (true, false or all), drill, asOf, limit, cursor. Only those that one may see; open ones first, the newest first.").ProducesProblem(400);
        incidents.MapGet("/proposals", Proposals).RequireAuthorization(Scopes.ReadIncidents).WithSummary("Open warnings of one cause that ask for an incident");
        incidents.MapGet("/people", People).RequireAuthorization(Scopes.ReadIncidents).WithSummary("Who can command or be given a task");
        incidents.MapPost("", (IncidentOpen open, HttpContext http) => open.Open(http)).RequireAuthorization(Scopes.WriteIncidents).Audited("open incident").WithSummary("Open an incident")
            .WithDescription("Body {requestId, title?, text?, scenario?, topic?, warnings?, asset?, position?, regions?, discoveredAt?, isDrill?, pace?, demoScenario?}.").Produces(201).ProducesProblem(400).ProducesProblem(409);
        incidents.MapGet("/{id}", One).RequireAuthorization(Scopes.ReadIncidents).WithSummary("One incident").WithDescription("Query: asOf = as known then, wall time.").ProducesProblem(404);
        incidents.MapGet("/{id}/entries", Entries).RequireAuthorization(Scopes.ReadIncidents).WithSummary("Its record, entry by entry").WithDescription("Query: after = number, asOf, limit (1 to 1000).").ProducesProblem(404);
        incidents.MapGet("/{id}/outlook", Outlook).RequireAuthorization(Scopes.ReadIncidents).WithSummary("What its warnings reach now").ProducesProblem(404);
        foreach (var action in IncidentWorkflow.Actions.Where(a => a.Name is not ("task" or "attach")))
            incidents.MapPost($"/{{id}}/{action.Name}", (IncidentOrders orders, HttpContext http, string id) => orders.Do(http, id, action.Name)).RequireAuthorization(action.NeedsCommand ? Scopes.CommandIncidents : Scopes.WriteIncidents)
                .Audited($"{action.Name} incident").WithSummary($"{action.Name}: an incident that is {string.Join(", ", action.From.Select(IncidentNames.Of))}").ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        incidents.MapTasks();
        incidents.MapAttachments();
        incidents.MapRecords();
        incidents.MapWorkflow();
        routes.MapDuties();
        routes.MapPlans();
    }

    private static async Task<IResult> List(HttpContext http, IncidentLog record, string? open, string? drill, string? asOf, string? limit, string? cursor, CancellationToken cancel)
    {
        if (open is not (null or "true" or "false" or "all")) return Problems.BadField("open", $"open is '{open}'; expected true, false or all.");
        if (drill is not (null or "true" or "false")) return Problems.BadField("drill", $"drill is '{drill}'; expected true or false.");
        if (!QueryText.TryInstant(asOf, out var then)) return QueryText.BadInstant("asOf", asOf);
        if (QueryText.Limit(limit, 100, HighestLimit) is not { } most) return QueryText.BadLimit(limit, HighestLimit);
        if (!TryMark(cursor, out var after)) return Problems.BadField("cursor", "cursor is not one that this question's last page gave; ask again without it.");
        var actor = IncidentActor.Of(http.User);
        bool Wanted(IncidentSummary s) => actor.MaySee(s) && (drill is null || s.IsDrill == (drill == "true"));
        var items = new JsonArray();
        if (open is not "false" && after is null)
            foreach (var summary in (await record.Open(then, cancel)).Where(Wanted).OrderByDescending(s => s.OpenedKnownAt)) items.Add(IncidentViews.Of(summary));
        if (open is not ("all" or "false")) return Results.Ok(new { items, next = (string?)null });
        while (true)
        {
            var page = await record.Closed(then, after, most, cancel);
            foreach (var (summary, mark) in page)
            {
                after = mark;
                if (!Wanted(summary)) continue;
                items.Add(IncidentViews.Of(summary));
                if (items.Count >= most) return Results.Ok(new { items, next = Text(mark) });
            }
            if (page.Count < most) return Results.Ok(new { items, next = (string?)null });
        }
    }

    private static async Task<IResult> Proposals(HttpContext http, IncidentProposals proposals, CancellationToken cancel)
    {
        var actor = IncidentActor.Of(http.User);
        var found = await proposals.Find(cancel);
        return Results.Ok(new { items = found.Where(p => actor.Regions.Count == 0 || p.Regions.Count == 0 || p.Regions.Intersect(actor.Regions).Any()).Select(IncidentViews.Of) });
    }

    private static async Task<IResult> People(PeopleList people) => Results.Ok(new { items = await people.Read() });

    private static async Task<IResult> One(HttpContext http, IncidentReader incidents, string id, string? asOf, CancellationToken cancel)
    {
        if (!QueryText.TryInstant(asOf, out var then)) return QueryText.BadInstant("asOf", asOf);
        var actor = IncidentActor.Of(http.User);
        return await incidents.Read(id, actor, then, cancel) is { } found ? Results.Json(IncidentViews.Of(found.Incident, found.Entries[^1].Hash, then is null ? actor : actor with { MayWrite = false, MayCommand = false })) : IncidentProblems.NotThere(id);
    }

    private static async Task<IResult> Entries(HttpContext http, IncidentReader incidents, string id, string? after, string? asOf, string? limit, CancellationToken cancel)
    {
        if (!QueryText.TryInstant(asOf, out var then)) return QueryText.BadInstant("asOf", asOf);
        if (QueryText.Limit(limit, HighestLimit, HighestLimit) is not { } most) return QueryText.BadLimit(limit, HighestLimit);
        if (!int.TryParse(after ?? "0", System.Globalization.NumberStyles.None, null, out var from)) return Problems.BadField("after", $"after is '{after}'; expected the number of an entry.");
        if (await incidents.Read(id, IncidentActor.Of(http.User), then, cancel) is not { } found) return IncidentProblems.NotThere(id);
        var page = found.Entries.Skip(from).Take(most).Select(IncidentViews.Of).ToArray();
        return Results.Ok(new { items = page, next = from + page.Length < found.Entries.Count ? from + page.Length : (int?)null });
    }

    private static async Task<IResult> Outlook(HttpContext http, IncidentReader incidents, IGrainFactory grains, IRegistry registry, string id)
    {
        if (await incidents.Find(id, IncidentActor.Of(http.User)) is not { } incident) return IncidentProblems.NotThere(id);
        var reach = await grains.GetGrain<IIncidentGrain>(id).Reach();
        return Results.Ok(new
        {
            at = reach.At == 0 ? null : new Instant(reach.At).ToString(), affected = reach.Affected.Length, arrivals = JsonNode.Parse(reach.Arrivals),
            warnings = reach.Warnings.Select(w => new { w.Id, asset = w.Cause.Asset, level = Live.WireNames.Of((Domain.Risk.WarningLevel)w.Level), since = new Instant(w.Cause.Since).ToString() }),
            assets = reach.Affected.Select(key => registry.Find(new AssetKey(key))?.Id.Value).OfType<string>(),
        });
    }

    private static string Text(ClosedMark mark) => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes($"{mark.ClosedAt.UnixMilliseconds}|{mark.Subject}"));

    private static bool TryMark(string? cursor, out ClosedMark? mark)
    {
        mark = null;
        if (string.IsNullOrEmpty(cursor)) return true;
        try
        {
            var parts = System.Text.Encoding.UTF8.GetString(Convert.FromHexString(cursor)).Split('|', 2);
            mark = new ClosedMark(new Instant(long.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture)), parts[1]);
            return true;
        }
        catch (Exception e) when (e is FormatException or IndexOutOfRangeException or OverflowException)
        {
            return false;
        }
    }
}
