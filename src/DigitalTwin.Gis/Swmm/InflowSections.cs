using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Inp;

namespace DigitalTwin.Gis.Swmm;

/// <summary>[DWF] [INFLOWS]: what enters at nodes in dry weather.</summary>
internal static class InflowSections
{
    public static void Read(SwmmFile file)
    {
        foreach (var line in file.Document["DWF"])
        {
            if (!file.Rows.HasFields(line, 3, "node, constituent, mean value") || file.Draft.NodeOf(line) is not { } node || !file.Rows.TryNumber(line, 2, "Baseline", out var mean)) continue;
            file.Report.CountElement(line.Section);
            if (!IsFlow(line[1])) { node.Attributes[$"Dwf {line[1]}"] = SiText.Of(mean); continue; }
            node.DryWeatherInflow += mean * file.Units.Flow;
            ReadPatterns(file, line, node);
        }
        foreach (var line in file.Document["INFLOWS"])
        {
            if (!file.Rows.HasFields(line, 3, "node, constituent, time series") || file.Draft.NodeOf(line) is not { } node) continue;
            file.Report.CountElement(line.Section);
            // A steady baseline runs in dry weather too; a time series is an event, which SwmmRun reads, and is only named here.
            var baseline = file.Rows.Number(line, 6, "Baseline");
            var pattern = line.Has(7) && line[7] != "*" ? line[7] : null;
            if (pattern is not null && file.Draft.PatternNamed(pattern) is null)
                file.Report.Add(DefectCode.UnknownPattern, Remedy.Kept, line.Section, line.Number, line.Id, $"Pattern '{pattern}' is not in [PATTERNS]; expected the name of one. The inflow is steady.");
            if (IsFlow(line[1]) && baseline != 0 && (pattern is not null || node.DryWeatherPattern is not null))
            {
                // It follows its own pattern, not that of the dry-weather flow.
                node.Attributes[DryWeatherFlow.Baseline] = SiText.Of(baseline * file.Units.Flow);
                if (pattern is not null) node.Attributes[DryWeatherFlow.BaselinePattern] = pattern;
            }
            else if (IsFlow(line[1])) node.DryWeatherInflow += baseline * file.Units.Flow;
            else if (baseline != 0) node.Attributes[$"Inflow {line[1]}"] = SiText.Of(baseline);
            if (line[2] is not ("" or "*")) node.Attributes[$"Inflow series {line[1]}"] = line[2];
        }
    }

    /// <summary>Up to four patterns multiply: month, weekday, hour, weekend hour. The hourly one is the node's; all are kept by name.</summary>
    private static void ReadPatterns(SwmmFile file, InpLine line, NodeDraft node)
    {
        var names = line.Fields.Skip(3).Where(f => f.Length > 0 && f != "*").ToArray();
        foreach (var name in names)
        {
            if (file.Draft.PatternNamed(name) is not { } pattern)
                file.Report.Add(DefectCode.UnknownPattern, Remedy.Kept, line.Section, line.Number, line.Id, $"Pattern '{name}' is not in [PATTERNS]; expected the name of one. The inflow is steady.");
            else if (node.DryWeatherPattern is null || file.Draft.Patterns[pattern].Type == "HOURLY") node.DryWeatherPattern = pattern;
        }
        if (names.Length > 1) node.Attributes["DwfPatterns"] = string.Join(' ', names);
    }

    private static bool IsFlow(string constituent) => constituent.Equals("FLOW", StringComparison.OrdinalIgnoreCase);
}
