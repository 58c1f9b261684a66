using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Hub;
using DigitalTwin.Host.Playback;
using DigitalTwin.Host.Warnings;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace DigitalTwin.Host.Http;

/// <summary><c>GET /api/v1/playback/{network}</c>: the past in frames.</summary>
internal static class PlaybackEndpoints
{
    public static void MapPlayback(this IEndpointRouteBuilder routes) => routes.MapGet("/playback/{network}", Play).RequireAuthorization(Scopes.Read).BoundPast()
        .WithSummary("Play the past")
        .WithDescription($"Query: from, to (at most {Player.LongestSpan.TotalHours} h), step = 15s, 5m … (at most {Player.MostFrames} frames). Frames {{at, key, state, quantity, value, fill, warnings}} of what changed since the one before, "
            + "the first since from: folded onto /map/{network}/state?asOf=from they give the state at each frame, as known then. The answer's to is the last frame's time; it may lie before the end asked for, then go on from there.");

    private static async Task<IResult> Play(HttpContext http, Player player, WarningViews views, IRegistry registry, IOptions<JsonOptions> json, string network, string? from, string? to, string? step, CancellationToken cancel)
    {
        if (!QueryText.TryInstant(from, out var begin) || begin is null) return QueryText.BadInstant("from", from);
        if (!QueryText.TryInstant(to, out var end) || end is null) return QueryText.BadInstant("to", to);
        if (!(end > begin) || end - begin > Player.LongestSpan) return Problems.BadField("to", $"to is '{to}'; expected later than from, by at most {Player.LongestSpan.TotalHours} hours.");
        if (step is null || !QueryText.TrySpan(step, out var pace) || pace < TimeSpan.FromMilliseconds(1)) return Problems.BadField("step", $"step is '{step}'; expected a span such as 15s, 5m or 1h.");
        if ((end.Value - begin.Value) / pace > Player.MostFrames) return Problems.BadField("step", $"step is '{step}', which makes more than {Player.MostFrames} frames; expected a longer one.");
        if (await player.Play(network, begin.Value, end.Value, pace, cancel) is not { } chunk)
            return Problems.NotFound($"Network '{network}' is not known; expected one of: {string.Join(", ", registry.Networks)}.");
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-store";
        using (var writer = new Utf8JsonWriter(http.Response.BodyWriter)) Write(writer, chunk, views, json.Value.SerializerOptions);
        await http.Response.BodyWriter.FlushAsync(cancel);
        return Results.Empty;
    }

    private static void Write(Utf8JsonWriter writer, PlaybackChunk chunk, WarningViews views, JsonSerializerOptions json)
    {
        writer.WriteStartObject();
        writer.WriteString("network"u8, chunk.Network);
        writer.WriteNumber("revision"u8, chunk.Revision);
        writer.WriteNumber("from"u8, chunk.From.UnixMilliseconds);
        writer.WriteNumber("to"u8, chunk.To.UnixMilliseconds);
        writer.WriteStartArray("frames"u8);
        foreach (var frame in chunk.Frames)
        {
            writer.WriteStartObject();
            writer.WriteNumber("at"u8, frame.At.UnixMilliseconds);
            ChangesWriter.Columns(writer, frame.Rows);
            writer.WritePropertyName("warnings"u8);
            JsonSerializer.Serialize(writer, frame.Warnings.Select(views.Of), json);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
