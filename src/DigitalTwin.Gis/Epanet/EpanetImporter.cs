using DigitalTwin.Domain.Assets;
using DigitalTwin.Gis.Coordinates;
using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Inp;

namespace DigitalTwin.Gis.Epanet;

/// <summary>Reads an EPANET 2 input file into a pressurised reclaimed-water network in SI units.</summary>
/// <remarks>
/// Reservoirs and tanks become storage tanks, pumps pump stations, junctions manholes, or reuse intakes where they have a demand and
/// <see cref="ImportOptions.DemandsAreReuseIntakes"/> asks for it. A demand is kept as attribute <c>Demand</c>, m³/s.
/// </remarks>
public static class EpanetImporter
{
    public static ImportOutcome Import(Stream stream, ImportOptions options)
    {
        var report = new ReportBuilder("epanet", options.Crs);
        var draft = new NetworkDraft(report, StringComparer.Ordinal);
        if (!ImportOptions.IsValidName(options.Name)) return Finishing.Refuse(draft, ImportOptions.NameRule(options.Name));
        if (CrsCatalogue.Find(options.Crs, out var why) is not { } crs) return Finishing.Refuse(draft, why);

        using var reader = InpText.Open(stream, report);
        var document = InpDocument.Read(reader, EpanetFile.Used, EpanetFile.Skipped, report);
        var file = ReadOptions(document, draft);
        draft.Title = document["TITLE"].FirstOrDefault()?.Text;
        InpPatterns.Read(document["PATTERNS"], file.Rows, draft, namesType: false);
        EpanetNodes.Read(file, options.DemandsAreReuseIntakes);
        EpanetLinks.Read(file);
        InpPlaces.Read(document["COORDINATES"], document["VERTICES"], file.Rows, draft);
        InpTags.Read(document["TAGS"], file.Rows, draft);
        ReadControls(file);
        return Finishing.Finish(draft, options, crs, node => node.Kind == AssetKind.StorageTank, "reservoir or tank");
    }

    private static EpanetFile ReadOptions(InpDocument document, NetworkDraft draft)
    {
        var rows = new InpRows(draft.Report);
        var (units, headloss, multiplier) = (EpanetUnits.Find("GPM")!, "H-W", 1.0); // EPANET's own defaults.
        foreach (var line in document["OPTIONS"])
        {
            draft.Report.CountElement(line.Section);
            switch (line.Id.ToUpperInvariant())
            {
                case "UNITS":
                    if (EpanetUnits.Find(line[1]) is { } found) units = found;
                    else draft.Report.Add(DefectCode.UnknownOption, Remedy.Substituted, line.Section, line.Number, line.Id, $"Units is '{line[1]}'; expected CFS, GPM, MGD, IMGD, AFD, LPS, LPM, MLD, CMS, CMH or CMD. GPM was used.");
                    break;
                case "HEADLOSS":
                    headloss = line[1].ToUpperInvariant();
                    break;
                case "DEMAND" when line[1].Equals("MULTIPLIER", StringComparison.OrdinalIgnoreCase):
                    multiplier = rows.Number(line, 2, "Demand Multiplier", 1);
                    break;
            }
        }
        return new EpanetFile(document, rows, draft, units, headloss, multiplier);
    }

    /// <summary>Simple controls are a line each; rules run over several.</summary>
    private static void ReadControls(EpanetFile file)
    {
        foreach (var line in file.Document["CONTROLS"])
        {
            file.Draft.Controls.Add(line.Text);
            file.Report.CountElement(line.Section);
        }
        InpRules.Read(file.Document["RULES"], file.Draft);
    }
}
