using DigitalTwin.Domain.Assets;
using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Inp;

namespace DigitalTwin.Gis.Swmm;

/// <summary>[RAINGAGES] [SYMBOLS] [COORDINATES] [VERTICES] [TAGS]</summary>
internal static class PlaceSections
{
    public static void Read(SwmmFile file)
    {
        var (rows, draft) = (file.Rows, file.Draft);
        InpPlaces.Read(file.Document["COORDINATES"], file.Document["VERTICES"], rows, draft);
        ReadGauges(file);
        InpTags.Read(file.Document["TAGS"], rows, draft);
    }

    private static void ReadGauges(SwmmFile file)
    {
        var gauges = new Dictionary<string, PointDraft>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in file.Document["RAINGAGES"])
        {
            if (gauges.ContainsKey(line.Id))
            {
                file.Report.Add(DefectCode.DuplicateId, Remedy.LeftOut, line.Section, line.Number, line.Id, "A rain gauge of this id came before; expected ids to be unique among gauges.");
                continue;
            }
            var gauge = gauges[line.Id] = file.Draft.AddPoint(line, AssetKind.RainGauge);
            foreach (var (index, name) in new[] { (1, "Format"), (2, "Interval"), (4, "Source"), (5, "Series") })
                if (line.Has(index)) gauge.Attributes[name] = line[index];
        }
        foreach (var line in file.Document["SYMBOLS"])
        {
            if (!gauges.TryGetValue(line.Id, out var gauge))
                file.Report.Add(DefectCode.UnknownReference, Remedy.LeftOut, line.Section, line.Number, line.Id, $"There is no rain gauge '{line.Id}'; expected the id of one.");
            else if (InpPlaces.TryPoint(file.Rows, line, out var point))
            {
                gauge.Source = point;
                file.Report.CountElement(line.Section);
            }
        }
    }
}
