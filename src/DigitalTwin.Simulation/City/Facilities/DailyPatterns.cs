using System.Text.Json;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Simulation.City.Facilities;

/// <summary>Hourly multipliers by name, from <c>patterns.json</c>; each has a mean of 1.</summary>
internal static class DailyPatterns
{
    public static IReadOnlyDictionary<string, Pattern> All { get; } = Load();

    private static Dictionary<string, Pattern> Load()
    {
        using var document = EmbeddedData.Open("patterns.json");
        return document.RootElement.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Array).ToDictionary(p => p.Name, p =>
        {
            var raw = p.Value.EnumerateArray().Select(m => m.GetDouble()).ToArray();
            return new Pattern("HOURLY", [.. raw.Select(m => m * raw.Length / raw.Sum())]);
        });
    }
}
