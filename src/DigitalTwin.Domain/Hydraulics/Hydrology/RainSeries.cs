namespace DigitalTwin.Domain.Hydraulics.Hydrology;

/// <summary>Rain at one gauge: from each time on, for one interval, at a rate. Between entries it is dry.</summary>
public sealed class RainSeries
{
    private readonly DateTime[] _from;
    private readonly double[] _rate;

    /// <param name="entries">City time and mm/h.</param>
    /// <exception cref="ArgumentException">A rate is below 0 or no number, or times do not ascend.</exception>
    public RainSeries(IEnumerable<(DateTime From, double MillimetresPerHour)> entries, TimeSpan interval)
    {
        if (interval <= TimeSpan.Zero) throw new ArgumentException($"The interval of rain is {interval}; expected more than 0.", nameof(interval));
        var list = entries.ToArray();
        (_from, _rate, Interval) = ([.. list.Select(e => e.From)], [.. list.Select(e => e.MillimetresPerHour / 3.6e6)], interval);
        for (var i = 0; i < list.Length; i++)
        {
            if (!(list[i].MillimetresPerHour >= 0) || !double.IsFinite(_rate[i])) throw new ArgumentException($"Rain at {list[i].From:s} is {list[i].MillimetresPerHour} mm/h; expected 0 or more.", nameof(entries));
            if (i > 0 && _from[i] <= _from[i - 1]) throw new ArgumentException($"Rain at {_from[i]:s} follows {_from[i - 1]:s}; expected ascending times.", nameof(entries));
        }
    }

    public static RainSeries None { get; } = new([], TimeSpan.FromMinutes(1));

    public TimeSpan Interval { get; }

    /// <summary>City time and mm/h, as given.</summary>
    public IEnumerable<(DateTime From, double MillimetresPerHour)> Entries => _from.Zip(_rate, (f, r) => (f, r * 3.6e6));

    /// <summary>Depth that fell in all, mm.</summary>
    public double Total => _rate.Sum() * 1000 * Interval.TotalSeconds;

    /// <summary>m/s at a time.</summary>
    public double RateAt(DateTime time)
    {
        var i = Array.BinarySearch(_from, time);
        if (i < 0) i = ~i - 1;
        return i >= 0 && time - _from[i] < Interval ? _rate[i] : 0;
    }

    /// <summary>The same rain, heavier or lighter: a member of an ensemble.</summary>
    public RainSeries Scaled(double factor) => new(_from.Zip(_rate, (f, r) => (f, r * factor * 3.6e6)), Interval);
}
