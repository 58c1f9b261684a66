using System.Text.Json;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Retention;

namespace DigitalTwin.Host.Assets;

/// <summary>A series as JSON: <c>{asset, quantity, unit, items: [{at, value, count, knownAt, quality}], next, dropped}</c>. Written by hand: a day by minutes is 1,440 items, and objects for each would cost more than reading them.</summary>
internal sealed class SeriesResult(string asset, string quantity, string unit, IReadOnlyList<SeriesPoint> points, Instant? next, DropView? dropped) : IResult
{
    private const int FlushBytes = 32 * 1024;

    private static readonly JsonEncodedText At = JsonEncodedText.Encode("at"), Value = JsonEncodedText.Encode("value"), Count = JsonEncodedText.Encode("count"),
        KnownAt = JsonEncodedText.Encode("knownAt"), QualityName = JsonEncodedText.Encode("quality");

    public async Task ExecuteAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteString("asset"u8, asset);
        json.WriteString("quantity"u8, quantity);
        json.WriteString("unit"u8, unit);
        json.WriteStartArray("items"u8);
        foreach (var point in points)
        {
            Write(json, point);
            if (json.BytesPending < FlushBytes) continue;
            json.Flush();
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        }
        json.WriteEndArray();
        if (next is { } from) json.WriteString("next"u8, from.UnixMilliseconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
        else json.WriteNull("next"u8);
        if (dropped is not null)
        {
            json.WritePropertyName("dropped"u8);
            JsonSerializer.Serialize(json, dropped, JsonSerializerOptions.Web);
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, in SeriesPoint point)
    {
        Span<byte> time = stackalloc byte[Instant.TextLength];
        json.WriteStartObject();
        json.WriteString(At, time[..point.At.Write(time)]);
        if (double.IsFinite(point.Value)) json.WriteNumber(Value, point.Value);
        else json.WriteNull(Value);
        json.WriteNumber(Count, point.Count);
        json.WriteString(KnownAt, time[..point.KnownAt.Write(time)]);
        json.WriteString(QualityName, Live.WireNames.Of(point.Quality));
        json.WriteEndObject();
    }
}
