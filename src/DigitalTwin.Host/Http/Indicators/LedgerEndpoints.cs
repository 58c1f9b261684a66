using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Indicators;
using DigitalTwin.Domain.Indicators.Targets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Indicators;

namespace DigitalTwin.Host.Http.Indicators;

/// <summary><c>/api/v1/ledger</c>: the figures that a city is accountable for, each with its formula, its inputs and their quality.</summary>
internal static class LedgerEndpoints
{
    public static void MapLedger(this IEndpointRouteBuilder routes)
    {
        var ledger = routes.MapGroup("/ledger").WithTags("Ledger");
        ledger.MapGet("", All).RequireAuthorization(Scopes.Read).RequireRateLimiting(RateLimits.Heavy).BoundPast().WithSummary("The ledger of a month or a year")
            .WithDescription("Query: network; period = 2026-07 or 2026 (the running year where absent, so far); asOf = as the ledger said then. Each figure with value, quality, target in force and next, gap, thirteen months and the outlook to the year's end.").ProducesProblem(400).ProducesProblem(404);
        ledger.MapGet("/targets", Targets).RequireAuthorization(Scopes.Read).WithSummary("Targets of the policy documents").WithDescription("With document, clause, year and region, and the headlines that are not the sum of their parts.");
        ledger.MapGet("/plants/{asset}/area", PlantAreaOf).RequireAuthorization(Scopes.Read).RequireRateLimiting(RateLimits.Heavy).WithSummary("The sewers of a plant's service area").WithDescription("What drains to the plant: lengths by class, material and decade, and the pipes, the oldest first.").ProducesProblem(404).ProducesProblem(422);
        ledger.MapPost("/keep", Keep).RequireAuthorization(Scopes.WriteLedger).RequireRateLimiting(RateLimits.Heavy).Audited("keep ledger").WithSummary("Keep what the ledger says now").WithDescription("Query: network. The running month and year and those before; it happens by itself once a day. A figure that says the same as before is not kept again.").ProducesProblem(404);
        ledger.MapStatistics();
        ledger.MapGet("/{indicator}", One).RequireAuthorization(Scopes.Read).RequireRateLimiting(RateLimits.Heavy).BoundPast().WithSummary("One figure with all that it was made of")
            .WithDescription("Query: network, period, asOf. The formula with its numbers, every input with source, period, count, coverage and who entered it, what is missing, what it says of each asset alone, and the targets of all documents.").ProducesProblem(400).ProducesProblem(404);
        ledger.MapGet("/{indicator}/history", History).RequireAuthorization(Scopes.Read).WithSummary("What the ledger said of one figure, newest first").WithDescription("Query: network, period.").ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<IResult> All(LedgerDesk desk, CityCalendar calendar, CityClock clock, string? network, string? period, string? asOf, CancellationToken cancel)
    {
        if (Asked(desk, calendar, clock, network, period, asOf, out var found, out var of, out var then) is { } bad) return bad;
        var sheet = await desk.Of(found!, of, then, cancel);
        return Results.Ok(new { network = found!.Name, period = of.ToString(), at = sheet.At.ToString(), sheet.Documents, items = sheet.Lines.Select(LedgerRowView.Of) });
    }

    private static async Task<IResult> One(LedgerDesk desk, IRegistry registry, CityCalendar calendar, CityClock clock, string indicator, string? network, string? period, string? asOf, CancellationToken cancel)
    {
        if (IndicatorCatalogue.Default.Find(indicator) is null) return NoIndicator(indicator);
        if (Asked(desk, calendar, clock, network, period, asOf, out var found, out var of, out var then) is { } bad) return bad;
        var sheet = await desk.Of(found!, of, then, cancel);
        return Results.Ok(LedgerDetailView.Of(sheet, sheet.Lines.First(l => l.Definition.Id == indicator), registry));
    }

    private static async Task<IResult> History(LedgerDesk desk, KeptLedger kept, CityCalendar calendar, CityClock clock, string indicator, string? network, string? period, CancellationToken cancel)
    {
        if (IndicatorCatalogue.Default.Find(indicator) is null) return NoIndicator(indicator);
        if (Asked(desk, calendar, clock, network, period, null, out var found, out var of, out _) is { } bad) return bad;
        var said = await kept.History(found!.Name, indicator, of.ToString(), cancel);
        return Results.Ok(new { items = said.Select(s => new { knownAt = s.KnownAt.ToString(), value = LedgerRowView.Number(s.Entry.Value), filled = s.Entry.Filled(), recomputed = LedgerRowView.Number(s.Entry.Recompute().Value), quality = LedgerQualityView.Of(s.Entry.Quality) }) });
    }

    private static IResult Targets(LedgerOptions options) => Results.Ok(new
    {
        documents = TargetCatalogue.Default.Documents.Select(d => new { d.Id, d.Document, title = LedgerRowView.Words(d.Title), d.Region, binds = options.Documents.Contains(d.Id) }),
        indicators = IndicatorCatalogue.Default.Indicators.Select(i => new { i.Id, title = LedgerRowView.Words(i.Title), i.Unit, i.Group }),
        items = TargetCatalogue.Default.Targets.Select(t => TargetView.Of(t, false)),
        conflicts = TargetCatalogue.Default.Conflicts().Select(c => new { document = c.Document.Id, c.Year, headline = TargetView.Of(c.Headline, false), parts = c.Parts.Select(p => TargetView.Of(p, false)), c.Sum, c.Difference }),
    });

    private static async Task<IResult> Keep(LedgerDesk desk, LedgerKeeper keeper, string? network, CancellationToken cancel) =>
        desk.NetworkOf(network, null) is { } found ? Results.Ok(new { network = found.Name, kept = await keeper.Keep(found.Name, cancel) }) : NoNetwork(network);

    private static IResult PlantAreaOf(IRegistry registry, PlantArea areas, string asset)
    {
        if (AssetEndpoints.FindAsset(registry, asset) is not { } plant) return AssetEndpoints.NoAsset(asset);
        return areas.Of(plant) is { } area ? Results.Ok(area) : Problems.Of(422, $"'{plant.Id.Value}' stands outside the network, so nothing drains to it.");
    }

    /// <summary>What a question is about; what is wrong with it, or null.</summary>
    internal static IResult? Asked(LedgerDesk desk, CityCalendar calendar, CityClock clock, string? network, string? period, string? asOf, out Network? found, out LedgerPeriod of, out Instant? then)
    {
        (found, of) = (null, default);
        if (!QueryText.TryInstant(asOf, out then)) return QueryText.BadInstant("asOf", asOf);
        of = new LedgerPeriod(calendar.DayOf(then ?? clock.Now).Year, 0);
        if (!string.IsNullOrEmpty(period) && !LedgerPeriod.TryParse(period, out of)) return Problems.BadField("period", $"period is '{period}'; expected a month such as 2026-07 or a year such as 2026.");
        if (of.From(calendar) > clock.Now) return Problems.BadField("period", $"period is '{of}', which has not begun.");
        found = desk.NetworkOf(network, then);
        return found is null ? NoNetwork(network) : null;
    }

    internal static IResult NoNetwork(string? network) => Problems.NotFound(string.IsNullOrEmpty(network) ? "There is no network yet." : $"Network '{network}' is not known.");

    private static IResult NoIndicator(string id) => Problems.NotFound($"Figure '{id}' is not known; expected one of {string.Join(", ", IndicatorCatalogue.Default.Indicators.Select(i => i.Id))}.");
}
