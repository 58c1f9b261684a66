using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Compliance;

namespace DigitalTwin.Host.Http;

/// <summary><c>GET /api/v1/compliance</c> and <c>/assets/{id}/compliance</c>: limits held against what was measured, on the documents' own basis.</summary>
internal static class ComplianceEndpoints
{
    private const int HighestLimit = 1000;

    public static void MapCompliance(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/compliance", All).RequireAuthorization(Scopes.Read).WithSummary("How every limited asset stands")
            .WithDescription("Worst first. Query: kind, state = breached, atRisk, met or unknown, limit (1 to 1000). Up to half a minute old.");
        routes.MapGet("/assets/{id}/compliance", One).RequireAuthorization(Scopes.Read).WithSummary("How one asset stands to its class of limits")
            .WithDescription("Query: asOf. Each limit with the mean on its own basis, the margin left, the trend and the time to breach; for reclaimed water also which uses it still serves, and what open warnings will take away.");
    }

    private static async Task<IResult> All(ComplianceBoard board, QuantityCatalogue quantities, string? kind, string? state, string? limit, CancellationToken cancel)
    {
        if (!string.IsNullOrEmpty(kind) && !AssetKinds.TryParse(kind, out _)) return Problems.BadField("kind", $"kind is '{kind}'; expected an asset kind such as reuseIntake.");
        if (QueryText.Limit(limit, HighestLimit, HighestLimit) is not { } most) return QueryText.BadLimit(limit, HighestLimit);
        var views = (await board.All(cancel)).OrderByDescending(c => c.Verdict.State).Select(c => ComplianceView.Of(c, quantities))
            .Where(v => (string.IsNullOrEmpty(kind) || v.Kind.Equals(kind, StringComparison.OrdinalIgnoreCase)) && (string.IsNullOrEmpty(state) || v.State.Equals(state, StringComparison.OrdinalIgnoreCase)));
        return Results.Ok(new PageAnswer<ComplianceView>([.. views.Take(most)], null));
    }

    private static async Task<IResult> One(IRegistry registry, ComplianceReader reader, QuantityCatalogue quantities, string id, string? asOf, CancellationToken cancel)
    {
        if (AssetEndpoints.FindAsset(registry, id) is not { } asset) return AssetEndpoints.NoAsset(id);
        if (!QueryText.TryInstant(asOf, out var knownBy)) return QueryText.BadInstant("asOf", asOf);
        return await reader.Read(asset, knownBy, cancel) is { } found ? Results.Ok(ComplianceView.Of(found, quantities)) : Problems.NotFound($"No limits bind '{asset.Id.Value}'; they bind plants, drainers, intakes and outfalls.");
    }
}
