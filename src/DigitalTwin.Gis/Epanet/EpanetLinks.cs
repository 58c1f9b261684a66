using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Inp;

namespace DigitalTwin.Gis.Epanet;

/// <summary>[PIPES] [PUMPS] [VALVES] [STATUS] [CURVES]</summary>
internal static class EpanetLinks
{
    public static void Read(EpanetFile file)
    {
        var curves = new EpanetCurves(file);
        foreach (var line in file.Document["PIPES"]) ReadPipe(file, line);
        foreach (var line in file.Document["PUMPS"]) ReadPump(file, line, curves);
        foreach (var line in file.Document["VALVES"]) ReadValve(file, line, curves);
        foreach (var node in file.Draft.Nodes)
            if (node.Attributes.TryGetValue("VolumeCurve", out var volume)) curves.Use(volume, "VOLUME", file.Units.Length, file.Units.Volume);
        curves.KeepUnused();
        foreach (var line in file.Document["STATUS"])
        {
            if (file.Draft.LinkOf(line) is not { } link) continue;
            link.Attributes["Status"] = line[1].ToUpperInvariant();
            file.Report.CountElement(line.Section);
        }
    }

    private static void ReadPipe(EpanetFile file, InpLine line)
    {
        if (!file.Rows.HasFields(line, 6, "id, two nodes, length, diameter, roughness") || AddLink(file, line, AssetKind.PipeSegment) is not { } link) return;
        link.Length = file.Rows.Number(line, 3, "Length") * file.Units.Length;
        link.CrossSection = Circle(file, line, 4);
        var roughness = file.Rows.Number(line, 5, "Roughness");
        if (file.Headloss == "C-M" && roughness > 0) link.Roughness = roughness;
        else link.Attributes[$"Roughness {file.Headloss}"] = SiText.Of(roughness); // Not a Manning's n; the link keeps the usual one.
        // Three ways to end a line: minor loss, status, or both.
        var status = line.Has(7) ? line[7] : InpLine.TryNumber(line[6], out _) ? "" : line[6];
        if (InpLine.TryNumber(line[6], out var loss) && loss != 0) link.Attributes["MinorLoss"] = SiText.Of(loss);
        if (status.Length > 0) link.Attributes["Status"] = status.ToUpperInvariant();
        link.HasFlapGate = status.Equals("CV", StringComparison.OrdinalIgnoreCase); // A check valve lets water one way only.
    }

    private static void ReadPump(EpanetFile file, InpLine line, EpanetCurves curves)
    {
        if (!file.Rows.HasFields(line, 4, "id, two nodes, HEAD curve or POWER value") || AddLink(file, line, AssetKind.PumpStation) is not { } link) return;
        for (var i = 3; i + 1 < line.Fields.Length; i += 2)
        {
            switch (line[i].ToUpperInvariant())
            {
                case "HEAD" when curves.Use(line[i + 1], "HEAD", file.Units.Flow, file.Units.Length) is { } curve:
                    link.PumpCurve = line[i + 1];
                    // One point is the duty point; with three, the middle one is; with more, take the middle too.
                    link.DesignFlow = curve.X.Count == 0 ? 0 : curve.X[curve.X.Count / 2];
                    break;
                case "HEAD":
                    file.Report.Add(DefectCode.PumpWithoutCurve, Remedy.Kept, line.Section, line.Number, line.Id, $"Head curve '{line[i + 1]}' is not in [CURVES]; expected the name of one.");
                    break;
                case "POWER": link.Attributes["Power"] = SiText.Of(file.Rows.Number(line, i + 1, "POWER") * file.Units.Power); break;
                case "SPEED": link.Attributes["Speed"] = SiText.Of(file.Rows.Number(line, i + 1, "SPEED", 1)); break;
                case "PATTERN": link.Attributes["SpeedPattern"] = line[i + 1]; break;
                default:
                    file.Report.Add(DefectCode.UnknownOption, Remedy.Kept, line.Section, line.Number, line.Id, $"'{line[i]}' is no pump parameter; expected HEAD, POWER, SPEED or PATTERN.");
                    break;
            }
        }
        if (!line.Fields.Skip(3).Any(f => f.ToUpperInvariant() is "HEAD" or "POWER"))
            file.Report.Add(DefectCode.PumpWithoutCurve, Remedy.Kept, line.Section, line.Number, line.Id, "Has neither HEAD nor POWER; expected a head curve, for its rated flow.");
    }

    private static void ReadValve(EpanetFile file, InpLine line, EpanetCurves curves)
    {
        if (!file.Rows.HasFields(line, 6, "id, two nodes, diameter, type, setting") || AddLink(file, line, AssetKind.Valve) is not { } link) return;
        link.CrossSection = Circle(file, line, 3);
        link.Attributes["Type"] = line[4].ToUpperInvariant();
        link.Attributes["Setting"] = line[5]; // Its unit hangs on the type; as in the file.
        if (link.Attributes["Type"] == "GPV") curves.Use(line[5], "HEADLOSS", file.Units.Flow, file.Units.Length);
    }

    private static LinkDraft? AddLink(EpanetFile file, InpLine line, AssetKind kind)
    {
        if (file.Draft.AddLink(line, kind) is not { } link) return null;
        link.IsPressurised = true;
        link.Class = PipeClass.Reclaimed;
        return link;
    }

    private static CrossSection Circle(EpanetFile file, InpLine line, int index)
    {
        var diameter = file.Rows.Number(line, index, "Diameter") * file.Units.Diameter;
        if (diameter > 0) return CrossSection.Circle(diameter);
        file.Report.Add(DefectCode.BadCrossSection, Remedy.Kept, line.Section, line.Number, line.Id, FormattableString.Invariant($"Diameter is {diameter} m; expected more than 0. The link has no cross-section."));
        return CrossSection.None;
    }
}
