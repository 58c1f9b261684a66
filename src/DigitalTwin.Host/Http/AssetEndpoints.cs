using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Query;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Host.Assets;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Live;
using DigitalTwin.Host.Playback;
using DigitalTwin.Host.Questions;
using DigitalTwin.Host.Retention;

namespace DigitalTwin.Host.Http;

/// <summary><c>/api/v1/assets</c>: queries, one asset, its series.</summary>
internal static class AssetEndpoints
{
    public static void MapAssets(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/assets", Find).RequireAuthorization(Scopes.Read).BoundPast().WithSummary("Find assets")
            .WithDescription("Query: q = part of an id or name; kind; bbox = west,south,east,north; region; catchment; near = longitude,latitude[,metres]; order = a number, as -fill; limit; cursor; "
                + "where = a filter such as: level > 0.8*full and kind = pumpStation; asOf = as known then.");
        routes.MapGet("/assets/{id}", One).RequireAuthorization(Scopes.Read).BoundPast().WithSummary("One asset")
            .WithDescription("What it is, its newest readings, its open symptoms and its neighbours; all as known at asOf, if given.");
        routes.MapGet("/assets/{id}/readings", Readings).RequireAuthorization(Scopes.Read).BoundPast().WithSummary("A series")
            .WithDescription("Query: quantity; from, to (by default the last 24 hours); every = 90s, 5m, 1h; as = mean (over time where the quantity has values between its readings), max, min or last; asOf; limit; cursor; format = json (default), csv or parquet as /readings/export gives them. Where readings of that time are no longer kept, dropped says which, and whether sums by hours are left (ask with every = 1h or whole hours).");
    }

    private static async Task<IResult> Find(QuestionDesk desk, IRegistry registry, QuantityCatalogue quantities, string? q, string? kind, string? bbox, string? region, string? catchment, string? where, string? near, string? order, string? limit, string? cursor, string? asOf, CancellationToken cancel)
    {
        if (!QueryText.TryInstant(asOf, out var then)) return QueryText.BadInstant("asOf", asOf);
        var asked = new AssetQueryParameters { Q = q, Kind = kind, Bbox = bbox, Region = region, Catchment = catchment, Where = where, Near = near, Order = order, Limit = limit, Cursor = cursor };
        if (asked.Read(out var errors) is not { } query)
            return Problems.Of(400, string.Join(" ", errors.Select(e => $"{e.Parameter} {e.Message}")), new() { ["errors"] = errors });
        var (opened, error) = await desk.Open(query, [], then, cancel);
        if (opened is null) return Problems.BadField("where", $"where {error}");
        var table = opened.Table;
        var page = opened.Engine.Find(query);
        AssetItem? ItemOf(int row, double? distance)
        {
            var isKnown = opened.TryRead(table.KeyOf(row), out var state);
            return Item(registry, quantities, isKnown, state, table.KeyOf(row), table.PositionOf(row), distance);
        }
        var items = page.Rows.Select((row, i) => ItemOf(row, page.DistancesMetres.Count > i ? page.DistancesMetres[i] : null)).OfType<AssetItem>();
        return Results.Ok(new PageAnswer<AssetItem>([.. items], page.Next));
    }

    private static AssetItem? Item(IRegistry registry, QuantityCatalogue quantities, bool isKnown, LiveRow row, AssetKey key, Domain.Networks.Position at, double? distance)
    {
        if (registry.Find(key) is not { } asset) return null;
        return new AssetItem(asset.Id.Value, key.Value, asset.Name, asset.Kind.WireName(), [at.Longitude, at.Latitude], WireNames.Of((WarningLevel)(row.State & LiveRow.LevelMask)),
            (row.State & LiveRow.Stale) != 0, isKnown && row.Quantity != 0 ? quantities.Of(new Quantity(row.Quantity)).Name : null,
            isKnown && row.Quantity != 0 ? row.Value : null, row.Fill >= 0 ? row.Fill / 1000.0 : null, distance is { } d ? Math.Round(d, 1) : null);
    }

    private static async Task<IResult> One(IRegistry registry, PastAssets past, AssetViews views, string id, string? asOf, CancellationToken cancel)
    {
        if (FindAsset(registry, id) is not { } asset) return NoAsset(id);
        if (!QueryText.TryInstant(asOf, out var then)) return QueryText.BadInstant("asOf", asOf);
        return Results.Ok(then is { } instant ? views.Of(asset, await past.Of(asset, instant, cancel)) : views.Of(asset));
    }

    private static async Task<IResult> Readings(IRegistry registry, IHistory history, SeriesReader series, RetentionNotes notes, QuantityCatalogue quantities, CityClock clock, string id, string? quantity, string? from, string? to, string? every, string? @as, string? asOf, string? limit, string? cursor, string? format, CancellationToken cancel)
    {
        if (format is not (null or "" or "json")) return ExportEndpoints.One(registry, history, notes, quantities, clock, id, quantity, from, to, asOf, format);
        if (FindAsset(registry, id) is not { } asset) return NoAsset(id);
        if (quantity is null || quantities.Find(quantity) is not { } definition)
            return Problems.BadField("quantity", $"quantity is '{quantity}'; expected one of {string.Join(", ", quantities.All.Select(d => d.Name))}.");
        if (!QueryText.TryInstant(to, out var end)) return QueryText.BadInstant("to", to);
        if (!QueryText.TryInstant(cursor is { Length: > 0 } ? cursor : from, out var begin)) return QueryText.BadInstant(cursor is { Length: > 0 } ? "cursor" : "from", cursor ?? from);
        if (!QueryText.TryInstant(asOf, out var knownBy)) return QueryText.BadInstant("asOf", asOf);
        TimeSpan? span = null;
        if (!string.IsNullOrEmpty(every))
        {
            if (!QueryText.TrySpan(every, out var parsed)) return Problems.BadField("every", $"every is '{every}'; expected a span such as 90s, 5m, 1h or 1d.");
            span = parsed;
        }
        if (!Enum.TryParse<Aggregate>(@as ?? "mean", ignoreCase: true, out var how)) return Problems.BadField("as", $"as is '{@as}'; expected mean, max, min or last.");
        if (QueryText.Limit(limit, 1000, SeriesReader.HighestLimit) is not { } most) return QueryText.BadLimit(limit, SeriesReader.HighestLimit);
        var last = end ?? clock.Now + TimeSpan.FromMinutes(10);
        var first = begin ?? last - TimeSpan.FromHours(24);
        var (points, next) = await series.Read(asset.Key, definition.Quantity, first, last, span, how, knownBy, most, cancel);
        return new SeriesResult(asset.Id.Value, definition.Name, definition.Unit, points, next, notes.Of(asset.Kind, definition.Quantity, first, last));
    }

    internal static AssetEntry? FindAsset(IRegistry registry, string id)
    {
        var whole = Uri.UnescapeDataString(id); // A slash in an id stays escaped in a route.
        return AssetId.IsValid(whole) ? registry.Find(new AssetId(whole)) : null;
    }

    internal static IResult NoAsset(string id) => Problems.NotFound($"Asset '{Uri.UnescapeDataString(id)}' is not known; expected {{network}}:{{local id}}.");
}

internal sealed record AssetItem(string Id, int Key, string? Name, string Kind, double[] Position, string Level, bool Stale, string? Quantity, double? Value, double? Fill, double? DistanceM);
