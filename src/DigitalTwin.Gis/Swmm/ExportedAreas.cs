using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Coordinates;

namespace DigitalTwin.Gis.Swmm;

/// <summary>[SUBCATCHMENTS] [SUBAREAS] [INFILTRATION] [POLYGONS] of a network.</summary>
internal static class ExportedAreas
{
    private const double Hectare = 10_000;
    private static readonly string[] Surface = ["N-Imperv", "N-Perv", "S-Imperv", "S-Perv", "PctZero", "RouteTo", "PctRouted"];

    public static void Write(SwmmWriter writer, Network network, Crs crs)
    {
        var areas = network.Subcatchments;
        writer.Section("SUBCATCHMENTS");
        foreach (var s in areas) writer.Line(s.LocalId, s.RainGauge ?? "*", s.Outlet, s.Area / Hectare, s.PercentImpervious, s.Width, s.Slope * 100, 0);
        foreach (var s in areas.Where(s => s.Parameters.ContainsKey(GaugeWeights.Parameter))) writer.Raw($"; {s.LocalId} is rained on by {s.Parameters[GaugeWeights.Parameter]}; SWMM knows one gauge.");
        writer.Section("SUBAREAS");
        foreach (var s in areas.Where(s => s.Parameters.ContainsKey(Surface[0]))) writer.Line([s.LocalId, .. Given(s, Surface)]);
        writer.Section("INFILTRATION");
        var usual = InfiltrationOf(areas);
        foreach (var s in areas)
        {
            var law = Law(s);
            if (Parameters(law).Any(s.Parameters.ContainsKey)) writer.Line([s.LocalId, .. Given(s, Parameters(law)), .. law == usual ? Array.Empty<object>() : [law]]);
        }
        writer.Section("POLYGONS");
        foreach (var s in areas)
            foreach (var corner in s.Boundary) SwmmExporter.Place(writer, s.LocalId, corner, crs);
    }

    /// <summary>The law that most areas infiltrate by.</summary>
    public static string InfiltrationOf(IReadOnlyList<Subcatchment> areas) =>
        areas.Count == 0 ? "HORTON" : areas.GroupBy(Law).MaxBy(g => g.Count())!.Key;

    private static string Law(Subcatchment s) => s.Parameters.GetValueOrDefault("Law") ?? (s.Parameters.ContainsKey("Suction") ? "GREEN_AMPT" : s.Parameters.ContainsKey("CurveNum") ? "CURVE_NUMBER" : "HORTON");

    private static string[] Parameters(string law) => law switch
    {
        "GREEN_AMPT" or "MODIFIED_GREEN_AMPT" => ["Suction", "Ksat", "IMD"],
        "CURVE_NUMBER" => ["CurveNum", "Conductivity", "DryTime"],
        _ => ["MaxRate", "MinRate", "Decay", "DryTime", "MaxInfil"],
    };

    /// <summary>Up to the last that is known; what is missing between is 0.</summary>
    private static IEnumerable<object> Given(Subcatchment s, string[] names) =>
        names[..(Array.FindLastIndex(names, s.Parameters.ContainsKey) + 1)].Select(n => (object)s.Parameters.GetValueOrDefault(n, "0"));
}
