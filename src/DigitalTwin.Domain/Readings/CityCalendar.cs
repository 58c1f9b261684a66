namespace DigitalTwin.Domain.Readings;

/// <summary>Which day and month it is in the city. Documents judge by the city's own days.</summary>
public sealed class CityCalendar(TimeZoneInfo zone)
{
    /// <summary>China Standard Time, UTC+08:00 all year.</summary>
    public static CityCalendar China { get; } = new(TimeZoneInfo.CreateCustomTimeZone("+08:00", TimeSpan.FromHours(8), "+08:00", "+08:00"));

    public TimeZoneInfo Zone => zone;

    public DateTimeOffset LocalTime(Instant at)
    {
        var utc = at.ToDateTimeOffset();
        return utc.ToOffset(zone.GetUtcOffset(utc));
    }

    public DateOnly DayOf(Instant at) => DateOnly.FromDateTime(LocalTime(at).DateTime);

    /// <summary>The first instant of a day; where clocks leap over midnight, the first that exists.</summary>
    public Instant StartOf(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        return Instant.From(new DateTimeOffset(local, zone.GetUtcOffset(local)));
    }

    public Instant StartOfMonth(Instant at) => StartOf(new DateOnly(DayOf(at).Year, DayOf(at).Month, 1));
}
