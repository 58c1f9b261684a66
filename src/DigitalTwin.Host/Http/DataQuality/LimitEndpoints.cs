using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.DataQuality;

namespace DigitalTwin.Host.Http.DataQuality;

/// <summary><c>/api/v1/quality/limits</c>: by which limits readings are marked, and who set them.</summary>
internal static class LimitEndpoints
{
    public static void MapLimits(this IEndpointRouteBuilder routes)
    {
        var limits = routes.MapGroup("/quality/limits").WithTags("Data quality");
        limits.MapGet("", Get).RequireAuthorization(Scopes.Read).WithSummary("By which limits readings are marked")
            .WithDescription("With asset and quantity: what holds for that series. Without: every quantity, and each asset or kind of asset that somebody set other limits for.").Produces<LimitsView>().ProducesProblem(400);
        limits.MapGet("/history", History).RequireAuthorization(Scopes.Read).WithSummary("Who set which limits of a quantity, newest first").WithDescription("Query: quantity.").Produces<PageAnswer<LimitSettingView>>().ProducesProblem(400);
        limits.MapPut("", Set).RequireAuthorization(Scopes.WriteDevices).Audited("set quality limits").WithSummary("Set limits for a quantity: at an asset, at a kind of asset, or everywhere")
            .WithDescription("Query: quantity; asset or kind, or neither. Body: {minimum?, maximum?, perMinute?, leastStep?, spikeFactor?, flatHours?, flatAbove?} in the quantity's canonical unit; what is absent stays as it holds there now, 0 switches perMinute, spikeFactor or flatHours off. Readings stored before keep their marks.")
            .Produces<LimitsView>().ProducesProblem(400);
        limits.MapDelete("", Clear).RequireAuthorization(Scopes.WriteDevices).Audited("clear quality limits").WithSummary("Let the next wider limits hold again").ProducesProblem(400);
    }

    private static IResult Get(IRegistry registry, QuantityCatalogue quantities, SeriesSettings settings, QualityRules rules, LimitBook book, string? asset, string? quantity)
    {
        if (asset is null && quantity is null)
        {
            var everywhere = quantities.All.Select(q => View(registry, quantities, settings, rules, book, LimitScope.Everywhere(q.Quantity)));
            return Results.Ok(new PageAnswer<LimitsView>([.. everywhere, .. book.Current.Where(s => s.Scope.IsAsset || s.Scope.Kind is not null)
                .Select(s => View(registry, quantities, settings, rules, book, s.Scope)).OrderBy(v => v.Asset ?? v.Kind, StringComparer.Ordinal)], null));
        }
        if (asset is null) return Problems.BadField("asset", "asset is missing; expected an id such as city:P2, or no quantity either for all limits.");
        return Scope(registry, quantities, asset, null, quantity, out var scope) ?? Results.Ok(View(registry, quantities, settings, rules, book, scope));
    }

    private static async Task<IResult> History(IRegistry registry, QuantityCatalogue quantities, LimitBook book, string? quantity, CancellationToken cancel)
    {
        if (Scope(registry, quantities, null, null, quantity, out var scope) is { } bad) return bad;
        return Results.Ok(new PageAnswer<LimitSettingView>([.. (await book.History(scope.Quantity, cancel)).Select(s =>
            new LimitSettingView(s.At.ToString(), s.By, registry.Find(s.Scope.Asset)?.Id.Value, s.Scope.Kind?.WireName(), s.Limits is { } limits ? LimitNumbers.Of(limits) : null))], null));
    }

    private static async Task<IResult> Set(HttpContext http, IRegistry registry, QuantityCatalogue quantities, SeriesSettings settings, QualityRules rules, LimitBook book, string? asset, string? kind, string? quantity, LimitNumbers body)
    {
        if (Scope(registry, quantities, asset, kind, quantity, out var scope) is { } bad) return bad;
        var limits = body.Over(settings.LimitsIn(scope));
        if (limits.Fault() is { } fault) return Problems.BadField(fault.Split(' ')[0], fault + ".");
        http.Was(LimitNumbers.Of(settings.LimitsIn(scope)));
        await book.Set(scope, limits, http.User.Identity?.Name ?? "");
        return Results.Ok(View(registry, quantities, settings, rules, book, scope));
    }

    private static async Task<IResult> Clear(HttpContext http, IRegistry registry, QuantityCatalogue quantities, LimitBook book, string? asset, string? kind, string? quantity)
    {
        if (Scope(registry, quantities, asset, kind, quantity, out var scope) is { } bad) return bad;
        http.Was(book.Find(scope)?.Limits is { } set ? LimitNumbers.Of(set) : null);
        if (book.Find(scope) is not null) await book.Set(scope, null, http.User.Identity?.Name ?? "");
        return Results.NoContent();
    }

    private static LimitsView View(IRegistry registry, QuantityCatalogue quantities, SeriesSettings settings, QualityRules rules, LimitBook book, LimitScope scope)
    {
        var (definition, asset, setting, limits) = (quantities.Of(scope.Quantity), registry.Find(scope.Asset), book.Find(scope), settings.LimitsIn(scope));
        return new LimitsView(asset?.Id.Value, asset?.Name, scope.Kind?.WireName(), definition.Name, new QualityName(definition.Chinese, definition.English), definition.Unit,
            setting is not null, setting?.By, setting?.At.ToString(), LimitNumbers.Of(limits), LimitNumbers.Of(rules.Of(scope.Quantity)));
    }

    private static IResult? Scope(IRegistry registry, QuantityCatalogue quantities, string? asset, string? kind, string? quantity, out LimitScope scope)
    {
        scope = default;
        if (quantity is null || quantities.Find(quantity)?.Quantity is not { } measured) return Problems.BadField("quantity", $"quantity is '{quantity}'; expected a name such as level.");
        if (!string.IsNullOrEmpty(asset) && !string.IsNullOrEmpty(kind)) return Problems.BadField("kind", "asset and kind are both given; expected one of them, or neither for everywhere.");
        if (!string.IsNullOrEmpty(asset))
        {
            if (AssetEndpoints.FindAsset(registry, asset) is not { } entry) return AssetEndpoints.NoAsset(asset);
            scope = LimitScope.At(entry.Key, measured);
        }
        else if (!string.IsNullOrEmpty(kind))
        {
            if (!AssetKinds.TryParse(kind, out var of)) return Problems.BadField("kind", $"kind is '{kind}'; expected one such as manhole or pumpStation.");
            scope = LimitScope.Of(of, measured);
        }
        else scope = LimitScope.Everywhere(measured);
        return null;
    }
}
