namespace DigitalTwin.Gis.Import;

/// <summary>Which program an .inp file is for, by a section that only one of the two has.</summary>
public static class InpKind
{
    /// <summary>swmm where nothing tells.</summary>
    public static string Of(string path) => TryTell(path) ?? "swmm";

    public static string? TryTell(string path)
    {
        foreach (var line in File.ReadLines(path).Select(l => l.Trim().ToUpperInvariant()))
        {
            if (line is "[RESERVOIRS]" or "[TANKS]" or "[PIPES]" or "[DEMANDS]") return "epanet";
            if (line is "[CONDUITS]" or "[OUTFALLS]" or "[SUBCATCHMENTS]" or "[XSECTIONS]") return "swmm";
        }
        return null;
    }
}
