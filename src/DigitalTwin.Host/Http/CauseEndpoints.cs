using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Risk.Causes;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Warnings;

namespace DigitalTwin.Host.Http;

/// <summary>Who upstream could have caused what is seen.</summary>
internal static class CauseEndpoints
{
    private const int MostSymptoms = 100;

    public static void MapCause(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/network/cause", OfWarning).RequireAuthorization(Scopes.Read).RequireRateLimiting(RateLimits.Heavy).WithSummary("Who could have caused a warning")
            .WithDescription("Query: warning = id of a warning of quality. Takes every open warning of the same network and quantity as a symptom, and every clean sensor as evidence against. Candidates by probability, with evidence, doubts, and where to sample next.");
        routes.MapPost("/network/cause", OfSymptoms).RequireAuthorization(Scopes.Read).RequireRateLimiting(RateLimits.Heavy).WithSummary("Who could have caused these symptoms")
            .WithDescription("Body {symptoms: [{asset, quantity, at, value?, intervalSeconds?}], clean?: [{asset, quantity, until, least?}]}. Changes nothing. At most 100 of each.");
    }

    private static IResult OfWarning(IRegistry registry, QuantityCatalogue quantities, NetworkCatalogue catalogue, WarningBoard board, IHistory history, string? warning)
    {
        var open = board.Open();
        if (open.FirstOrDefault(w => w.Id == warning) is not { } asked) return Problems.NotFound($"There is no open warning '{warning}'.");
        if ((SymptomKind)asked.Cause.Kind != SymptomKind.QualityBreach) return Problems.Of(422, $"Warning '{warning}' is not of quality; only matter is traced to a source.");
        var (name, quantity) = (asked.Cause.Asset.Split(':')[0], new Quantity(asked.Cause.Quantity));
        if (catalogue.Find(name) is not { } network) return Problems.Of(422, $"Network '{name}' is not there any more.");
        var sightings = new List<Sighting>();
        foreach (var seen in open.Where(w => w.Entry is null && w.Cause.Kind == asked.Cause.Kind && w.Cause.Quantity == asked.Cause.Quantity && w.Cause.Asset.StartsWith(name + ":", StringComparison.Ordinal)))
            if (AssetEndpoints.FindAsset(registry, seen.Cause.Asset) is { } asset && network.Compiled.TryFind(asset.Key, out var place) && sightings.Count < MostSymptoms)
                sightings.Add(new Sighting(place, quantity, new Instant(seen.Cause.Since), seen.Cause.Value));
        var least = asked.Cause.Limit;
        var seenAt = sightings.Select(s => s.Place).ToHashSet();
        var clean = history.LatestOfAll().Where(k => k.Reading.Quantity == quantity && k.Reading.Value < least)
            .Select(k => network.Compiled.TryFind(k.Reading.Asset, out var place) && !seenAt.Contains(place) ? new CleanPlace(place, quantity, k.Reading.At, least) : (CleanPlace?)null).OfType<CleanPlace>().ToArray();
        return Results.Ok(CauseViews.Of(registry, quantities, network.Compiled, CauseFinder.Find(network.Compiled, network.CurrentFlows(), sightings, clean)));
    }

    private static IResult OfSymptoms(IRegistry registry, QuantityCatalogue quantities, NetworkCatalogue catalogue, CauseOrder order)
    {
        if (order.Symptoms is not { Length: > 0 and <= MostSymptoms }) return Problems.BadField("symptoms", $"symptoms holds {order.Symptoms?.Length ?? 0}; expected 1 to {MostSymptoms}.");
        if (order.Clean is { Length: > MostSymptoms }) return Problems.BadField("clean", $"clean holds {order.Clean.Length}; expected at most {MostSymptoms}.");
        LiveNetwork? network = null;
        var sightings = new List<Sighting>();
        var clean = new List<CleanPlace>();
        for (var i = 0; i < order.Symptoms.Length; i++)
        {
            var s = order.Symptoms[i];
            if (Place(registry, catalogue, ref network, s.Asset, $"symptoms[{i}].asset", out var place) is { } bad) return bad;
            if (QuantityOf(quantities, s.Quantity) is not { } quantity) return Problems.BadField($"symptoms[{i}].quantity", $"quantity is '{s.Quantity}'; expected a known quantity.");
            if (!QueryText.TryInstant(s.At, out var at) || at is not { } seen) return QueryText.BadInstant($"symptoms[{i}].at", s.At);
            if (s.IntervalSeconds is not (null or >= 0 and <= 86_400)) return Problems.BadField($"symptoms[{i}].intervalSeconds", $"intervalSeconds is {s.IntervalSeconds}; expected 0 to 86400.");
            sightings.Add(new Sighting(place, quantity, seen, s.Value ?? double.NaN, s.IntervalSeconds ?? 300));
        }
        for (var i = 0; i < (order.Clean?.Length ?? 0); i++)
        {
            var c = order.Clean![i];
            if (Place(registry, catalogue, ref network, c.Asset, $"clean[{i}].asset", out var place) is { } bad) return bad;
            if (QuantityOf(quantities, c.Quantity) is not { } quantity) return Problems.BadField($"clean[{i}].quantity", $"quantity is '{c.Quantity}'; expected a known quantity.");
            if (!QueryText.TryInstant(c.Until, out var until) || until is not { } last) return QueryText.BadInstant($"clean[{i}].until", c.Until);
            clean.Add(new CleanPlace(place, quantity, last, c.Least ?? 0));
        }
        return Results.Ok(CauseViews.Of(registry, quantities, network!.Compiled, CauseFinder.Find(network.Compiled, network.CurrentFlows(), sightings, clean)));
    }

    /// <summary>Finds an asset's place in the one network that the question is about; a problem where it cannot.</summary>
    private static IResult? Place(IRegistry registry, NetworkCatalogue catalogue, ref LiveNetwork? network, string? id, string field, out NetworkElement place)
    {
        place = default;
        if (id is null || AssetEndpoints.FindAsset(registry, id) is not { } asset) return Problems.BadField(field, $"asset is '{id}'; expected the id of a known asset.");
        var own = catalogue.Find(asset.Id.Network);
        network ??= own;
        if (own is null || own != network) return Problems.BadField(field, $"asset '{id}' is not in the network of the first symptom; expected one network.");
        return own.Compiled.TryFind(asset.Key, out place) ? null : Problems.BadField(field, $"asset '{id}' stands outside the network, so no water passes it.");
    }

    private static Quantity? QuantityOf(QuantityCatalogue quantities, string? name) => name is null ? null : quantities.Find(name)?.Quantity;

    internal sealed record CauseOrder(SymptomOrder[]? Symptoms, CleanOrder[]? Clean);

    internal sealed record SymptomOrder(string? Asset, string? Quantity, string? At, double? Value, double? IntervalSeconds);

    internal sealed record CleanOrder(string? Asset, string? Quantity, string? Until, double? Least);
}
