using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Inp;

namespace DigitalTwin.Gis.Epanet;

/// <summary>What every section reader works on.</summary>
/// <param name="Headloss">H-W, D-W or C-M: what a pipe's roughness means.</param>
internal sealed record EpanetFile(InpDocument Document, InpRows Rows, NetworkDraft Draft, EpanetUnits Units, string Headloss, double DemandMultiplier)
{
    public static readonly IReadOnlyCollection<string> Used =
    [
        "TITLE", "JUNCTIONS", "RESERVOIRS", "TANKS", "PIPES", "PUMPS", "VALVES", "TAGS", "DEMANDS", "STATUS", "PATTERNS", "CURVES",
        "CONTROLS", "RULES", "OPTIONS", "COORDINATES", "VERTICES",
    ];

    public static readonly IReadOnlyCollection<string> Skipped =
        ["ENERGY", "EMITTERS", "LEAKAGE", "QUALITY", "SOURCES", "REACTIONS", "MIXING", "TIMES", "REPORT", "LABELS", "BACKDROP"];

    public ReportBuilder Report => Draft.Report;
}
