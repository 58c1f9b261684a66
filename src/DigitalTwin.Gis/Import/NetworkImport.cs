using DigitalTwin.Gis.Epanet;
using DigitalTwin.Gis.Swmm;

namespace DigitalTwin.Gis.Import;

/// <summary>Reads a plan by the name of its format.</summary>
public static class NetworkImport
{
    public static readonly IReadOnlyList<string> Formats = ["swmm", "epanet", "geojson"];

    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <exception cref="ArgumentException">The format is not one of them.</exception>
    public static ImportOutcome Read(string format, Stream stream, ImportOptions options) => format.ToLowerInvariant() switch
    {
        "swmm" => SwmmImporter.Import(stream, options),
        "epanet" => EpanetImporter.Import(stream, options),
        "geojson" => GeoJson.GeoJsonImporter.Import(stream, options),
        _ => throw new ArgumentException($"Format '{format}' is not known; expected {string.Join(", ", Formats)}."),
    };
}
