using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Standards.Compliance;

/// <summary>Means of the usable readings of one series by the hour. A day's mean is that of its hours' means, a month's that of its days', so that an hour sampled often does not weigh more.</summary>
public sealed class HourlyMeans
{
    private const long Hour = 3_600_000;
    private readonly SortedDictionary<long, (double Sum, int Count)> _hours = [];

    public HourlyMeans(IEnumerable<KnownReading> readings)
    {
        foreach (var (reading, _) in readings)
        {
            if (!reading.Quality.IsUsable() || !double.IsFinite(reading.Value)) continue;
            var hour = Math.DivRem(reading.At.UnixMilliseconds, Hour).Quotient;
            var (sum, count) = _hours.GetValueOrDefault(hour);
            _hours[hour] = (sum + reading.Value, count + 1);
            if (Latest is not { } newest || reading.At >= newest.At) Latest = reading;
        }
    }

    /// <summary>The newest usable reading; null where there is none.</summary>
    public Reading? Latest { get; private set; }

    /// <summary>Mean over <c>from ≤ at &lt; to</c> on a basis, with the share of its hours that hold data. No mean without data.</summary>
    public (double? Mean, double Coverage) Over(Instant from, Instant to, LimitBasis basis, CityCalendar calendar)
    {
        var hours = _hours.Where(h => h.Key * Hour >= from.UnixMilliseconds && h.Key * Hour < to.UnixMilliseconds).ToArray();
        var due = Math.Max(1, (int)Math.Ceiling((to - from).TotalHours));
        if (hours.Length == 0) return (null, 0);
        var means = hours.Select(h => (Day: calendar.DayOf(new Instant(h.Key * Hour)), Mean: h.Value.Sum / h.Value.Count));
        var mean = basis == LimitBasis.MonthlyMean ? means.GroupBy(m => m.Day).Average(day => day.Average(m => m.Mean)) : means.Average(m => m.Mean);
        return (mean, Math.Min(1, (double)hours.Length / due));
    }
}
