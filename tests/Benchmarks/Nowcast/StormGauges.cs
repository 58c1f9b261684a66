using System.Globalization;
using Benchmarks.Load;
using DigitalTwin.Domain.Forecast.Assimilation;
using DigitalTwin.Domain.Readings;

namespace Benchmarks.Nowcast;

/// <summary>The 12 levels of the storm as SWMM computed them, minute by minute: what the nowcast is told as time passes, and judged by.</summary>
internal sealed class StormGauges
{
    private const string Depth = ".depth_m";
    private readonly DateTime _first;
    private readonly double[][] _levels;

    public StormGauges()
    {
        var heading = Bellinge.Heading("bellinge_2012-06-29_storm_1min.csv");
        var columns = heading.Index().Where(h => h.Item.EndsWith(Depth, StringComparison.Ordinal)).Select(h => h.Index).ToArray();
        Ids = [.. columns.Select(c => heading[c][..^Depth.Length])];
        var rows = Bellinge.Rows("bellinge_2012-06-29_storm_1min.csv").ToArray();
        _first = DateTime.Parse(rows[0][0], CultureInfo.InvariantCulture);
        _levels = [.. rows.Select(r => columns.Select(c => Bellinge.Number(r[c])).ToArray())];
    }

    public string[] Ids { get; }

    public double At(int gauge, DateTime time) => _levels[(int)(time - _first).TotalMinutes][gauge];

    /// <summary>What arrived after <paramref name="from"/> and until <paramref name="until"/>.</summary>
    public List<GaugeReading> Arrived(DateTime from, DateTime until, string? without = null)
    {
        var readings = new List<GaugeReading>();
        for (var at = from.AddMinutes(1); at <= until; at = at.AddMinutes(1))
            for (var g = 0; g < Ids.Length; g++)
                if (Ids[g] != without) readings.Add(new(Ids[g], Quantity.Level, at, At(g, at)));
        return readings;
    }
}
