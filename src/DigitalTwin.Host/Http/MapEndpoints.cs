using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Hub;
using DigitalTwin.Host.Live;
using DigitalTwin.Host.Playback;
using DigitalTwin.Host.Warnings;

namespace DigitalTwin.Host.Http;

/// <summary>What the map draws: geometry, labels and base of a revision, which never change, and a snapshot of the live state.</summary>
internal static class MapEndpoints
{
    public static void MapMap(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/map/{network}/{revision:int}/{piece}", Piece).RequireAuthorization(Scopes.Read)
            .WithSummary("Geometry, labels or base of a network's revision")
            .WithDescription("geometry: compact binary (DTG1); labels: ids and names in the same order; base: GeoJSON of districts and rivers. Immutable, compressed, with an ETag.");
        routes.MapGet("/map/{network}/state", State).RequireAuthorization(Scopes.Read).BoundPast()
            .WithSummary("State of a network now, or as known at asOf")
            .WithDescription("Columns {seq, at, key, state, quantity, value, fill} of all assets of which anything is known; with asOf also revision. State bits: 0-2 level, 3 stale, 4 estimated, 5 an effect is on its way.");
    }

    private static IResult Piece(HttpContext http, MapPieces pieces, IRegistry registry, string network, int revision, string piece)
    {
        if (!MapPieces.Names.Contains(piece)) return Problems.NotFound($"There is no '{piece}' of a revision; expected {string.Join(", ", MapPieces.Names)}.");
        if (pieces.Find(network, revision, piece) is not { } found) return NoNetwork(registry, network, revision);
        var tag = $"\"{network}-{revision}-{piece}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.Vary = "Accept-Encoding";
        if (http.Request.Headers.IfNoneMatch.ToString() == tag) return Results.StatusCode(StatusCodes.Status304NotModified);
        var accepted = http.Request.Headers.AcceptEncoding.ToString();
        var (bytes, encoding) = accepted.Contains("br") ? (found.Brotli, "br") : accepted.Contains("gzip") ? (found.Gzip, "gzip") : (found.Plain, null);
        if (encoding is not null) http.Response.Headers.ContentEncoding = encoding;
        return Results.Bytes(bytes, found.ContentType);
    }

    private static IResult NoNetwork(IRegistry registry, string network, int revision) => registry.Find(network) is { } known
        ? Problems.NotFound($"Network '{network}' has no revision {revision}; the newest is {known.Revision}.")
        : Problems.NotFound($"Network '{network}' is not known; expected one of: {string.Join(", ", registry.Networks)}.");

    private static async Task<IResult> State(HttpContext http, LiveBoard board, MapPlaces places, WarningBoard warnings, PastStates past, IRegistry registry, CityClock clock, string network, string? asOf, CancellationToken cancel)
    {
        if (!QueryText.TryInstant(asOf, out var then)) return QueryText.BadInstant("asOf", asOf);
        if (places.KeysOf(network) is not { } all) return Problems.NotFound($"Network '{network}' is not known; expected one of: {string.Join(", ", registry.Networks)}.");
        if (then is null)
        {
            var (sequence, at) = (warnings.Sequence, clock.Now);
            await Write(http, sequence, at, null, board.Read(all));
        }
        else
        {
            var fold = (await past.At(network, then.Value, cancel))!;
            await Write(http, 0, fold.At, fold.Network.Revision, fold.Read());
        }
        return Results.Empty;
    }

    private static async Task Write(HttpContext http, long sequence, Instant at, int? revision, LiveRows rows)
    {
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-store";
        using (var writer = new Utf8JsonWriter(http.Response.BodyWriter))
        {
            writer.WriteStartObject();
            writer.WriteNumber("seq"u8, sequence);
            writer.WriteNumber("at"u8, at.UnixMilliseconds);
            if (revision is { } number) writer.WriteNumber("revision"u8, number);
            ChangesWriter.Columns(writer, rows);
            writer.WriteEndObject();
        }
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }
}
