using System.Globalization;
using DigitalTwin.Domain.Forecast;
using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Inp;

namespace DigitalTwin.Gis.Swmm;

/// <summary>What a SWMM input file says of a run, beside its network: times, rain, evaporation, series of inflows and tides, and how to route.</summary>
/// <remarks>SWMM 5.2 User's Manual, appendix D: [OPTIONS], [EVAPORATION], [RAINGAGES], [TIMESERIES], [INFLOWS], [OUTFALLS]. Series in files are not read.</remarks>
public sealed record SwmmRun(SimulationInput Input, DateTime ReportStart, DateTime End, TimeSpan ReportStep)
{
    private static readonly string[] Sections = ["OPTIONS", "EVAPORATION", "RAINGAGES", "TIMESERIES", "PATTERNS", "INFLOWS", "OUTFALLS"];

    /// <exception cref="FormatException">A date, time or number cannot be read; the message names the line.</exception>
    public static SwmmRun Read(Stream stream)
    {
        var report = new ReportBuilder("swmm", "");
        using var reader = InpText.Open(stream, report);
        var document = InpDocument.Read(reader, Sections, [], report);
        var options = document["OPTIONS"].GroupBy(l => l.Id.ToUpperInvariant()).ToDictionary(g => g.Key, g => g.Last());
        var units = options.TryGetValue("FLOW_UNITS", out var line) && SwmmUnits.Find(line[1]) is { } found ? found : SwmmUnits.Find("CFS")!;
        DateTime At(string date, string time, DateTime fallback) =>
            options.TryGetValue(date, out var d) ? Date(d, 1) + (options.TryGetValue(time, out var t) ? Time(t, 1) : TimeSpan.Zero) : fallback;
        var start = At("START_DATE", "START_TIME", new DateTime(2004, 1, 1));
        double Option(string name, double fallback) => options.TryGetValue(name, out var o) ? Number(o, 1) : fallback;
        bool Says(string name, string word) => options.TryGetValue(name, out var o) && o[1].Equals(word, StringComparison.OrdinalIgnoreCase);
        var routing = new RoutingOptions
        {
            Damping = Says("INERTIAL_DAMPING", "NONE") ? InertialDamping.None : Says("INERTIAL_DAMPING", "FULL") ? InertialDamping.Full : InertialDamping.Partial,
            AllowsPonding = Says("ALLOW_PONDING", "YES"),
            DrownedEndsWidenTanks = true,
        };
        if (Option("MIN_SURFAREA", 0) is > 0 and var surface) routing = routing with { LeastSurface = surface * units.SmallArea };
        var series = Series(document, start);
        var input = new SimulationInput
        {
            Start = start, Routing = routing, Rain = Rain(document, units, series), Evaporation = RunSeries.Evaporation(document, units, series),
            Inflows = RunSeries.Inflows(document, units, series), Stages = RunSeries.Stages(document, units, series),
        };
        var step = options.TryGetValue("REPORT_STEP", out var r) ? Time(r, 1) : TimeSpan.FromMinutes(15);
        return new(input, At("REPORT_START_DATE", "REPORT_START_TIME", start), At("END_DATE", "END_TIME", start.AddDays(1)), step);
    }

    private static Dictionary<string, RainSeries> Rain(InpDocument document, SwmmUnits units, Dictionary<string, List<(DateTime At, double Value)>> series)
    {
        var rain = new Dictionary<string, RainSeries>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in document["RAINGAGES"])
        {
            if (!line[4].Equals("TIMESERIES", StringComparison.OrdinalIgnoreCase) || !series.TryGetValue(line[5], out var entries)) continue;
            var interval = Time(line, 2);
            var (sum, format) = (0.0, line[1].ToUpperInvariant());
            var perHour = entries.Select(e =>
            {
                var value = e.Value * units.RainDepth;
                if (format == "INTENSITY") return (e.At, value);
                var fallen = format == "CUMULATIVE" ? value < sum ? value : value - sum : value;
                sum = value;
                return (e.At, fallen / interval.TotalHours);
            });
            rain[line.Id] = new RainSeries(perHour.ToArray(), interval);
        }
        return rain;
    }

    /// <summary>Lines give a date and a time, a time after the date before, or hours since the start.</summary>
    private static Dictionary<string, List<(DateTime At, double Value)>> Series(InpDocument document, DateTime start)
    {
        var all = new Dictionary<string, List<(DateTime, double)>>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in document["TIMESERIES"])
        {
            if (!all.TryGetValue(line.Id, out var list)) all[line.Id] = list = [];
            DateTime? day = null;
            for (var i = 1; i + 1 < line.Fields.Length; i += 2)
            {
                if (line[i].Contains('/', StringComparison.Ordinal)) day = Date(line, i++);
                list.Add(((day ?? start) + Time(line, i), Number(line, i + 1)));
            }
        }
        return all;
    }

    private static DateTime Date(InpLine line, int field) =>
        DateTime.TryParseExact(line[field], ["M/d/yyyy", "M-d-yyyy", "MMM/d/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : throw Wrong(line, field, "a date as month/day/year");

    private static TimeSpan Time(InpLine line, int field)
    {
        var parts = line[field].Split(':');
        if (parts.Length == 1) return TimeSpan.FromHours(Number(line, field));
        double seconds = 0;
        for (var i = 0; i < Math.Min(3, parts.Length); i++)
            seconds += (InpLine.TryNumber(parts[i], out var n) ? n : throw Wrong(line, field, "a time as hours:minutes:seconds")) * (i == 0 ? 3600 : i == 1 ? 60 : 1);
        return TimeSpan.FromSeconds(seconds);
    }

    internal static double Number(InpLine line, int field) => InpLine.TryNumber(line[field], out var value) ? value : throw Wrong(line, field, "a number");

    private static FormatException Wrong(InpLine line, int field, string expected) => new($"Line {line.Number} of [{line.Section}]: '{line[field]}' is not {expected}.");
}
