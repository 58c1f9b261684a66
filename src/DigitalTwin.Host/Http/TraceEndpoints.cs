using System.Globalization;
using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Playback;
using Orleans;

namespace DigitalTwin.Host.Http;

/// <summary>What lies up- and downstream, and what a release would reach.</summary>
internal static class TraceEndpoints
{
    private const int MostItems = 100_000;

    public static void MapTrace(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/network/trace", Trace).RequireAuthorization(Scopes.Read).RequireRateLimiting(RateLimits.Heavy).BoundPast().WithSummary("Trace the water")
            .WithDescription("Query: from = asset id; direction = down or up; until = an asset id, or minutes of travel; limit. Assets in order of arrival, with travel time on the flows of now, or on the network and flows as known at asOf.");
        routes.MapPost("/network/spill", Spill).RequireAuthorization(Scopes.Read).RequireRateLimiting(RateLimits.Heavy).WithSummary("What a release would reach")
            .WithDescription("Body {asset, quantity, concentration mg/L, flow m³/s, minutes, at?}. Changes nothing. items: arrivals by first minute; first is 5 % of a place's own peak. block: valves, gates and pumps that cut the way, those that protect most first. sample: manholes and when.");
    }

    private static async Task<IResult> Trace(IRegistry registry, NetworkCatalogue catalogue, PastFlows past, string? from, string? direction, string? until, string? limit, string? asOf, CancellationToken cancel)
    {
        if (!QueryText.TryInstant(asOf, out var then)) return QueryText.BadInstant("asOf", asOf);
        if (from is null || AssetEndpoints.FindAsset(registry, from) is not { } start) return Problems.BadField("from", $"from is '{from}'; expected the id of a known asset.");
        if (direction is not (null or "" or "down" or "up")) return Problems.BadField("direction", $"direction is '{direction}'; expected down or up.");
        if (QueryText.Limit(limit, 10_000, MostItems) is not { } most) return QueryText.BadLimit(limit, MostItems);
        var (network, flows) = then is { } instant ? await past.At(start.Id.Network, instant, cancel) ?? default
            : catalogue.Find(start.Id.Network) is { } live ? (live.Compiled, live.CurrentFlows()) : default;
        if (network is null || !network.TryFind(start.Key, out var element))
            return Problems.Of(422, $"Asset '{start.Id}' stands outside the network, so no water passes it.");
        if (!TryUntil(registry, network, until, out var bound)) return Problems.BadField("until", $"until is '{until}'; expected the id of an asset of the same network, or minutes.");
        var way = direction == "up" ? TraceDirection.Upstream : TraceDirection.Downstream;
        var steps = NetworkTrace.Run(network, flows, element, way, bound).Steps();
        var items = steps.Take(most).Select(s => registry.Find(network.KeyOf(s.Element)) is { } asset
            ? new TraceItem(asset.Id.Value, Math.Round(s.Minutes, 3), Math.Round(s.Metres, 1)) : null).OfType<TraceItem>();
        return Results.Ok(new TraceAnswer(start.Id.Value, way == TraceDirection.Upstream ? "up" : "down", [.. items.OrderBy(i => i.Minutes)]));
    }

    private static bool TryUntil(IRegistry registry, CompiledNetwork network, string? until, out TraceLimit limit)
    {
        limit = default;
        if (string.IsNullOrEmpty(until)) return true;
        if (double.TryParse(until, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and < 1e7)
            limit = new TraceLimit(Within: TimeSpan.FromMinutes(minutes));
        else if (AssetEndpoints.FindAsset(registry, until) is { } asset && network.TryFind(asset.Key, out var element)) limit = new TraceLimit(Until: element);
        else return false;
        return true;
    }

    private static async Task<IResult> Spill(IRegistry registry, QuantityCatalogue quantities, NetworkCatalogue catalogue, IGrainFactory grains, CityClock clock, SpillOrder order)
    {
        if (order.Asset is null || AssetEndpoints.FindAsset(registry, order.Asset) is not { } asset) return Problems.BadField("asset", $"asset is '{order.Asset}'; expected the id of a known asset.");
        if (order.Quantity is null || quantities.Find(order.Quantity) is not { Unit: "mg/L" } quantity)
            return Problems.BadField("quantity", $"quantity is '{order.Quantity}'; expected one in mg/L: {string.Join(", ", quantities.All.Where(d => d.Unit == "mg/L").Select(d => d.Name))}.");
        if (!(order.Concentration is > 0 and <= 1e6)) return Problems.BadField("concentration", $"concentration is {order.Concentration}; expected more than 0 and at most 1000000 mg/L.");
        if (!(order.Flow is > 0 and <= 1000)) return Problems.BadField("flow", $"flow is {order.Flow}; expected more than 0 and at most 1000 m³/s.");
        if (!(order.Minutes is > 0 and <= 10_080)) return Problems.BadField("minutes", $"minutes is {order.Minutes}; expected more than 0 and at most 10080 (a week).");
        if (!QueryText.TryInstant(order.At, out var at)) return QueryText.BadInstant("at", order.At);
        if (catalogue.CatchmentOf(asset.Key) is not { } catchment) return Problems.Of(422, $"Asset '{asset.Id}' stands outside the network, so nothing flows from it.");
        var release = new SpillRelease(asset.Id.Value, quantity.Quantity.Code, (at ?? clock.Now).UnixMilliseconds, order.Concentration, order.Flow, order.Minutes);
        var outlook = await grains.GetGrain<IRiskGrain>(catchment).Spill(release);
        return Results.Ok(new SpillAnswer(outlook.Arrivals, null, outlook.Block, outlook.Sample));
    }

    internal sealed record SpillOrder(string? At, string? Asset, string? Quantity, double Concentration, double Flow, double Minutes);
}

internal sealed record SpillAnswer(SpillArrival[] Items, string? Next, SpillBlock[] Block, SpillSamplePlace[] Sample);

internal sealed record TraceItem(string Asset, double Minutes, double DistanceM);

internal sealed record TraceAnswer(string From, string Direction, TraceItem[] Items);
