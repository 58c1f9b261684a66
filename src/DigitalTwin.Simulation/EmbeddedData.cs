using System.Text.Json;

namespace DigitalTwin.Simulation;

/// <summary>JSON files that are part of this assembly.</summary>
internal static class EmbeddedData
{
    public static JsonDocument Open(string name)
    {
        using var stream = typeof(EmbeddedData).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded in DigitalTwin.Simulation.");
        return JsonDocument.Parse(stream);
    }

    public static double Number(this JsonElement e, string name) => e.GetProperty(name).GetDouble();
    public static string Text(this JsonElement e, string name) => e.GetProperty(name).GetString()!;
    public static string[] Texts(this JsonElement e, string name) => [.. e.GetProperty(name).EnumerateArray().Select(x => x.GetString()!)];
}
