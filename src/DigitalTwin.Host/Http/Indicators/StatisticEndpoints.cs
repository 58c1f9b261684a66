using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Indicators;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Indicators;

namespace DigitalTwin.Host.Http.Indicators;

/// <summary><c>/api/v1/ledger/statistics</c>: what people enter, with source, who and when; a correction stands beside what it corrects.</summary>
internal static class StatisticEndpoints
{
    private const int LongestText = 500;
    private const int LongestRequest = 64;

    public static void MapStatistics(this RouteGroupBuilder ledger)
    {
        ledger.MapGet("/statistics", All).RequireAuthorization(Scopes.Read).WithSummary("Statistics that people enter, and what holds of each").WithDescription("Query: network, asOf.").ProducesProblem(400).ProducesProblem(404);
        ledger.MapGet("/statistics/history", History).RequireAuthorization(Scopes.Read).WithSummary("Every entry of a statistic, newest first").WithDescription("Query: network, id, asset, period.").ProducesProblem(400).ProducesProblem(404);
        ledger.MapPost("/statistics", Enter).RequireAuthorization(Scopes.WriteLedger).Audited("enter statistic").WithSummary("Enter a statistic, correct one, or withdraw it")
            .WithDescription("Body {network?, id, asset?, period, value, source, note?, requestId?}. A null value withdraws. A requestId that was taken already changes nothing and is answered as then.").ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<IResult> All(LedgerDesk desk, StatisticBook book, IRegistry registry, string? network, string? asOf, CancellationToken cancel)
    {
        if (!QueryText.TryInstant(asOf, out var then)) return QueryText.BadInstant("asOf", asOf);
        if (desk.NetworkOf(network, then) is not { } found) return LedgerEndpoints.NoNetwork(network);
        var current = await book.Current(found.Name, then, cancel);
        return Results.Ok(new
        {
            network = found.Name,
            definitions = IndicatorCatalogue.Default.Statistics.Select(d => new
            {
                d.Id, title = LedgerRowView.Words(d.Title), d.Unit, every = d.IsYearly ? "year" : "month",
                assets = d.PerAsset is { } kind ? found.Nodes.Where(n => n.Kind.WireName() == kind).Select(n => new { id = $"{found.Name}:{n.LocalId}", name = n.Name ?? n.LocalId }).ToArray() : null,
            }),
            items = current.OrderBy(e => e.Id, StringComparer.Ordinal).ThenByDescending(e => e.Period, StringComparer.Ordinal).Select(e => StatisticView.Of(e, registry)),
        });
    }

    private static async Task<IResult> History(LedgerDesk desk, StatisticBook book, IRegistry registry, string? network, string? id, string? asset, string? period, CancellationToken cancel)
    {
        if (id is null || IndicatorCatalogue.Default.FindStatistic(id) is null) return BadId(id);
        if (desk.NetworkOf(network, null) is not { } found) return LedgerEndpoints.NoNetwork(network);
        return Results.Ok(new PageAnswer<StatisticView>([.. (await book.History(found.Name, id, asset, period, cancel)).Select(e => StatisticView.Of(e, registry))], null));
    }

    private static async Task<IResult> Enter(HttpContext http, LedgerDesk desk, StatisticBook book, IRegistry registry, StatisticBody body, CancellationToken cancel)
    {
        if (desk.NetworkOf(body.Network, null) is not { } network) return LedgerEndpoints.NoNetwork(body.Network);
        if (body.Id is null || IndicatorCatalogue.Default.FindStatistic(body.Id) is not { } definition) return BadId(body.Id);
        if (!LedgerPeriod.TryParse(body.Period, out var period) || period.IsYear != definition.IsYearly) return Problems.BadField("period", $"period is '{body.Period}'; expected a {(definition.IsYearly ? "year such as 2026" : "month such as 2026-07")}.");
        if (body.Value is { } value && !(value >= definition.Minimum && value <= definition.Maximum)) return Problems.BadField("value", $"value is {value}; expected {definition.Minimum} to {definition.Maximum} {definition.Unit}, or null to withdraw.");
        string? asset = null;
        if (definition.PerAsset is { } kind)
        {
            if (body.Asset is null || AssetEndpoints.FindAsset(registry, body.Asset) is not { } entry || entry.Id.Network != network.Name || entry.Kind.WireName() != kind) return Problems.BadField("asset", $"asset is '{body.Asset}'; expected the id of a {kind} of network {network.Name}.");
            asset = entry.Id.Value;
        }
        else if (!string.IsNullOrEmpty(body.Asset)) return Problems.BadField("asset", $"asset is '{body.Asset}'; {body.Id} is of the whole city.");
        if (string.IsNullOrWhiteSpace(body.Source) || body.Source.Length > LongestText) return Problems.BadField("source", $"source says where the number is from in 1 to {LongestText} characters.");
        if (body.Note is { Length: > LongestText }) return Problems.BadField("note", $"note has {body.Note.Length} characters; expected at most {LongestText}.");
        if (body.RequestId is { Length: > LongestRequest }) return Problems.BadField("requestId", $"requestId has {body.RequestId.Length} characters; expected at most {LongestRequest}.");
        var (kept, before) = await book.Enter(new StatisticEntry(network.Name, body.Id, asset, period.ToString(), body.Value, body.Source.Trim(), body.Note, http.User.Identity?.Name ?? "", body.RequestId, 0), cancel);
        http.Was(before is null ? null : StatisticView.Of(before, registry));
        await desk.Forget();
        return Results.Ok(StatisticView.Of(kept, registry));
    }

    private static IResult BadId(string? id) => Problems.BadField("id", $"id is '{id}'; expected one of {string.Join(", ", IndicatorCatalogue.Default.Statistics.Select(s => s.Id))}.");

    internal sealed record StatisticBody(string? Network, string? Id, string? Asset, string? Period, double? Value, string? Source, string? Note, string? RequestId);
}
