using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Inp;

namespace DigitalTwin.Gis.Swmm;

/// <summary>How the plan area of a storage unit grows with depth; anything but a constant becomes a curve of depth (m) and area (m²).</summary>
/// <remarks>SWMM 5.2 manual, appendix D, [STORAGE]: TABULAR curve; FUNCTIONAL area = A1·depth^A2 + A0; the others by length, width and slope or height.</remarks>
internal static class StorageShapes
{
    private const int StepsOfMadeCurve = 20;

    public static void Read(SwmmFile file, NodeDraft node, InpLine line)
    {
        var shape = line[4].ToUpperInvariant();
        if (shape == "TABULAR")
        {
            node.StorageCurve = file.Draft.CurveNamed(line[5]);
            if (node.StorageCurve is null)
                Report(file, line, DefectCode.UnknownCurve, $"Storage curve '{line[5]}' is not in [CURVES]; expected the name of one.");
            return;
        }
        if (shape is not ("FUNCTIONAL" or "CYLINDRICAL" or "CONICAL" or "PARABOLOID" or "PYRAMIDAL"))
        {
            Report(file, line, DefectCode.UnknownShape, $"Storage shape '{line[4]}' is not known; expected TABULAR, FUNCTIONAL, CYLINDRICAL, CONICAL, PARABOLOID or PYRAMIDAL.");
            return;
        }
        var (a, b, c) = (file.Rows.Number(line, 5, "first shape parameter"), file.Rows.Number(line, 6, "second shape parameter"), file.Rows.Number(line, 7, "third shape parameter"));
        Func<double, double> area = shape switch
        {
            "FUNCTIONAL" => d => a * Math.Pow(d, b) + c,
            "CYLINDRICAL" => _ => Math.PI / 4 * a * b,
            "CONICAL" => d => Math.PI / 4 * (a + 2 * c * d) * (b + 2 * c * b / a * d),
            "PARABOLOID" => d => Math.PI / 4 * a * b * d / c,
            _ => d => (a + 2 * c * d) * (b + 2 * c * d),
        };
        var full = node.FullDepth / file.Units.Length;
        if (full <= 0 || Math.Abs(area(full) - area(full / 2)) < 1e-9)
        {
            var constant = area(full);
            if (double.IsFinite(constant) && constant >= 0) node.StorageArea = constant * file.Units.SmallArea;
            else Report(file, line, DefectCode.ValueOutOfRange, "The shape parameters give no finite area; expected positive numbers.");
            return;
        }
        var depths = Enumerable.Range(0, StepsOfMadeCurve + 1).Select(i => full * i / StepsOfMadeCurve).ToArray();
        var areas = depths.Select(area).ToArray();
        if (areas.Any(x => !double.IsFinite(x) || x < 0))
        {
            Report(file, line, DefectCode.ValueOutOfRange, "The shape parameters give no finite area at every depth; expected positive numbers.");
            return;
        }
        node.StorageCurve = $"{node.LocalId}~area";
        file.Draft.Curves[node.StorageCurve] = new Curve("STORAGE", [.. depths.Select(d => d * file.Units.Length)], [.. areas.Select(x => x * file.Units.SmallArea)]);
    }

    private static void Report(SwmmFile file, InpLine line, DefectCode code, string message) =>
        file.Report.Add(code, Remedy.Substituted, line.Section, line.Number, line.Id, message + " The tank has no known area.");
}
