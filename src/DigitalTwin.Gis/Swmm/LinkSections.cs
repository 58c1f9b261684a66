using DigitalTwin.Domain.Assets;
using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Inp;

namespace DigitalTwin.Gis.Swmm;

/// <summary>[CONDUITS] [PUMPS] [ORIFICES] [WEIRS] [OUTLETS]</summary>
internal static class LinkSections
{
    public static void Read(SwmmFile file)
    {
        foreach (var line in file.Document["CONDUITS"]) ReadConduit(file, line);
        foreach (var line in file.Document["PUMPS"]) ReadPump(file, line);
        foreach (var line in file.Document["ORIFICES"]) ReadOrifice(file, line);
        foreach (var line in file.Document["WEIRS"]) ReadWeir(file, line);
        foreach (var line in file.Document["OUTLETS"]) ReadOutlet(file, line);
    }

    private static void ReadConduit(SwmmFile file, InpLine line)
    {
        if (!file.Rows.HasFields(line, 5, "name, from node, to node, length, roughness") || file.Draft.AddLink(line, AssetKind.PipeSegment) is not { } link) return;
        link.Length = file.Rows.Number(line, 3, "Length") * file.Units.Length; // Zero or less is mended and reported when places are known.
        var roughness = file.Rows.Number(line, 4, "Roughness", link.Roughness);
        if (roughness > 0) link.Roughness = roughness;
        else file.Report.Add(DefectCode.ValueOutOfRange, Remedy.Substituted, line.Section, line.Number, line.Id, FormattableString.Invariant($"Roughness is {roughness}; expected Manning's n above 0. {link.Roughness} was used."));
        link.FromOffset = Offset(file, line, 5, "InOffset", link.From);
        link.ToOffset = Offset(file, line, 6, "OutOffset", link.To);
        Keep(file, link, line, 7, "InitFlow", file.Units.Flow);
        Keep(file, link, line, 8, "MaxFlow", file.Units.Flow);
    }

    private static void ReadPump(SwmmFile file, InpLine line)
    {
        if (!file.Rows.HasFields(line, 3, "name, from node, to node") || file.Draft.AddLink(line, AssetKind.PumpStation) is not { } link) return;
        link.IsPressurised = true;
        link.PumpCurve = file.Draft.CurveNamed(line[3]);
        if (link.PumpCurve is { } name) link.DesignFlow = RatedFlow(file, name);
        else if (line[3] is "" or "*") file.Report.Add(DefectCode.PumpWithoutCurve, Remedy.Kept, line.Section, line.Number, line.Id, "Has no pump curve (an ideal pump); expected one, for its rated flow.");
        else file.Report.Add(DefectCode.PumpWithoutCurve, Remedy.Kept, line.Section, line.Number, line.Id, $"Pump curve '{line[3]}' is not in [CURVES]; expected the name of one.");
        if (line.Has(4)) link.Attributes["Status"] = line[4].ToUpperInvariant();
        link.StartDepth = file.Rows.Number(line, 5, "Startup") * file.Units.Length;
        link.StopDepth = file.Rows.Number(line, 6, "Shutoff") * file.Units.Length;
    }

    /// <summary>The most a pump of types 1, 2 and 4 delivers; for types 3 and 5 (head against flow) the flow in the middle of the curve.</summary>
    private static double RatedFlow(SwmmFile file, string curve)
    {
        var (type, flows) = (file.Draft.Curves[curve].Type, file.Draft.Curves[curve].Y);
        if (flows.Count == 0) return 0;
        return type is "PUMP3" or "PUMP5" ? flows[flows.Count / 2] : flows.Max();
    }

    private static void ReadOrifice(SwmmFile file, InpLine line)
    {
        if (!file.Rows.HasFields(line, 6, "name, from node, to node, type, offset, coefficient") || file.Draft.AddLink(line, AssetKind.Orifice) is not { } link) return;
        link.Attributes["Type"] = line[3].ToUpperInvariant();
        link.FromOffset = Offset(file, line, 4, "Offset", link.From);
        link.DischargeCoefficient = file.Rows.Number(line, 5, "Qcoeff");
        link.HasFlapGate = InpRows.IsYes(line[6]);
        Keep(file, link, line, 7, "CloseTime", 3600);
    }

    private static void ReadWeir(SwmmFile file, InpLine line)
    {
        if (!file.Rows.HasFields(line, 6, "name, from node, to node, type, crest height, coefficient") || file.Draft.AddLink(line, AssetKind.Weir) is not { } link) return;
        link.Attributes["Type"] = line[3].ToUpperInvariant();
        link.FromOffset = Offset(file, line, 4, "CrestHt", link.From);
        link.DischargeCoefficient = file.Rows.Number(line, 5, "Qcoeff") * file.Units.WeirCoefficient;
        link.HasFlapGate = InpRows.IsYes(line[6]);
        Keep(file, link, line, 7, "EndCon", 1);
        Keep(file, link, line, 8, "EndCoeff", file.Units.WeirCoefficient);
        if (line.Has(9)) link.Attributes["Surcharge"] = line[9].ToUpperInvariant();
    }

    private static void ReadOutlet(SwmmFile file, InpLine line)
    {
        if (!file.Rows.HasFields(line, 6, "name, from node, to node, offset, type, table or coefficient") || file.Draft.AddLink(line, AssetKind.Outlet) is not { } link) return;
        link.FromOffset = Offset(file, line, 3, "Offset", link.From);
        link.Attributes["Type"] = line[4].ToUpperInvariant();
        var functional = link.Attributes["Type"].StartsWith("FUNCTIONAL", StringComparison.Ordinal);
        if (functional)
        {
            // Q = a·h^b in the file's units; a is turned so that the same b holds in m and m³/s.
            var b = file.Rows.Number(line, 6, "Qexpon", 1);
            link.DischargeCoefficient = file.Rows.Number(line, 5, "Qcoeff") * file.Units.Flow / Math.Pow(file.Units.Length, b);
            link.Attributes["Qexpon"] = SiText.Of(b);
        }
        else if (file.Draft.CurveNamed(line[5]) is { } curve) link.Attributes["RatingCurve"] = curve;
        else file.Report.Add(DefectCode.UnknownCurve, Remedy.Kept, line.Section, line.Number, line.Id, $"Rating curve '{line[5]}' is not in [CURVES]; expected the name of one.");
        // A tabular outlet leaves the exponent's column blank, so the gate stands one field earlier.
        link.HasFlapGate = InpRows.IsYes(line[functional ? 7 : 6]);
    }

    private static double Offset(SwmmFile file, InpLine line, int index, string field, NodeDraft node)
    {
        var value = file.Rows.Number(line, index, field, double.NaN); // Absent and '*' mean level with the invert.
        if (double.IsNaN(value)) return 0;
        value *= file.Units.Length;
        if (file.OffsetsAreElevations) value -= node.InvertElevation;
        if (value >= 0) return value;
        if (value < -0.001)
            file.Report.Add(DefectCode.ValueOutOfRange, Remedy.Substituted, line.Section, line.Number, line.Id, FormattableString.Invariant($"{field} lies {-value:0.###} m below the invert of '{node.LocalId}'; expected 0 or more. 0 was used."));
        return 0;
    }

    private static void Keep(SwmmFile file, LinkDraft link, InpLine line, int index, string field, double factor)
    {
        if (file.Rows.Number(line, index, field) is not 0 and var value) link.Attributes[field] = SiText.Of(value * factor);
    }
}
