using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Host.Forecasts.Rain;

namespace DigitalTwin.Host.Forecasts.Running;

/// <summary>Rain as the gauges of a network measured it in the last hours, city time as the model has it.</summary>
internal sealed class RainBook
{
    private static readonly TimeSpan Keep = TimeSpan.FromHours(6);
    /// <summary>A gauge stands for no longer than this after a reading, however seldom it reports.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private const double Shower = 4; // mm/h
    private readonly Dictionary<string, SortedDictionary<DateTime, double>> _byGauge = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The outlook in force; null for none.</summary>
    public GivenRain? Given { get; set; }

    /// <summary>Whether any gauge has measured rain since a time.</summary>
    public bool HasRainedSince(DateTime from) => _byGauge.Values.Any(g => g.Any(e => e.Key >= from && e.Value > 0));

    /// <summary>Whether any gauge has said anything.</summary>
    public bool HasAny => _byGauge.Count > 0;

    /// <param name="rate">mm/h.</param>
    public void Add(string gauge, DateTime at, double rate)
    {
        if (!(rate >= 0) || !double.IsFinite(rate)) return;
        if (!_byGauge.TryGetValue(gauge, out var entries)) _byGauge[gauge] = entries = [];
        entries[at] = rate;
    }

    /// <summary>Whether it rains anywhere as it does in a shower.</summary>
    public bool IsHeavy(DateTime now) => _byGauge.Values.Any(g => g.Count > 0 && g.Last() is var last && last.Key > now - Longest && last.Value >= Shower);

    public void ForgetBefore(DateTime now)
    {
        foreach (var entries in _byGauge.Values)
            while (entries.Count > 0 && entries.First().Key < now - Keep) entries.Remove(entries.First().Key);
    }

    /// <summary>An intensity holds until the next reading. A gauge that fails stands in by the mean of the others.</summary>
    /// <param name="gauges">All that the model looks at.</param>
    public Dictionary<string, RainSeries> Series(IEnumerable<string> gauges, DateTime now)
    {
        var live = _byGauge.Where(g => g.Value.Count > 0 && g.Value.Last().Key > now - Longest).ToDictionary(g => g.Key, g => Of(g.Value), StringComparer.OrdinalIgnoreCase);
        var mean = live.Count == 0 ? null : Mean([.. live.Values], now);
        return gauges.Distinct(StringComparer.OrdinalIgnoreCase).Where(g => live.ContainsKey(g) || mean is not null).ToDictionary(g => g, g => live.GetValueOrDefault(g) ?? mean!, StringComparer.OrdinalIgnoreCase);
    }

    private static RainSeries Of(SortedDictionary<DateTime, double> entries)
    {
        var times = entries.Keys.ToArray();
        var gaps = times.Zip(times.Skip(1), (a, b) => b - a).Order().ToArray();
        var usual = gaps.Length == 0 ? TimeSpan.FromMinutes(5) : gaps[gaps.Length / 2] * 1.5;
        return new RainSeries(entries.Select(e => (e.Key, e.Value)), usual < Longest ? usual : Longest);
    }

    private static RainSeries Mean(RainSeries[] gauges, DateTime now)
    {
        var (step, from) = (TimeSpan.FromMinutes(1), now - Keep);
        return new RainSeries(Enumerable.Range(0, (int)(Keep / step) + 1).Select(i => from + i * step).Select(at => (at, gauges.Average(g => g.RateAt(at)) * 3.6e6)), step);
    }
}
