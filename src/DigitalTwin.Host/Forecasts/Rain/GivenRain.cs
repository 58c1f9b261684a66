using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Forecasts.Running;

namespace DigitalTwin.Host.Forecasts.Rain;

/// <summary>Rain to come over some gauges, evenly spaced.</summary>
/// <param name="Gauges">Asset ids; null for all of the network that no other series names.</param>
/// <param name="From">Unix ms, city time.</param>
internal sealed record GivenSeries(IReadOnlyList<string>? Gauges, long From, int StepMinutes, IReadOnlyList<double> MmPerHour)
{
    public long Until => From + StepMinutes * 60_000L * MmPerHour.Count;
}

/// <summary>A rain outlook as somebody gave it: a fact, the newest of a network in force.</summary>
/// <param name="IssuedAt">City time at which it was made; <paramref name="KnownAt"/> when it came in. Unix ms.</param>
/// <param name="Source">Who made it, in words.</param>
/// <param name="Spread">Standard deviation of the amount's logarithm; null for the forecasts' own.</param>
/// <param name="TimingMinutes">Standard deviation of its timing.</param>
/// <param name="Probability">That it rains at all.</param>
internal sealed record GivenRain(string Network, long IssuedAt, long KnownAt, string? Source, string Who, double? Spread, double? TimingMinutes, double Probability, IReadOnlyList<GivenSeries> Series, bool IsWithdrawn = false)
{
    /// <summary>One that covers less of the time to come is over: the gauges know more.</summary>
    private static readonly TimeSpan LeastAhead = TimeSpan.FromMinutes(10);

    public Instant Until => new(Series.Count == 0 ? IssuedAt : Series.Max(s => s.Until));

    public bool IsInForce(Instant now) => !IsWithdrawn && Until - now >= LeastAhead;

    /// <summary>As the engine takes it.</summary>
    /// <param name="gauges">Local ids of the model's gauges.</param>
    public Dictionary<string, RainSeries> Of(IEnumerable<string> gauges, CityTimes times)
    {
        var named = Series.Where(s => s.Gauges is not null).SelectMany(s => s.Gauges!.Select(g => (Gauge: g[(g.IndexOf(':') + 1)..], Series: s))).ToDictionary(s => s.Gauge, s => s.Series, StringComparer.OrdinalIgnoreCase);
        var rest = Series.FirstOrDefault(s => s.Gauges is null);
        return gauges.Distinct(StringComparer.OrdinalIgnoreCase).Select(g => (Gauge: g, Series: named.GetValueOrDefault(g) ?? rest)).Where(s => s.Series is not null)
            .ToDictionary(s => s.Gauge, s => Of(s.Series!, times), StringComparer.OrdinalIgnoreCase);
    }

    private static RainSeries Of(GivenSeries series, CityTimes times)
    {
        var (from, step) = (times.ToModel(new Instant(series.From)), TimeSpan.FromMinutes(series.StepMinutes));
        return new RainSeries(series.MmPerHour.Select((rate, i) => (from + i * step, rate)), step);
    }
}
