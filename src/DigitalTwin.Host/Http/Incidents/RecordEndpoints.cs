using System.Text.Json;
using DigitalTwin.Contracts;
using DigitalTwin.Domain.Incidents;
using DigitalTwin.Domain.Plans;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Incidents;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Incidents;
using DigitalTwin.Host.Incidents.Records;
using Orleans;

namespace DigitalTwin.Host.Http.Incidents;

/// <summary>What stands up afterwards: report, export, check of the chain, evaluation; and the sampling plan.</summary>
internal static class RecordEndpoints
{
    public static void MapRecords(this IEndpointRouteBuilder incidents)
    {
        incidents.MapGet("/{id}/report", Report).RequireAuthorization(Scopes.ReadIncidents).RequireRateLimiting(RateLimits.Heavy).WithSummary("The incident as a document to print").WithDescription("Query: lang = zh or en, asOf.").Produces<string>(200, "text/html").ProducesProblem(404);
        // What leaves the house is audited though it changes nothing.
        incidents.MapGet("/{id}/export", Export).RequireAuthorization(Scopes.ReadIncidents).RequireRateLimiting(RateLimits.Heavy).Audited("export incident").WithSummary("All of the incident as a zip with hashes").ProducesProblem(404);
        incidents.MapGet("/{id}/verify", Verify).RequireAuthorization(Scopes.ReadIncidents).WithSummary("Whether its record is what was written").ProducesProblem(404);
        incidents.MapGet("/{id}/evaluation", Evaluate).RequireAuthorization(Scopes.ReadIncidents).WithSummary("Times of steps, clocks and tasks").ProducesProblem(404);
        incidents.MapGet("/{id}/sampling", Sample).RequireAuthorization(Scopes.ReadIncidents).WithSummary("Where and when to sample, from what is expected to arrive").ProducesProblem(404);
    }

    private static async Task<IResult> Report(HttpContext http, IncidentReader incidents, IncidentReport report, IGrainFactory grains, string id, string? lang, string? asOf, CancellationToken cancel)
    {
        if (lang is not (null or "zh" or "en")) return Problems.BadField("lang", $"lang is '{lang}'; expected zh or en.");
        if (!QueryText.TryInstant(asOf, out var then)) return QueryText.BadInstant("asOf", asOf);
        if (await incidents.Read(id, IncidentActor.Of(http.User), then, cancel) is not { } found) return IncidentProblems.NotThere(id);
        http.Response.Headers.ContentSecurityPolicy = IncidentReport.Policy;
        http.Response.Headers.CacheControl = "no-store";
        return Results.Content(report.Write(found.Incident, found.Entries, ChainCheck.Of(id, found.Entries), await Affected(grains, id), lang != "en"), "text/html; charset=utf-8");
    }

    private static async Task<IResult> Export(HttpContext http, IncidentReader incidents, IncidentExport export, IncidentReport report, IncidentLog record, IGrainFactory grains, string id, CancellationToken cancel)
    {
        var actor = IncidentActor.Of(http.User);
        if (await incidents.Find(id, actor, null, cancel) is null) return IncidentProblems.NotThere(id);
        var entries = await record.Read(id, null, cancel);
        var (incident, check, affected) = (Incident.Fold(entries.Select(e => e.Entry))!, ChainCheck.Of(id, entries), await Affected(grains, id));
        var reports = new Dictionary<string, string> { ["report.zh.html"] = report.Write(incident, entries, check, affected, true), ["report.en.html"] = report.Write(incident, entries, check, affected, false) };
        return Results.File(await export.Write(incident, entries, actor, reports, cancel), "application/zip", $"{id}.zip");
    }

    private static async Task<IResult> Verify(HttpContext http, IncidentReader incidents, IncidentLog record, string id, CancellationToken cancel) =>
        await incidents.Find(id, IncidentActor.Of(http.User), null, cancel) is null ? IncidentProblems.NotThere(id) : Results.Ok(ChainCheck.Of(id, await record.Read(id, null, cancel))); // As stored, not as remembered.

    private static async Task<IResult> Evaluate(HttpContext http, IncidentReader incidents, string id) =>
        await incidents.Find(id, IncidentActor.Of(http.User)) is { } incident ? Results.Json(IncidentViews.Of(IncidentEvaluation.Of(incident))) : IncidentProblems.NotThere(id);

    private static async Task<IResult> Sample(HttpContext http, IncidentReader incidents, IGrainFactory grains, CityClock clock, string id)
    {
        if (await incidents.Find(id, IncidentActor.Of(http.User)) is not { } incident) return IncidentProblems.NotThere(id);
        var sampling = (PlanCatalogue.Default.Find(incident.Scenario ?? "") ?? PlanCatalogue.Default.Find("illegalDischarge"))?.Sampling;
        var arrivals = JsonSerializer.Deserialize<Arrival[]>((await grains.GetGrain<IIncidentGrain>(id).Reach()).Arrivals, IncidentJson.Options) is { Length: > 0 } now ? now : incident.Outlook?.Arrivals ?? [];
        return Results.Ok(new { items = sampling is null ? [] : SamplingPlan.Of(sampling, incident.Asset, incident.Position, arrivals, clock.Now).Select(IncidentViews.Of) });
    }

    private static async Task<int[]> Affected(IGrainFactory grains, string id) => (await grains.GetGrain<IIncidentGrain>(id).Reach()).Affected;
}
