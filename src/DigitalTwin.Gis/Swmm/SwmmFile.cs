using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Inp;

namespace DigitalTwin.Gis.Swmm;

/// <summary>What every section reader works on: the lines, the units, and the draft that it fills.</summary>
internal sealed record SwmmFile(InpDocument Document, InpRows Rows, NetworkDraft Draft, SwmmUnits Units, bool OffsetsAreElevations, string InfiltrationModel)
{
    public ReportBuilder Report => Draft.Report;
}
