using DigitalTwin.Domain.Forecast;
using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Gis.Inp;

namespace DigitalTwin.Gis.Swmm;

/// <summary>What a run takes from a file's time series beside rain: [INFLOWS] of water, stages of [OUTFALLS], [EVAPORATION].</summary>
internal static class RunSeries
{
    /// <summary>SWMM multiplies a series by its scale factor and by the file's unit of flow; the baseline is the network's.</summary>
    public static List<ExternalInflow> Inflows(InpDocument document, SwmmUnits units, Dictionary<string, List<(DateTime At, double Value)>> series)
    {
        var inflows = new List<ExternalInflow>();
        foreach (var line in document["INFLOWS"])
            if (line[1].Equals("FLOW", StringComparison.OrdinalIgnoreCase) && Find(series, line[2], units.Flow) is { } found)
                inflows.Add(new(line.Id, found, line.Has(5) ? SwmmRun.Number(line, 5) : 1, line[2]));
        return inflows;
    }

    public static Dictionary<string, TimeSeries> Stages(InpDocument document, SwmmUnits units, Dictionary<string, List<(DateTime At, double Value)>> series)
    {
        var stages = new Dictionary<string, TimeSeries>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in document["OUTFALLS"])
            if (line[2].Equals("TIMESERIES", StringComparison.OrdinalIgnoreCase) && Find(series, line[3], units.Length) is { } found) stages[line.Id] = found;
        return stages;
    }

    /// <summary>mm a day. By temperature and from files it is not read.</summary>
    public static Evaporation Evaporation(InpDocument document, SwmmUnits units, Dictionary<string, List<(DateTime At, double Value)>> series)
    {
        var evaporation = new Evaporation();
        foreach (var line in document["EVAPORATION"])
            evaporation = line.Id.ToUpperInvariant() switch
            {
                "CONSTANT" => evaporation with { Constant = SwmmRun.Number(line, 1) * units.RainDepth },
                "MONTHLY" => evaporation with { Monthly = [.. Enumerable.Range(1, 12).Select(m => SwmmRun.Number(line, m) * units.RainDepth)] },
                "TIMESERIES" => evaporation with { Series = Find(series, line[1], units.RainDepth) },
                "DRY_ONLY" => evaporation with { IsDryOnly = InpRows.IsYes(line[1]) },
                "RECOVERY" => evaporation with { Recovery = Months(document, line[1]) },
                _ => evaporation,
            };
        return evaporation;
    }

    private static double[]? Months(InpDocument document, string pattern)
    {
        var numbers = document["PATTERNS"].Where(l => l.Id.Equals(pattern, StringComparison.OrdinalIgnoreCase)).SelectMany(l => l.Fields.Skip(1)).Where(f => InpLine.TryNumber(f, out _))
            .Select(f => InpLine.TryNumber(f, out var value) ? value : 1).ToArray();
        return numbers.Length == 12 ? numbers : null;
    }

    /// <summary>Of two values at one time the later one holds.</summary>
    private static TimeSeries? Find(Dictionary<string, List<(DateTime At, double Value)>> series, string name, double factor) =>
        series.TryGetValue(name, out var entries) && entries.Count > 0 ? new TimeSeries(entries.GroupBy(e => e.At).OrderBy(g => g.Key).Select(g => (g.Key, g.Last().Value * factor))) : null;
}
