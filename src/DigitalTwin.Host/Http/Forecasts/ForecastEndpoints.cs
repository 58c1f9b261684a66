using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Forecasts;
using DigitalTwin.Host.Forecasts.Answers;
using Orleans;

namespace DigitalTwin.Host.Http.Forecasts;

/// <summary><c>/api/v1/forecasts</c>: what is expected of the sewers, as issued.</summary>
internal static class ForecastEndpoints
{
    public static void MapForecasts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/forecasts", List).RequireAuthorization(Scopes.Read).BoundPast().WithSummary("Latest forecast of each part")
            .WithDescription("Query: network (all where absent), asOf = as known then. status: ready, computing, failed or unavailable; message says why in both languages. A part is what water can pass between.");
        routes.MapPost("/forecasts", Ask).RequireAuthorization(Scopes.WriteForecasts).Audited("ask for a forecast").WithSummary("Issue a forecast now").WithDescription("Query: network. 202; the news comes by the hub (Forecast) and in the list.");
        routes.MapGet("/forecasts/skill", Skill).RequireAuthorization(Scopes.Read).RequireRateLimiting(RateLimits.Heavy).WithSummary("What was forecast and what came")
            .WithDescription("Query: network, days (1 to 31, 1 where absent), lead = 30, 60 or 120 minutes (all where absent). By gauged asset: root mean square error, that of persistence, skill = 1 − (rmse/persistence)², and how often the measured value lay in the band of 10 to 90 %. Events: warnings of overflow by forecasts that are over: hit (an overflow was measured or reported there), false (a sensor there saw none) or unknown (nothing there would have told).");
        routes.MapGet("/forecasts/came", Came).RequireAuthorization(Scopes.Read).RequireRateLimiting(RateLimits.Heavy).WithSummary("One asset's forecasts of a lead beside what came")
            .WithDescription("Query: asset, quantity, lead = 30, 60 or 120 minutes (60 where absent), from, to (the last day where absent, at most 31 days).");
        var one = routes.MapGroup("/forecasts/{id}").RequireAuthorization(Scopes.Read);
        const string which = "id: a forecast's, or latest with network=. ";
        one.MapGet("/frames", Frames).RequireRateLimiting(RateLimits.Heavy).BoundPast().WithSummary("How full everything will be").WithDescription(which + "Query: network, from, to, every (s, 300 where absent), asOf. fill in ‰ (−1 for none), level 0 to 4, overflow: indices into key.");
        one.MapGet("/series", Series).BoundPast().WithSummary("One asset's forecast").WithDescription(which + "Query: asset, quantity = level (m above invert), flow, overflow or inflow (of a plant), asOf.");
        one.MapGet("/events", Events).BoundPast().WithSummary("What a forecast expects").WithDescription(which + "Query: network, asOf. Worst first. Measures were tried in the engine; volumes in m³ over all rims of the part.");
        one.MapGet("/profile", Profile).RequireRateLimiting(RateLimits.Heavy).BoundPast().WithSummary("Longitudinal section with the water's head")
            .WithDescription(which + "Query: from and to, or down (to the end): asset ids; since = how far back measured heads are given (a day before the issue where absent). Heads in m above datum, null where not known.");
    }

    private static async Task<IResult> List(ForecastRead read, ForecastBoard board, ForecastOptions options, IRegistry registry, string? network, string? asOf, CancellationToken cancel)
    {
        if (!QueryText.TryInstant(asOf, out var then)) return QueryText.BadInstant("asOf", asOf);
        if (!string.IsNullOrEmpty(network) && !registry.Networks.Contains(network)) return ForecastRead.NoNetwork(network);
        var items = new List<ForecastView>();
        ForecastWords? message = options.Enabled ? null : new("未启用滚动预报（DigitalTwin:Forecast:Enabled）", "Forecasting is switched off (DigitalTwin:Forecast:Enabled)");
        foreach (var name in registry.Networks.Where(n => string.IsNullOrEmpty(network) || n == network))
        {
            var heads = await read.Latest(name, then, cancel);
            items.AddRange(heads.Select(h => ForecastView.Of(h, then is null ? board.Find(name, h.Part) : null)));
            if (then is null) items.AddRange(board.Of(name).Where(p => heads.All(h => h.Part != p.Part)).Select(ForecastView.Of));
            message ??= board.WhyNot(name);
        }
        return Results.Ok(new ForecastList(items, message));
    }

    private static async Task<IResult> Ask(IGrainFactory grains, IRegistry registry, ForecastOptions options, string? network)
    {
        if (string.IsNullOrEmpty(network)) return Problems.BadField("network", "network is missing; expected the name of a network.");
        if (!registry.Networks.Contains(network)) return ForecastRead.NoNetwork(network);
        if (!options.Enabled) return Problems.Of(StatusCodes.Status409Conflict, "Forecasting is switched off; set DigitalTwin:Forecast:Enabled to true.");
        await grains.GetGrain<IForecastGrain>(network).Ask();
        return Results.Accepted($"/api/v1/forecasts?network={Uri.EscapeDataString(network)}", new { network });
    }

    private static async Task<IResult> Frames(ForecastRead read, FrameReader reader, NetworkCatalogue catalogue, string id, string? network, string? from, string? to, string? every, string? asOf, CancellationToken cancel)
    {
        var (set, refusal) = await read.Find(id, network, asOf, cancel);
        return set is null ? refusal! : FramesOf(reader, catalogue, set, from, to, every);
    }

    internal static IResult FramesOf(FrameReader reader, NetworkCatalogue catalogue, ForecastSet set, string? from, string? to, string? every)
    {
        if (!QueryText.TryInstant(from, out var begin)) return QueryText.BadInstant("from", from);
        if (!QueryText.TryInstant(to, out var end)) return QueryText.BadInstant("to", to);
        if (!QueryText.TrySpan(string.IsNullOrEmpty(every) ? "300" : every, out var step) || step < TimeSpan.FromMinutes(1)) return Problems.BadField("every", $"every is '{every}'; expected 60 s or more, as 300, 300s or 5m.");
        if (catalogue.Find(set.Network) is not { } live) return ForecastRead.NoNetwork(set.Network);
        return ForecastRead.Times(set, begin, end, step) is { } times ? new FramesResult(reader.Read(set, live.Compiled, times))
            : Problems.BadField("every", $"every is '{every}'; from, to and every ask for more than {ForecastRead.MostTimes} frames.");
    }

    private static async Task<IResult> Series(ForecastRead read, SeriesAnswers answers, IRegistry registry, string id, string? asset, string? quantity, string? asOf, CancellationToken cancel)
    {
        if (asset is null || AssetEndpoints.FindAsset(registry, asset) is not { } entry) return Problems.BadField("asset", $"asset is '{asset}'; expected the id of a known asset.");
        var (set, refusal) = await read.Find(id, entry.Id.Network, asOf, cancel);
        return set is null ? refusal! : answers.Of(set, entry, quantity);
    }

    private static async Task<IResult> Events(ForecastRead read, EventViews views, string id, string? network, string? asOf, CancellationToken cancel)
    {
        var (heads, refusal) = await read.Heads(id, network, asOf, cancel);
        return heads is null ? refusal! : Results.Ok(new EventList([.. heads.SelectMany(h => h.Events).OrderByDescending(e => e.Level).ThenByDescending(e => e.Probability).ThenByDescending(e => e.Volume?.P50 ?? 0).ThenBy(e => e.ExpectedAt.UnixMilliseconds).Select(views.Of)]));
    }

    private static async Task<IResult> Profile(ForecastRead read, ProfileAnswers answers, IRegistry registry, string id, string? from, string? to, string? down, string? since, string? asOf, CancellationToken cancel)
    {
        var first = string.IsNullOrEmpty(down) ? from : down;
        if (first is null || AssetEndpoints.FindAsset(registry, first) is not { } entry) return Problems.BadField(string.IsNullOrEmpty(down) ? "from" : "down", $"'{first}' is not the id of a known asset; expected from and to, or down.");
        var (set, refusal) = await read.Find(id, entry.Id.Network, asOf, cancel);
        return set is null ? refusal! : await answers.Of(set, entry, string.IsNullOrEmpty(down) ? to : null, string.IsNullOrEmpty(down), since, cancel);
    }

    private static Task<IResult> Skill(SkillAnswers answers, string? network, string? days, string? lead, CancellationToken cancel) => answers.Skill(network, days, lead, cancel);

    private static Task<IResult> Came(SkillAnswers answers, string? asset, string? quantity, string? lead, string? from, string? to, CancellationToken cancel) => answers.Came(asset, quantity, lead, from, to, cancel);
}

internal sealed record ForecastList(IReadOnlyList<ForecastView> Items, ForecastWords? Message);

internal sealed record EventList(EventView[] Items);
