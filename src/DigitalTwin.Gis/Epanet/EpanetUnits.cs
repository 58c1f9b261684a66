namespace DigitalTwin.Gis.Epanet;

/// <summary>Factors from an EPANET file's units to SI. The flow unit decides all: lengths m or ft, pipe diameters mm or in.</summary>
/// <remarks>EPANET 2.2 user's manual, appendix A.</remarks>
internal sealed record EpanetUnits(string Name, double Flow, bool IsMetric)
{
    private const double Foot = 0.3048;
    private const double UsGallon = 3.785411784e-3;
    private const double Day = 86_400;

    /// <summary>To m; tank diameters too.</summary>
    public double Length => IsMetric ? 1 : Foot;
    /// <summary>Of pipes and valves, to m.</summary>
    public double Diameter => IsMetric ? 1e-3 : Foot / 12;
    public double Volume => Length * Length * Length;
    /// <summary>kW or horsepower to W.</summary>
    public double Power => IsMetric ? 1000 : 745.69987;

    /// <summary>Null where <paramref name="flowUnits"/> is none of EPANET's.</summary>
    public static EpanetUnits? Find(string flowUnits) => flowUnits.ToUpperInvariant() switch
    {
        "CFS" => new("CFS", Foot * Foot * Foot, false),
        "GPM" => new("GPM", UsGallon / 60, false),
        "MGD" => new("MGD", UsGallon * 1e6 / Day, false),
        "IMGD" => new("IMGD", 4.54609e-3 * 1e6 / Day, false),
        "AFD" => new("AFD", 43_560 * Foot * Foot * Foot / Day, false),
        "LPS" => new("LPS", 1e-3, true),
        "LPM" => new("LPM", 1e-3 / 60, true),
        "MLD" => new("MLD", 1e3 / Day, true),
        "CMS" => new("CMS", 1, true),
        "CMH" => new("CMH", 1.0 / 3600, true),
        "CMD" => new("CMD", 1 / Day, true),
        _ => null,
    };
}
