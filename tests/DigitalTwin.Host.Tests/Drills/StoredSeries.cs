using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace DigitalTwin.Host.Tests.Drills;

/// <summary>What the history holds, asked for as any client does.</summary>
internal static class StoredSeries
{
    /// <summary>All of a series from a time on, the oldest first.</summary>
    public static async Task<List<(DateTimeOffset At, double Value)>> Series(this HttpClient http, string asset, string quantity, DateTimeOffset from)
    {
        var found = new List<(DateTimeOffset, double)>();
        string? cursor = null;
        do
        {
            var page = await http.GetFromJsonAsync<JsonElement>($"/api/v1/assets/{asset}/readings?quantity={quantity}&limit=50000&from={Uri.EscapeDataString(from.ToString("O"))}&cursor={cursor}");
            found.AddRange(page.GetProperty("items").EnumerateArray().Select(p => (DateTimeOffset.Parse(p.GetProperty("at").GetString()!, CultureInfo.InvariantCulture), p.GetProperty("value").GetDouble())));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        return found;
    }
}
