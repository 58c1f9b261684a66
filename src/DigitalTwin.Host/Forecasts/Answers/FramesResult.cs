using System.Text.Json;

namespace DigitalTwin.Host.Forecasts.Answers;

/// <summary>Frames as JSON, written by hand: a city's are some hundred thousand numbers.</summary>
internal sealed class FramesResult(Frames frames) : IResult
{
    private const int FlushBytes = 32 * 1024;

    public async Task ExecuteAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteString("issuedAt"u8, frames.IssuedAt.ToString());
        json.WriteStartArray("times"u8);
        foreach (var time in frames.Times) json.WriteNumberValue(time.UnixMilliseconds);
        json.WriteEndArray();
        json.WriteStartArray("key"u8);
        foreach (var key in frames.Keys) json.WriteNumberValue(key);
        json.WriteEndArray();
        await Rows(http, json, "fill", frames.Fill, v => v);
        await Rows(http, json, "level", frames.Level, v => v);
        await Rows(http, json, "overflow", frames.Overflow, v => v);
        json.WriteEndObject();
    }

    private static async Task Rows<T>(HttpContext http, Utf8JsonWriter json, string name, T[][] rows, Func<T, int> number)
    {
        json.WriteStartArray(name);
        foreach (var row in rows)
        {
            json.WriteStartArray();
            foreach (var value in row) json.WriteNumberValue(number(value));
            json.WriteEndArray();
            if (json.BytesPending < FlushBytes) continue;
            json.Flush();
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        }
        json.WriteEndArray();
    }
}
