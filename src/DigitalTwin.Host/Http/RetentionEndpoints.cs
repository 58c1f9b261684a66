using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Retention;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Retention;
using DigitalTwin.Host.Standards;

namespace DigitalTwin.Host.Http;

/// <summary><c>/api/v1/retention</c>: what is kept for how long, what was dropped, and holds that keep readings from it.</summary>
internal static class RetentionEndpoints
{
    private const int MostDrops = 200;
    private const int MostHolds = 1_000;
    private const int LongestReason = 1_000;

    public static void MapRetention(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/retention", Get).RequireAuthorization(Scopes.Read).WithSummary("What is kept for how long")
            .WithDescription("Classes in order, the first that fits counts; days of null mean for ever, counted from when a reading became known. With the open holds and what was dropped last, newest first.");
        routes.MapPost("/retention/holds", Place).RequireAuthorization(Scopes.WriteRetention).Audited("place hold").WithSummary("Keep readings from being dropped")
            .WithDescription("Body {asset?, quantity?, from, to, why}. Without asset or quantity: of all.").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        routes.MapDelete("/retention/holds/{id}", End).RequireAuthorization(Scopes.WriteRetention).Audited("end hold").WithSummary("End a hold").ProducesProblem(404);
    }

    private static IResult Get(RetentionOptions options, RetentionPolicy policy, IRetention retention, HoldBook holds, IRegistry registry, QuantityCatalogue quantities) => Results.Ok(new
    {
        options.Drops,
        classes = policy.Classes.Select(c => new
        {
            c.Name, title = new TitleView(c.Chinese, c.English), quantities = c.Quantities.Select(q => quantities.Of(q).Name), kinds = c.Kinds.Select(k => k.WireName()),
            readingsDays = c.Readings?.TotalDays, hoursDays = c.Hours?.TotalDays, c.Document, c.Clause, c.Verified,
        }),
        holds = holds.Open.Select(h => View(h, registry, quantities)),
        dropped = retention.Drops.Where(d => d.Readings > 0).Reverse().Take(MostDrops).Select(DropView.Of),
    });

    private static async Task<IResult> Place(HoldBook holds, IRegistry registry, QuantityCatalogue quantities, HttpContext http, HoldBody body, CancellationToken cancel)
    {
        AssetEntry? asset = null;
        if (body.Asset is { } id && (asset = AssetEndpoints.FindAsset(registry, id)) is null) return AssetEndpoints.NoAsset(id);
        Quantity? quantity = null;
        if (body.Quantity is { } name)
        {
            if (quantities.Find(name) is not { } definition) return Problems.BadField("quantity", $"quantity is '{name}'; expected one of {string.Join(", ", quantities.All.Select(d => d.Name))}.");
            quantity = definition.Quantity;
        }
        if (!QueryText.TryInstant(body.From, out var from) || from is null) return QueryText.BadInstant("from", body.From);
        if (!QueryText.TryInstant(body.To, out var to) || to is null) return QueryText.BadInstant("to", body.To);
        if (from >= to) return Problems.BadField("to", $"to is {to}; expected a time after from, {from}.");
        if (string.IsNullOrWhiteSpace(body.Why) || body.Why.Length > LongestReason) return Problems.BadField("why", $"why must say in 1 to {LongestReason} characters what the readings are held for.");
        if (holds.Open.Count >= MostHolds) return Problems.Of(409, $"{MostHolds} holds are open; end some first.");
        return Results.Ok(View(await holds.Place(asset, quantity, from.Value, to.Value, body.Why, http.User.Identity?.Name ?? "", cancel), registry, quantities));
    }

    private static async Task<IResult> End(HoldBook holds, IRegistry registry, QuantityCatalogue quantities, HttpContext http, string id, CancellationToken cancel)
    {
        http.Was(holds.Open.FirstOrDefault(h => h.Id == id) is { } hold ? View(hold, registry, quantities) : null);
        return await holds.End(id, http.User.Identity?.Name ?? "", cancel) ? Results.NoContent() : Problems.NotFound($"No hold '{id}' is open.");
    }

    private static HoldView View(Hold h, IRegistry registry, QuantityCatalogue quantities) =>
        new(h.Id, h.Asset is { } key ? registry.Find(key)?.Id.Value : null, h.Quantity is { } q ? quantities.Of(q).Name : null, h.From.ToString(), h.To.ToString(), h.Why);

    internal sealed record HoldBody(string? Asset, string? Quantity, string? From, string? To, string? Why);
    private sealed record HoldView(string Id, string? Asset, string? Quantity, string From, string To, string Why);
}
