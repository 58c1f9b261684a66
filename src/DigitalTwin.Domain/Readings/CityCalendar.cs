using System.Globalization;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Readings;

/// <summary>Local time in the city: which day, month and hour it is there. Devices write their times by it, and documents judge by its days. Safe from any thread.</summary>
public sealed class CityCalendar
{
    private const long DayMilliseconds = 86_400_000;
    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    // Most cities keep one offset all year; asking the zone would cost every reading a look-up.
    private readonly TimeSpan? _offset;

    /// <param name="holidays">Null for none beside Saturdays and Sundays.</param>
    public CityCalendar(TimeZoneInfo zone, Holidays? holidays = null)
    {
        (Zone, Holidays) = (zone, holidays ?? Holidays.None);
        if (zone.GetAdjustmentRules().Length == 0) _offset = zone.BaseUtcOffset;
    }

    /// <summary>China Standard Time, UTC+08:00 all year.</summary>
    public static CityCalendar China { get; } = new(TimeZoneInfo.CreateCustomTimeZone("+08:00", TimeSpan.FromHours(8), "+08:00", "+08:00"), Holidays.China);

    public static CityCalendar Utc { get; } = new(TimeZoneInfo.Utc);

    public TimeZoneInfo Zone { get; }

    public Holidays Holidays { get; }

    /// <summary>By which people use water where a network lies: China Standard Time in China; elsewhere the clock of the source's own series, which count as UTC.</summary>
    public static CityCalendar Of(Network network) =>
        network.Nodes.Count > 0 && network.Nodes[0].Position is { Longitude: > 73 and < 135.1, Latitude: > 18 and < 53.6 } ? China : Utc;

    public TimeSpan OffsetAt(Instant at) => _offset ?? Zone.GetUtcOffset(at.ToDateTimeOffset());

    public DateTimeOffset LocalTime(Instant at) => at.ToDateTimeOffset().ToOffset(OffsetAt(at));

    /// <summary>The instant of a local time. One that the clocks leap over counts as before the leap, one that comes twice as the later.</summary>
    public Instant InstantOf(DateTime local) => Instant.From(new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), _offset ?? Zone.GetUtcOffset(local)));

    public DateOnly DayOf(Instant at) => DateOnly.FromDayNumber(Epoch + (int)Math.Floor((at + OffsetAt(at)).UnixMilliseconds / (double)DayMilliseconds));

    /// <summary>Whether people work on the local day.</summary>
    public bool IsWorkday(Instant at) => Holidays.IsWorkday(DayOf(at));

    /// <summary>Hours since local midnight by the clock, 0 ≤ hour &lt; 24.</summary>
    public double HourOf(Instant at)
    {
        var hours = (at + OffsetAt(at)).UnixMilliseconds / 3_600_000.0;
        return hours - Math.Floor(hours / 24) * 24;
    }

    /// <summary>The first instant of a day; where clocks leap over midnight, the first that exists.</summary>
    public Instant StartOf(DateOnly day)
    {
        if (_offset is { } offset) return new Instant((day.DayNumber - Epoch) * DayMilliseconds) - offset;
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (Zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        return InstantOf(local);
    }

    /// <summary><c>2026-06-01</c>.</summary>
    public static string Name(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static bool TryRead(ReadOnlySpan<char> name, out DateOnly day) => DateOnly.TryParseExact(name, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is > 1900 and < 3000;

    public Instant StartOfMonth(Instant at) => StartOf(new DateOnly(DayOf(at).Year, DayOf(at).Month, 1));
}
