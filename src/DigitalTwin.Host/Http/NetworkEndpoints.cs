using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Gis.Coordinates;
using DigitalTwin.Gis.Export;
using DigitalTwin.Gis.Import;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Live;

namespace DigitalTwin.Host.Http;

/// <summary><c>/api/v1/networks</c>: import of a plan, with a report of every defect, and its way out again.</summary>
internal static class NetworkEndpoints
{
    public const int MaxPlanBytes = 256 * 1024 * 1024;

    public static void MapNetworks(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/networks", Import).RequireAuthorization(Scopes.WriteNetworks).RequireRateLimiting(RateLimits.Heavy).Audited("import network")
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(MaxPlanBytes))
            .WithSummary("Import a network")
            .WithDescription("Body: the plan as text. Query: format = swmm, epanet or geojson; crs = EPSG:n of its coordinates; as = name for asset ids; title, optional. "
                + "Answers 201 with the new revision and a report that counts what came in and names every defect; 422 with the report where nothing usable was in it.")
            .Produces<ImportAnswer>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(413).ProducesProblem(422);
        routes.MapGet("/networks", (IRegistry registry, NetworkSummaries summaries) => Results.Ok(new { items = registry.Networks.Select(summaries.Of), next = (string?)null }))
            .RequireAuthorization(Scopes.Read).WithSummary("All networks");
        routes.MapGet("/networks/{name}/revisions", Revisions).RequireAuthorization(Scopes.Read).WithSummary("A network's revisions, newest first; each stays readable").Produces<PageAnswer<RevisionView>>().ProducesProblem(404);
        routes.MapGet("/networks/{name}/export", Export).RequireAuthorization(Scopes.Read).RequireRateLimiting(RateLimits.Heavy)
            .WithSummary("Export a network")
            .WithDescription("Query: format = swmm, epanet or geojson; crs = EPSG:n of the coordinates of a SWMM or EPANET file, by default that of the import; units = EPANET's flow units, where controls or settings are kept in those of the source. Answers an EPA SWMM 5 input file in CMS and metres, an EPANET 2.2 one, or GeoJSON in WGS-84 with places, kinds and sizes.")
            .Produces(StatusCodes.Status200OK, contentType: "text/plain").ProducesProblem(400).ProducesProblem(404);
    }

    private const int MostRevisions = 200;

    private static IResult Revisions(IRegistry registry, string name)
    {
        if (registry.Find(name) is not { } newest) return Problems.NotFound($"There is no network '{name}'.");
        var all = Enumerable.Range(0, Math.Min(newest.Revision, MostRevisions)).Select(back => registry.FindRevision(name, newest.Revision - back)).OfType<Domain.Networks.Network>();
        return Results.Ok(new PageAnswer<RevisionView>([.. all.Select(n => new RevisionView(n.Revision, n.KnownAt.ToString(), n.Title, n.Nodes.Count, n.Links.Count, n.Points.Count))], null));
    }

    private static IResult Export(IRegistry registry, string name, string? format, string? crs, string? units)
    {
        if (registry.Find(name) is not { } network) return Problems.NotFound($"There is no network '{name}'.");
        if (NetworkExport.Fault(network, format, crs, units) is { } fault) return Problems.BadField(fault.Field, fault.Why);
        var text = new StringWriter();
        NetworkExport.Write(network, format!, crs, text, units);
        return Results.File(System.Text.Encoding.UTF8.GetBytes(text.ToString()), $"{NetworkExport.MediaType(format!)}; charset=utf-8", network.Name + NetworkExport.Extension(format!));
    }

    private static async Task<IResult> Import(HttpContext http, IRegistry registry, NetworkSummaries summaries, CityClock clock, string? format, string? crs, string? @as, string? title)
    {
        if (format is null || !NetworkImport.Formats.Contains(format)) return Problems.BadField("format", $"format is '{format}'; expected {string.Join(", ", NetworkImport.Formats)}.");
        if (!ImportOptions.IsValidName(@as)) return Problems.BadField("as", $"as is '{@as}'; expected a name for asset ids: lower-case letters, digits, '-' and '_', at most 64.");
        if (CrsCatalogue.Find(crs, out var fault) is null) return Problems.BadField("crs", fault);
        using var plan = await RequestBody.Read(http, MaxPlanBytes);
        if (plan is null) return Problems.Of(413, $"The plan is larger than {MaxPlanBytes} bytes.");
        if (plan.Bytes.IsEmpty) return Problems.BadRequest("The body is empty; expected the text of a plan.");
        using var stream = plan.OpenRead();
        var outcome = await Task.Run(() => NetworkImport.Read(format, stream, new ImportOptions(@as!, crs!) { Title = title }));
        if (outcome is ImportOutcome.Refused refused) return Problems.Of(422, refused.Why, new() { ["report"] = refused.Report });
        var saved = await registry.Save(((ImportOutcome.Accepted)outcome).Network, clock.Now, http.RequestAborted);
        return Results.Created($"/api/v1/map/{saved.Name}/{saved.Revision}/geometry", new ImportAnswer(summaries.Of(saved.Name)!, outcome.Report));
    }
}

internal sealed record ImportAnswer(NetworkSummary Network, ImportReport Report);

internal sealed record RevisionView(int Revision, string KnownAt, string Title, int Nodes, int Links, int Points);
