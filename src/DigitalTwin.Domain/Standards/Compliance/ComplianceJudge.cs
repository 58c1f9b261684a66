using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Standards.Compliance;

/// <summary>Holds a place's readings against a class of limits, each on the document's own basis. Pure.</summary>
public sealed class ComplianceJudge(CityCalendar calendar, ComplianceSettings settings)
{
    /// <summary>Readings from here on are needed to judge a class at an instant.</summary>
    public Instant NeededFrom(LimitClass limits, Instant now) =>
        Earlier(now - settings.Trend, limits.InForce(calendar.DayOf(now)).Select(l => Start(l.Basis, now)).DefaultIfEmpty(now).Min());

    /// <summary>One verdict a limit that applies today.</summary>
    /// <param name="series">Readings of a quantity known then, ascending, at least from <see cref="NeededFrom"/>; empty where it is not measured.</param>
    public IReadOnlyList<LimitVerdict> Judge(LimitClass limits, Func<Quantity, IReadOnlyList<KnownReading>> series, Instant now)
    {
        double Newest(Quantity quantity) => new HourlyMeans(series(quantity)).Latest?.Value ?? double.NaN;
        return [.. limits.Applying(calendar.DayOf(now), Newest).Select(limit => Judge(limit, series(limit.Quantity), now))];
    }

    private LimitVerdict Judge(Limit limit, IReadOnlyList<KnownReading> readings, Instant now)
    {
        var hours = new HourlyMeans(readings);
        var start = Start(limit.Basis, now);
        var trend = Trend.Through(readings, now, settings.Trend);
        var (value, coverage) = limit.Basis == LimitBasis.Instant
            ? hours.Latest is { } latest && latest.At > now - settings.Trend ? (latest.Value, 1) : ((double?)null, 0)
            : hours.Over(start, now, limit.Basis, calendar);
        if (value is not { } known) return new LimitVerdict(limit, ComplianceState.Unknown, null, hours.Latest, start, 0, null, null, null);
        var breach = limit.Basis == LimitBasis.Instant ? trend?.Breaks(limit, settings.Horizon) : MeanBreaks(limit, known, start, now, trend);
        var state = coverage < settings.LeastCoverage ? ComplianceState.Unknown
            : !limit.IsMetBy(known) ? ComplianceState.Breached
            : limit.Margin(known) < settings.AtRiskMargin && Nears(limit, known) || breach is not null ? ComplianceState.AtRisk
            : ComplianceState.Met;
        return new LimitVerdict(limit, state, known, hours.Latest, start, coverage, Finite(limit.Margin(known)), trend, breach);
    }

    /// <summary>When the mean of the period would break, if the trend went on until the period's end. By the hour; a mean moves slowly.</summary>
    private TimeSpan? MeanBreaks(Limit limit, double mean, Instant start, Instant now, Trend? trend)
    {
        if (!limit.IsMetBy(mean)) return TimeSpan.Zero;
        if (trend is not { } line) return null;
        var passed = Math.Max(1, (now - start).TotalHours);
        var left = Math.Min(settings.Horizon.TotalHours, (End(limit.Basis, now) - now).TotalHours);
        const double step = 0.25;
        for (var (hours, sum) = (step, mean * passed); hours <= left; hours += step)
        {
            sum += step * Math.Max(0, line.Level + (line.PerHour * hours));
            if (!limit.IsMetBy(sum / (passed + hours))) return TimeSpan.FromHours(hours);
        }
        return null;
    }

    private Instant Start(LimitBasis basis, Instant now) => basis switch
    {
        LimitBasis.HourlyMean => new Instant(now.UnixMilliseconds / 3_600_000 * 3_600_000),
        LimitBasis.DailyMean => calendar.StartOf(calendar.DayOf(now)),
        LimitBasis.MonthlyMean => calendar.StartOfMonth(now),
        _ => now - settings.Trend,
    };

    private Instant End(LimitBasis basis, Instant now) => basis switch
    {
        LimitBasis.HourlyMean => Start(basis, now) + TimeSpan.FromHours(1),
        LimitBasis.MonthlyMean => calendar.StartOf(calendar.DayOf(calendar.StartOfMonth(now)).AddMonths(1)),
        _ => calendar.StartOf(calendar.DayOf(now).AddDays(1)),
    };

    // pH 7 lies far inside 6 to 9, yet within a fifth of the lower bound: a range is only near its end in its outer tenth.
    private static bool Nears(Limit limit, double value) =>
        limit is not { Minimum: { } min, Maximum: { } max } || value < min + ((max - min) / 10) || value > max - ((max - min) / 10);

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
    private static Instant Earlier(Instant a, Instant b) => a < b ? a : b;
}
