using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Coordinates;
using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Inp;

namespace DigitalTwin.Gis.Swmm;

/// <summary>[SUBCATCHMENTS] [SUBAREAS] [INFILTRATION] [POLYGONS]</summary>
internal static class SubcatchmentSections
{
    public static void Read(SwmmFile file, Crs crs)
    {
        var found = new Dictionary<string, (Subcatchment Area, Dictionary<string, string> Parameters, List<Position> Boundary, InpLine Line)>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in file.Document["SUBCATCHMENTS"])
        {
            if (!file.Rows.HasFields(line, 7, "name, rain gauge, outlet, area, % impervious, width, % slope")) continue;
            if (found.TryGetValue(line.Id, out var before))
            {
                file.Report.Add(DefectCode.DuplicateId, Remedy.LeftOut, line.Section, line.Number, line.Id, $"A subcatchment of this id came before, in line {before.Line.Number}; expected ids to be unique.");
                continue;
            }
            var parameters = new Dictionary<string, string>();
            var boundary = new List<Position>();
            found[line.Id] = (ReadOne(file, line, parameters, boundary), parameters, boundary, line);
            file.Report.CountElement(line.Section);
        }
        ReadParameters(file, "SUBAREAS", _ => Subareas(file.Units));
        ReadParameters(file, "INFILTRATION", InfiltrationOf);
        ReadBoundaries();
        foreach (var (area, _, _, line) in found.Values)
            if (file.Draft.FindNode(area.Outlet) is null && !found.ContainsKey(area.Outlet))
                file.Report.Add(DefectCode.UnknownReference, Remedy.Kept, line.Section, line.Number, line.Id, $"Outlet '{area.Outlet}' is not in the file; expected the id of a node or subcatchment. Its runoff goes nowhere.");
        file.Draft.Subcatchments = [.. found.Values.Select(s => s.Area)];

        void ReadParameters(SwmmFile f, string section, Func<InpLine, (string Name, double Factor)[]> fields)
        {
            foreach (var line in f.Document[section])
            {
                if (!Of(line, out var parameters, out _)) continue;
                foreach (var (i, (name, factor)) in fields(line).Index())
                {
                    if (!line.Has(i + 1) || factor != 0 && section == "INFILTRATION" && i + 1 == line.Fields.Length - 1 && !InpLine.TryNumber(line[i + 1], out _)) break;
                    if (factor == 0) parameters[name] = line[i + 1];
                    else parameters[name] = SiText.Of(f.Rows.Number(line, i + 1, name) * factor);
                }
                // What the numbers alone do not tell apart.
                if (section == "INFILTRATION" && InfiltrationModel(line, f.InfiltrationModel) is ("MODIFIED_HORTON" or "MODIFIED_GREEN_AMPT") and var law) parameters["Law"] = law;
                f.Report.CountElement(section);
            }
        }

        (string, double)[] InfiltrationOf(InpLine line) => Infiltration(InfiltrationModel(line, file.InfiltrationModel), file.Units);

        void ReadBoundaries()
        {
            foreach (var line in file.Document["POLYGONS"])
            {
                if (!Of(line, out _, out var boundary) || !InpPlaces.TryPoint(file.Rows, line, out var p)) continue;
                if (crs.TryToWgs84(p.X, p.Y, out var position))
                {
                    boundary.Add(position);
                    file.Report.CountElement(line.Section);
                }
                else file.Report.Add(DefectCode.CoordinateOutsideArea, Remedy.LeftOut, line.Section, line.Number, line.Id, FormattableString.Invariant($"Corner ({p.X}, {p.Y}) lies outside the area of {crs}."));
            }
        }

        bool Of(InpLine line, out Dictionary<string, string> parameters, out List<Position> boundary)
        {
            var known = found.TryGetValue(line.Id, out var s);
            (parameters, boundary) = (s.Parameters, s.Boundary);
            if (!known) file.Report.Add(DefectCode.UnknownReference, Remedy.LeftOut, line.Section, line.Number, line.Id, $"There is no subcatchment '{line.Id}'; expected the id of one.");
            return known;
        }
    }

    private static Subcatchment ReadOne(SwmmFile file, InpLine line, Dictionary<string, string> parameters, List<Position> boundary) => new()
    {
        LocalId = line.Id,
        RainGauge = line[1] is "" or "*" ? null : line[1],
        Outlet = line[2],
        Area = file.Rows.Number(line, 3, "Area") * file.Units.LandArea,
        PercentImpervious = file.Rows.Number(line, 4, "%Imperv"),
        Width = file.Rows.Number(line, 5, "Width") * file.Units.Length,
        Slope = file.Rows.Number(line, 6, "%Slope") / 100,
        Boundary = boundary,
        Parameters = parameters,
    };

    /// <summary>Factor 0 marks text. Depression storage in mm.</summary>
    private static (string, double)[] Subareas(SwmmUnits u) =>
        [("N-Imperv", 1), ("N-Perv", 1), ("S-Imperv", u.RainDepth), ("S-Perv", u.RainDepth), ("PctZero", 1), ("RouteTo", 0), ("PctRouted", 1)];

    /// <summary>Rates in mm/h, depths in mm, decay in 1/h, drying time in days, by SWMM's names.</summary>
    private static (string, double)[] Infiltration(string model, SwmmUnits u) => model switch
    {
        "GREEN_AMPT" or "MODIFIED_GREEN_AMPT" => [("Suction", u.RainDepth), ("Ksat", u.RainDepth), ("IMD", 1)],
        "CURVE_NUMBER" => [("CurveNum", 1), ("Conductivity", u.RainDepth), ("DryTime", 1)],
        _ => [("MaxRate", u.RainDepth), ("MinRate", u.RainDepth), ("Decay", 1), ("DryTime", 1), ("MaxInfil", u.RainDepth)],
    };

    /// <summary>Since 5.1.015 a line may end with a model of its own.</summary>
    private static string InfiltrationModel(InpLine line, string ofFile) => line.Fields[^1].ToUpperInvariant() switch
    {
        "HORTON" or "MODIFIED_HORTON" or "GREEN_AMPT" or "MODIFIED_GREEN_AMPT" or "CURVE_NUMBER" => line.Fields[^1].ToUpperInvariant(),
        _ => ofFile,
    };
}
