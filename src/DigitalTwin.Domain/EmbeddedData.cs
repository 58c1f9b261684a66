using System.Text.Json;

namespace DigitalTwin.Domain;

/// <summary>JSON data files that travel inside this assembly under their bare file names.</summary>
internal static class EmbeddedData
{
    public static JsonDocument Open(string name)
    {
        using var stream = typeof(EmbeddedData).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded in DigitalTwin.Domain.");
        return JsonDocument.Parse(stream);
    }
}
