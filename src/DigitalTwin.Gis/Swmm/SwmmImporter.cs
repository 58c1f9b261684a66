using DigitalTwin.Domain.Assets;
using DigitalTwin.Gis.Coordinates;
using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Inp;

namespace DigitalTwin.Gis.Swmm;

/// <summary>Reads an EPA SWMM 5 input file into a network in SI units.</summary>
/// <remarks>
/// Pumps become pump stations, conduits pipe segments, storage units tanks, junctions and dividers manholes, rain gauges points outside the graph.
/// Attributes carry the file's other numbers under SWMM's own names, in SI units.
/// </remarks>
public static class SwmmImporter
{
    public static ImportOutcome Import(Stream stream, ImportOptions options)
    {
        var report = new ReportBuilder("swmm", options.Crs);
        var draft = new NetworkDraft(report, StringComparer.OrdinalIgnoreCase);
        if (!ImportOptions.IsValidName(options.Name)) return Finishing.Refuse(draft, ImportOptions.NameRule(options.Name));
        if (CrsCatalogue.Find(options.Crs, out var why) is not { } crs) return Finishing.Refuse(draft, why);

        using var reader = InpText.Open(stream, report);
        var document = InpDocument.Read(reader, SwmmSections.Used, SwmmSections.Skipped, report);
        var file = ReadOptions(document, draft);
        draft.Title = document["TITLE"].FirstOrDefault()?.Text;
        TableSections.Read(file);
        NodeSections.Read(file);
        LinkSections.Read(file);
        CrossSections.Read(file);
        InflowSections.Read(file);
        PlaceSections.Read(file);
        SubcatchmentSections.Read(file, crs);
        return Finishing.Finish(draft, options, crs, node => node.Kind == AssetKind.Outfall, "outfall", PipeClasses.Guess);
    }

    private static SwmmFile ReadOptions(InpDocument document, NetworkDraft draft)
    {
        var units = SwmmUnits.Find("CFS")!; // SWMM's own default.
        var (elevations, infiltration) = (false, "HORTON");
        foreach (var line in document["OPTIONS"])
        {
            draft.Report.CountElement(line.Section);
            switch (line.Id.ToUpperInvariant())
            {
                case "FLOW_UNITS":
                    if (SwmmUnits.Find(line[1]) is { } found) units = found;
                    else draft.Report.Add(DefectCode.UnknownOption, Remedy.Substituted, line.Section, line.Number, line.Id, $"FLOW_UNITS is '{line[1]}'; expected CFS, GPM, MGD, CMS, LPS or MLD. CFS was used.");
                    break;
                case "LINK_OFFSETS":
                    elevations = line[1].Equals("ELEVATION", StringComparison.OrdinalIgnoreCase);
                    if (!elevations && !line[1].Equals("DEPTH", StringComparison.OrdinalIgnoreCase))
                        draft.Report.Add(DefectCode.UnknownOption, Remedy.Substituted, line.Section, line.Number, line.Id, $"LINK_OFFSETS is '{line[1]}'; expected DEPTH or ELEVATION. DEPTH was used.");
                    break;
                case "INFILTRATION":
                    infiltration = line[1].ToUpperInvariant();
                    break;
            }
        }
        return new SwmmFile(document, new InpRows(draft.Report), draft, units, elevations, infiltration);
    }
}
