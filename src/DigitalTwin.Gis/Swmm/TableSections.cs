using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Inp;

namespace DigitalTwin.Gis.Swmm;

/// <summary>[CURVES] [PATTERNS] [TIMESERIES] [CONTROLS]</summary>
internal static class TableSections
{
    public static void Read(SwmmFile file)
    {
        ReadCurves(file);
        InpPatterns.Read(file.Document["PATTERNS"], file.Rows, file.Draft, namesType: true);
        foreach (var series in file.Document["TIMESERIES"].Select(l => l.Id).Distinct(StringComparer.OrdinalIgnoreCase)) file.Report.CountElement("TIMESERIES");
        InpRules.Read(file.Document["CONTROLS"], file.Draft);
    }

    private static void ReadCurves(SwmmFile file)
    {
        var points = new Dictionary<string, (string Type, List<(double X, double Y)> Points)>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in file.Document["CURVES"])
        {
            // The type stands on a curve's first line only.
            var first = 1;
            if (!points.TryGetValue(line.Id, out var curve))
            {
                var typed = line.Has(1) && !InpLine.TryNumber(line[1], out _);
                points[line.Id] = curve = (typed ? line[1] : "", []);
            }
            if (line.Has(1) && !InpLine.TryNumber(line[1], out _)) first = 2;
            if (line.Fields.Length == first && first == 2) continue;
            if ((line.Fields.Length - first) % 2 != 0 || line.Fields.Length == first)
            {
                file.Report.Add(DefectCode.TooFewFields, Remedy.LeftOut, line.Section, line.Number, line.Id, "Expected pairs of x and y.");
                continue;
            }
            for (var i = first; i < line.Fields.Length; i += 2)
                if (file.Rows.TryNumber(line, i, "x", out var x) && file.Rows.TryNumber(line, i + 1, "y", out var y)) curve.Points.Add((x, y));
        }
        foreach (var (name, (type, pairs)) in points)
        {
            var (fx, fy) = Factors(type, file.Units);
            var sorted = pairs.OrderBy(p => p.X).ToArray(); // A stable sort: vertical steps keep their order.
            file.Draft.Curves[name] = new Curve(type.ToUpperInvariant(), [.. sorted.Select(p => p.X * fx)], [.. sorted.Select(p => p.Y * fy)]);
            file.Report.CountElement("CURVES");
        }
    }

    /// <summary>What x and y of a curve are, by its type; SWMM 5.2 manual, appendix D, [CURVES].</summary>
    private static (double X, double Y) Factors(string type, SwmmUnits u) => type.ToUpperInvariant() switch
    {
        "STORAGE" => (u.Length, u.SmallArea),
        "RATING" or "PUMP2" or "PUMP3" or "PUMP4" or "PUMP5" => (u.Length, u.Flow),
        "PUMP1" => (u.Volume, u.Flow),
        "DIVERSION" => (u.Flow, u.Flow),
        "TIDAL" => (1, u.Length), // x is the hour of the day.
        "WEIR" => (u.Length, u.WeirCoefficient),
        _ => (1, 1), // Shape and control curves are ratios.
    };
}
