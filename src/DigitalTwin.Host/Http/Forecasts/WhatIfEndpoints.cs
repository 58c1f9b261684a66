using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Forecasts;
using DigitalTwin.Host.Forecasts.Answers;
using DigitalTwin.Host.Forecasts.WhatIfs;
using DigitalTwin.Host.Live;

namespace DigitalTwin.Host.Http.Forecasts;

/// <summary><c>/api/v1/whatifs</c>: the next hours with something otherwise than it is, beside what is expected.</summary>
internal static class WhatIfEndpoints
{
    public static void MapWhatIfs(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/whatifs", Make).RequireAuthorization(Scopes.WriteForecasts).RequireRateLimiting(RateLimits.Heavy).Audited("run what-if").WithSummary("Try what would happen")
            .WithDescription("Body {network, title, horizonMinutes?, changes: [{kind: rain, factor or mmPerHour and minutes} | {kind: block, asset, share} | {kind: pump or gate, asset, setting 0–1} | {kind: tank, asset, areaM2, depthM} | {kind: grow, district or asset, factor}]}. 202 with the id; changes nothing in the city. So many at once as DigitalTwin:Forecast:MostQueued, else 429.");
        routes.MapGet("/whatifs", (WhatIfBook book, WhatIfViews views, string? network) => Results.Ok(new WhatIfList([.. book.All.Where(r => string.IsNullOrEmpty(network) || r.Network == network).Select(views.Of)])))
            .RequireAuthorization(Scopes.Read).WithSummary("What-ifs").WithDescription("Query: network. Newest first; the oldest goes when there are more than DigitalTwin:Forecast:MostWhatIfs.");
        routes.MapGet("/whatifs/{id}", (WhatIfBook book, WhatIfViews views, string id) => book.Find(id) is { } record ? Results.Ok(views.Of(record)) : None(id)).RequireAuthorization(Scopes.Read).WithSummary("One what-if");
        routes.MapDelete("/whatifs/{id}", Remove).RequireAuthorization(Scopes.WriteForecasts).Audited("remove what-if").WithSummary("Remove a what-if");
        const string which = "Query: run = changed (where absent) or base, the same without the changes. ";
        var one = routes.MapGroup("/whatifs/{id}").RequireAuthorization(Scopes.Read);
        one.MapGet("/frames", Frames).RequireRateLimiting(RateLimits.Heavy).WithSummary("How full everything would be").WithDescription(which + "from, to, every as for forecasts.");
        one.MapGet("/series", Series).WithSummary("One asset's level, flow or overflow").WithDescription(which + "asset, quantity.");
        one.MapGet("/events", Events).WithSummary("What would be expected").WithDescription(which);
        one.MapGet("/profile", Profile).RequireRateLimiting(RateLimits.Heavy).WithSummary("Longitudinal section").WithDescription(which + "from and to, or down.");
    }

    private static async Task<IResult> Make(HttpContext http, WhatIfBook book, IRegistry registry, ForecastOptions options, WhatIfBody body, CancellationToken cancel)
    {
        if (body.Fault(registry, options) is var (field, why)) return Problems.BadField(field, why);
        var made = await book.Make(body.Network!, body.Title!.Trim(), (int)(body.HorizonMinutes ?? options.Horizon.TotalMinutes), body.Changes!, http.User.Identity?.Name ?? "", cancel);
        if (made is not null) return Results.Accepted($"/api/v1/whatifs/{made.Id}", new { made.Id });
        http.Response.Headers.RetryAfter = "30";
        return Problems.Of(StatusCodes.Status429TooManyRequests, $"{options.MostQueued} what-ifs wait or run already; wait as long as Retry-After says.");
    }

    private static async Task<IResult> Remove(WhatIfBook book, string id, CancellationToken cancel) => await book.Remove(id, cancel) ? Results.NoContent() : None(id);

    private static async Task<IResult> Frames(WhatIfBook book, ForecastShelf shelf, Domain.Forecast.Archive.IForecastArchive archive, FrameReader reader, NetworkCatalogue catalogue, string id, string? run, string? from, string? to, string? every, CancellationToken cancel)
    {
        var (set, refusal) = await Find(book, shelf, archive, id, run, cancel);
        return set is null ? refusal! : ForecastEndpoints.FramesOf(reader, catalogue, set, from, to, every);
    }

    private static async Task<IResult> Series(WhatIfBook book, ForecastShelf shelf, Domain.Forecast.Archive.IForecastArchive archive, SeriesAnswers answers, IRegistry registry, string id, string? run, string? asset, string? quantity, CancellationToken cancel)
    {
        if (asset is null || AssetEndpoints.FindAsset(registry, asset) is not { } entry) return Problems.BadField("asset", $"asset is '{asset}'; expected the id of a known asset.");
        var (set, refusal) = await Find(book, shelf, archive, id, run, cancel);
        return set is null ? refusal! : answers.Of(set, entry, quantity);
    }

    private static async Task<IResult> Events(WhatIfBook book, ForecastShelf shelf, Domain.Forecast.Archive.IForecastArchive archive, EventViews views, string id, string? run, CancellationToken cancel)
    {
        var (set, refusal) = await Find(book, shelf, archive, id, run, cancel);
        return set is null ? refusal! : Results.Ok(new EventList([.. set.Parts.SelectMany(p => p.Head.Events).OrderByDescending(e => e.Level).ThenByDescending(e => e.Probability).Select(views.Of)]));
    }

    private static async Task<IResult> Profile(WhatIfBook book, ForecastShelf shelf, Domain.Forecast.Archive.IForecastArchive archive, ProfileAnswers answers, IRegistry registry, string id, string? run, string? from, string? to, string? down, string? since, CancellationToken cancel)
    {
        var first = string.IsNullOrEmpty(down) ? from : down;
        if (first is null || AssetEndpoints.FindAsset(registry, first) is not { } entry) return Problems.BadField(string.IsNullOrEmpty(down) ? "from" : "down", $"'{first}' is not the id of a known asset; expected from and to, or down.");
        var (set, refusal) = await Find(book, shelf, archive, id, run, cancel);
        return set is null ? refusal! : await answers.Of(set, entry, string.IsNullOrEmpty(down) ? to : null, string.IsNullOrEmpty(down), since, cancel);
    }

    private static async Task<(ForecastSet? Set, IResult? Refusal)> Find(WhatIfBook book, ForecastShelf shelf, Domain.Forecast.Archive.IForecastArchive archive, string id, string? run, CancellationToken cancel)
    {
        if (run is not (null or "" or "changed" or "base")) return (null, Problems.BadField("run", $"run is '{run}'; expected changed or base."));
        if (book.Find(id) is not { } record) return (null, None(id));
        if (record.Status != WhatIfStatus.Ready) return (null, Problems.Of(StatusCodes.Status409Conflict, $"What-if '{id}' is {WireNames.Of(record.Status)}; it can be read once it is ready.", new() { ["status"] = WireNames.Of(record.Status) }));
        var heads = await archive.OfWhatIf(run == "base" ? WhatIfRecord.BaseOf(id) : id, cancel);
        return await shelf.Whole(heads, cancel) is { } set ? (set, null) : (null, None(id));
    }

    private static IResult None(string id) => Problems.NotFound($"There is no what-if '{id}'.");
}

internal sealed record WhatIfList(WhatIfView[] Items);

internal sealed record WhatIfBaseView(string? ForecastId, IReadOnlyList<string> Forecasts);

internal sealed record WhatIfDifferenceView(string Asset, string? Name, double Base, double Run, string Unit, string Quantity);

internal sealed record WhatIfSummaryView(BaseAndRun OverflowM3, BaseAndRun NodesFlooding, WhatIfDifferenceView[] Differences);

internal sealed record WhatIfView(string Id, string Network, string Title, string Status, ForecastWords? Message, int HorizonMinutes, IReadOnlyList<WhatIfChange> Changes, string Who, string CreatedAt, WhatIfBaseView Base, WhatIfSummaryView? Summary);

internal sealed class WhatIfViews(IRegistry registry)
{
    public WhatIfView Of(WhatIfRecord r) => new(r.Id, r.Network, r.Title, r.Status is WhatIfStatus.Queued or WhatIfStatus.Running ? "computing" : WireNames.Of(r.Status), r.Message, r.HorizonMinutes, r.Changes, r.Who, new Instant(r.CreatedAt).ToString(),
        new WhatIfBaseView(r.Bases.Count > 0 ? r.Bases[0] : null, r.Bases),
        r.Summary is not { } s ? null : new WhatIfSummaryView(s.OverflowM3, s.NodesFlooding, [.. s.Differences.Select(d => new WhatIfDifferenceView(d.Asset, registry.Find(new AssetId(d.Asset))?.Name, d.Base, d.Run, d.Unit, d.Quantity))]));
}
