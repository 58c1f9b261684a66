using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Inp;

namespace DigitalTwin.Gis.Swmm;

/// <summary>[XSECTIONS] [LOSSES]</summary>
internal static class CrossSections
{
    /// <summary>Shapes that SWMM has and the domain does not compute with; kept by height and width, with the name as attribute.</summary>
    private static readonly HashSet<string> OtherShapes = new(StringComparer.OrdinalIgnoreCase)
    {
        "FILLED_CIRCULAR", "PARABOLIC", "POWER", "RECT_TRIANGULAR", "RECT_ROUND", "MODBASKETHANDLE", "HORIZ_ELLIPSE", "VERT_ELLIPSE",
        "HORSESHOE", "GOTHIC", "CATENARY", "SEMIELLIPTICAL", "BASKETHANDLE", "SEMICIRCULAR", "IRREGULAR", "STREET", "DUMMY",
    };

    public static void Read(SwmmFile file)
    {
        foreach (var line in file.Document["XSECTIONS"])
        {
            if (!file.Rows.HasFields(line, 3, "link, shape, first dimension") || file.Draft.LinkOf(line) is not { } link) continue;
            if (ReadShape(file, line, link) is not { } section) continue;
            link.CrossSection = section;
            file.Report.CountElement(line.Section);
        }
        ReportMissing(file);
        foreach (var line in file.Document["LOSSES"])
        {
            if (file.Draft.LinkOf(line) is not { } link) continue;
            foreach (var (index, name) in new[] { (1, "Kentry"), (2, "Kexit"), (3, "Kavg"), (5, "Seepage") })
                if (file.Rows.Number(line, index, name) is not 0 and var value) link.Attributes[name] = SiText.Of(name == "Seepage" ? value * file.Units.RainDepth : value);
            link.HasFlapGate = InpRows.IsYes(line[4]);
            file.Report.CountElement(line.Section);
        }
    }

    private static CrossSection? ReadShape(SwmmFile file, InpLine line, LinkDraft link)
    {
        var (rows, unit, shape) = (file.Rows, file.Units.Length, line[1].ToUpperInvariant());
        double Geom(int n) => rows.Number(line, n + 1, $"Geom{n}");
        if (shape is "IRREGULAR" or "STREET" or "DUMMY") // Geom1 is a name, or nothing.
        {
            link.Attributes["Shape"] = shape == "DUMMY" ? shape : $"{shape} {line[2]}";
            return Other(file, line, shape, 0, 0);
        }
        var height = Geom(1) * unit;
        if (height <= 0)
        {
            file.Report.Add(DefectCode.BadCrossSection, Remedy.Kept, line.Section, line.Number, line.Id, FormattableString.Invariant($"Height of {shape} is {height} m; expected more than 0. The link has no cross-section."));
            return null;
        }
        var barrels = shape == "CUSTOM" || !line.Has(6) ? 1 : Math.Max(1, (int)rows.Number(line, 6, "Barrels", 1));
        switch (shape)
        {
            case "CIRCULAR": return new(SectionShape.Circular, height, Barrels: barrels);
            case "FORCE_MAIN":
                link.IsPressurised = true;
                link.Attributes["ForceMainRoughness"] = SiText.Of(Geom(2));
                return new(SectionShape.Circular, height, Barrels: barrels);
            case "EGG": return new(SectionShape.Egg, height, Barrels: barrels);
            case "ARCH": return Wide(SectionShape.Arch);
            case "RECT_CLOSED": return Wide(SectionShape.RectangularClosed);
            case "RECT_OPEN": return Wide(SectionShape.RectangularOpen);
            case "TRAPEZOIDAL": return new(SectionShape.Trapezoidal, height, Geom(2) * unit, Geom(3), Geom(4), Barrels: barrels);
            case "TRIANGULAR": // A trapezium without a bottom; Geom2 is the width at the top.
                var slope = Geom(2) * unit / 2 / height;
                return new(SectionShape.Trapezoidal, height, 0, slope, slope, Barrels: barrels);
            case "CUSTOM":
                var curve = file.Draft.CurveNamed(line[3]);
                if (curve is null) file.Report.Add(DefectCode.UnknownCurve, Remedy.Kept, line.Section, line.Number, line.Id, $"Shape curve '{line[3]}' is not in [CURVES]; expected the name of one.");
                return new(SectionShape.Custom, height, Curve: curve);
            default:
                link.Attributes["Shape"] = shape;
                for (var n = 3; n <= 4; n++)
                    if (Geom(n) is not 0 and var extra) link.Attributes[$"Geom{n}"] = SiText.Of(extra * unit);
                return Other(file, line, shape, height, Geom(2) * unit) with { Barrels = barrels };
        }

        CrossSection? Wide(SectionShape known)
        {
            var width = Geom(2) * unit;
            if (width > 0) return new(known, height, width, Barrels: barrels);
            file.Report.Add(DefectCode.BadCrossSection, Remedy.Kept, line.Section, line.Number, line.Id, FormattableString.Invariant($"Width of {shape} is {width} m; expected more than 0. The link has no cross-section."));
            return null;
        }
    }

    private static CrossSection Other(SwmmFile file, InpLine line, string shape, double height, double width)
    {
        file.Report.Add(DefectCode.UnknownShape, Remedy.Kept, line.Section, line.Number, line.Id, OtherShapes.Contains(shape)
            ? $"Shape {shape} is kept, but hydraulics do not use it; expected CIRCULAR, EGG, RECT_CLOSED, RECT_OPEN, TRAPEZOIDAL, TRIANGULAR, ARCH, FORCE_MAIN or CUSTOM."
            : $"Shape '{shape}' is not one of SWMM's; kept by its height and width.");
        return new(SectionShape.Other, height, width);
    }

    private static void ReportMissing(SwmmFile file)
    {
        foreach (var link in file.Draft.Links)
            if (link.Kind == AssetKind.PipeSegment && link.CrossSection == CrossSection.None && !link.Attributes.ContainsKey("Shape"))
                file.Report.Add(DefectCode.MissingCrossSection, Remedy.Kept, link.Section, link.Line, link.LocalId, "Has no usable line in [XSECTIONS]; expected its shape and size.");
    }
}
