using System.Globalization;
using System.Text;
using System.Text.Json;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Json;

namespace DigitalTwin.Ingest.Mqtt;

/// <summary>Paths into JSON: names and array places with dots between, <c>data.sensors.0.value</c>.</summary>
internal static class JsonSteps
{
    /// <summary>Larger numbers are Unix ms, smaller ones seconds; the border is the year 2286 in seconds and 1970-04-26 in ms.</summary>
    private const double MostSeconds = 1e10;

    public static bool TryFind(JsonElement from, string path, out JsonElement found)
    {
        found = from;
        foreach (var step in path.Split('.'))
        {
            if (found.ValueKind == JsonValueKind.Object && found.TryGetProperty(step, out var inner)) found = inner;
            else if (found.ValueKind == JsonValueKind.Array && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < found.GetArrayLength()) found = found[i];
            else return false;
        }
        return true;
    }

    /// <summary>Null where it is a time, else what is wrong.</summary>
    public static string? Time(JsonElement e, out Instant at)
    {
        at = default;
        if (e.ValueKind == JsonValueKind.String && Iso8601.TryParse(Encoding.UTF8.GetBytes(e.GetString()!), out var milliseconds)) at = new Instant(milliseconds);
        else if (e.ValueKind == JsonValueKind.Number && e.TryGetDouble(out var number) && number is > 0 and < 1e15) at = new Instant((long)(number < MostSeconds ? number * 1000 : number));
        else return $"is {e.GetRawText()}; expected {Iso8601.Expected}, or Unix seconds or milliseconds";
        return null;
    }
}
