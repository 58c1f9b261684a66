using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Coordinates;
using DigitalTwin.Gis.Epanet;
using DigitalTwin.Gis.Swmm;

namespace DigitalTwin.Gis.Export;

/// <summary>A network's way out, by format.</summary>
public static class NetworkExport
{
    public static readonly IReadOnlyList<string> Formats = ["swmm", "epanet", "geojson"];

    public static string MediaType(string format) => format == "geojson" ? "application/geo+json" : "text/plain";

    public static string Extension(string format) => format == "geojson" ? ".geojson" : ".inp";

    /// <summary>What is wrong with what was asked, and with which field; null where nothing is.</summary>
    public static (string Field, string Why)? Fault(Network network, string? format, string? crs, string? units = null)
    {
        if (format is null || !Formats.Contains(format)) return ("format", $"format is '{format}'; expected {string.Join(", ", Formats)}.");
        if (format == "geojson") return crs is null or "EPSG:4326" ? null : ("crs", $"crs is '{crs}'; GeoJSON is always EPSG:4326 (RFC 7946).");
        if (format == "epanet" && EpanetExporter.Fault(network, units) is { } unfit) return ("units", unfit);
        return CrsCatalogue.Find(crs ?? network.SourceCrs, out var why) is null ? ("crs", why) : null;
    }

    /// <param name="units">EPANET's flow units, where the network needs them.</param>
    /// <param name="crs">Of a SWMM or EPANET file's coordinates; null for what the network came in.</param>
    /// <exception cref="ArgumentException">The format or reference system is not known.</exception>
    public static void Write(Network network, string format, string? crs, TextWriter output, string? units = null)
    {
        if (Fault(network, format, crs, units) is { } fault) throw new ArgumentException(fault.Why, fault.Field);
        if (format == "geojson") GeoJsonExporter.Write(network, output);
        else if (format == "epanet") EpanetExporter.Write(network, output, crs, units);
        else SwmmExporter.Write(network, output, crs);
    }
}
