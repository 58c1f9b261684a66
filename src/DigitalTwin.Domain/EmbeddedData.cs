using System.Text.Json;

namespace DigitalTwin.Domain;

/// <summary>JSON data files that travel inside this assembly: under their bare file names, those of a folder of documents under the folder's name too.</summary>
internal static class EmbeddedData
{
    public static JsonDocument Open(string name)
    {
        using var stream = typeof(EmbeddedData).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded in DigitalTwin.Domain.");
        return JsonDocument.Parse(stream);
    }

    /// <summary>What begins with this, in alphabetical order.</summary>
    public static IEnumerable<string> Names(string prefix) =>
        typeof(EmbeddedData).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
