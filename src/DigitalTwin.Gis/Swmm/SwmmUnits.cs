namespace DigitalTwin.Gis.Swmm;

/// <summary>Factors from a SWMM file's units to SI. FLOW_UNITS decides all: CMS, LPS, MLD are metric; CFS, GPM, MGD are US customary.</summary>
/// <remarks>SWMM 5.2 user's manual, appendix A.1: lengths m or ft, areas ha or ac, rain depth mm or in.</remarks>
internal sealed record SwmmUnits(string Name, double Flow, bool IsMetric)
{
    private const double Foot = 0.3048;

    /// <summary>To m.</summary>
    public double Length => IsMetric ? 1 : Foot;
    /// <summary>Ponded and storage areas to m².</summary>
    public double SmallArea => Length * Length;
    /// <summary>Storage volumes to m³.</summary>
    public double Volume => Length * Length * Length;
    /// <summary>Subcatchment areas to m².</summary>
    public double LandArea => IsMetric ? 10_000 : 4046.8564224;
    /// <summary>Rain and depression storage to mm.</summary>
    public double RainDepth => IsMetric ? 1 : 25.4;
    /// <summary>Weir coefficients carry length^½ per second.</summary>
    public double WeirCoefficient => Math.Sqrt(Length);

    /// <summary>Null where <paramref name="flowUnits"/> is none of the six.</summary>
    public static SwmmUnits? Find(string flowUnits) => flowUnits.ToUpperInvariant() switch
    {
        "CMS" => new("CMS", 1, true),
        "LPS" => new("LPS", 1e-3, true),
        "MLD" => new("MLD", 1e3 / 86_400, true),
        "CFS" => new("CFS", Foot * Foot * Foot, false),
        "GPM" => new("GPM", 3.785411784e-3 / 60, false),
        "MGD" => new("MGD", 3785.411784 / 86_400, false),
        _ => null,
    };
}
