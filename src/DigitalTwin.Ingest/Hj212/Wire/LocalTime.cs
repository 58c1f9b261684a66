using System.Globalization;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Hj212.Wire;

/// <summary>Times as HJ 212 writes them: <c>yyyyMMddHHmmss</c>, or with milliseconds, in the local time of the devices.</summary>
public static class LocalTime
{
    private const int Seconds = 14;
    private const int Milliseconds = 17;

    public static bool TryParse(ReadOnlySpan<byte> text, CityCalendar calendar, out Instant instant)
    {
        instant = default;
        if (text.Length is not (Seconds or Milliseconds)) return false;
        if (!Digits(text[..4], out var year) || !Digits(text.Slice(4, 2), out var month) || !Digits(text.Slice(6, 2), out var day)
            || !Digits(text.Slice(8, 2), out var hour) || !Digits(text.Slice(10, 2), out var minute) || !Digits(text.Slice(12, 2), out var second)) return false;
        var millisecond = 0;
        if (text.Length == Milliseconds && !Digits(text[Seconds..], out millisecond)) return false;
        if (year is < 1990 or > 2200 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59) return false;
        instant = calendar.InstantOf(new DateTime(year, month, day, hour, minute, second, millisecond));
        return true;
    }

    public static string Write(Instant instant, CityCalendar calendar) => calendar.LocalTime(instant).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    /// <summary>As a QN.</summary>
    public static string WriteMilliseconds(Instant instant, CityCalendar calendar) => calendar.LocalTime(instant).ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);

    private static bool Digits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var b in text)
        {
            var digit = b - (uint)'0';
            if (digit > 9) return false;
            value = value * 10 + (int)digit;
        }
        return true;
    }
}
