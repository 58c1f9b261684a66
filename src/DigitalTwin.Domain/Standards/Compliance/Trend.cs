using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Standards.Compliance;

/// <summary>A straight line through recent readings by least squares. Told only where it stands out of the noise: slope above twice its standard error.</summary>
/// <param name="Level">Value of the line now.</param>
/// <param name="PerHour">Change an hour.</param>
public readonly record struct Trend(double Level, double PerHour)
{
    private const int LeastReadings = 6;

    /// <returns>Null with fewer than six usable readings, or where the slope cannot be told from none.</returns>
    public static Trend? Through(IEnumerable<KnownReading> readings, Instant now, TimeSpan span)
    {
        var points = readings.Where(k => k.Reading.Quality.IsUsable() && k.Reading.At > now - span && k.Reading.At <= now)
            .Select(k => (X: (k.Reading.At - now).TotalHours, Y: k.Reading.Value)).ToArray();
        if (points.Length < LeastReadings) return null;
        var (x, y) = (points.Average(p => p.X), points.Average(p => p.Y));
        var spread = points.Sum(p => (p.X - x) * (p.X - x));
        if (spread <= 0) return null;
        var slope = points.Sum(p => (p.X - x) * (p.Y - y)) / spread;
        var noise = points.Sum(p => Math.Pow(p.Y - y - (slope * (p.X - x)), 2)) / (points.Length - 2);
        return Math.Abs(slope) > 2 * Math.Sqrt(noise / spread) ? new Trend(y - (slope * x), slope) : null;
    }

    /// <summary>When the line first breaks a limit; null within the horizon.</summary>
    public TimeSpan? Breaks(Limit limit, TimeSpan horizon)
    {
        if (!limit.IsMetBy(Level)) return TimeSpan.Zero;
        var hours = PerHour > 0 && limit.Maximum is { } max ? (max - Level) / PerHour
            : PerHour < 0 && limit.Minimum is { } min ? (min - Level) / PerHour : double.PositiveInfinity;
        return hours <= horizon.TotalHours ? TimeSpan.FromHours(hours) : null;
    }
}
