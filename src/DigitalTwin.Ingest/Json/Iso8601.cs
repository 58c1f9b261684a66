namespace DigitalTwin.Ingest.Json;

/// <summary>Reads <c>2026-11-22T06:40:00.250+08:00</c> from UTF-8: date, <c>T</c>, hours and minutes, optional seconds and fraction, and an offset, which is required.</summary>
internal static class Iso8601
{
    public const string Expected = "ISO 8601 with an offset, such as 2026-11-22T06:40:00+08:00 or 2026-11-21T22:40:00Z";

    private static readonly int[] DaysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

    /// <summary>Unix ms, the fraction cut after milliseconds; false where the text is anything else, or no such day or time exists.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long unixMilliseconds)
    {
        unixMilliseconds = 0;
        if (text.Length < 17 || text[4] != '-' || text[7] != '-' || (text[10] | 0x20) != 't' || text[13] != ':') return false;
        if (!Digits(text[..4], out var year) || !Digits(text.Slice(5, 2), out var month) || !Digits(text.Slice(8, 2), out var day)
            || !Digits(text.Slice(11, 2), out var hour) || !Digits(text.Slice(14, 2), out var minute)) return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DaysIn(year, month) || hour > 23 || minute > 59) return false;

        var rest = text[16..];
        int second = 0, millisecond = 0;
        if (rest[0] == ':')
        {
            if (rest.Length < 4 || !Digits(rest.Slice(1, 2), out second) || second > 59) return false;
            rest = rest[3..];
            if (rest[0] is (byte)'.' or (byte)',' && !TakeFraction(ref rest, out millisecond)) return false;
        }
        if (!TryOffset(rest, out var offsetMinutes)) return false;
        var seconds = ((DaysSince1970(year, month, day) * 24 + hour) * 60 + minute - offsetMinutes) * 60 + second;
        unixMilliseconds = seconds * 1000 + millisecond;
        return true;
    }

    private static bool TakeFraction(ref ReadOnlySpan<byte> rest, out int millisecond)
    {
        millisecond = 0;
        var i = 1;
        for (var scale = 100; i < rest.Length && rest[i] is >= (byte)'0' and <= (byte)'9'; i++, scale /= 10)
            millisecond += (rest[i] - '0') * scale;
        if (i == 1 || i == rest.Length) return false;
        rest = rest[i..];
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1) return (text[0] | 0x20) == 'z';
        if (text.Length is not (3 or 5 or 6) || text[0] is not ((byte)'+' or (byte)'-')) return false;
        if (text.Length == 6 && text[3] != ':') return false;
        int minute = 0;
        if (!Digits(text.Slice(1, 2), out var hour) || (text.Length > 3 && !Digits(text[^2..], out minute))) return false;
        if (hour > 18 || minute > 59) return false;
        minutes = (hour * 60 + minute) * (text[0] == '-' ? -1 : 1);
        return true;
    }

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

    private static int DaysIn(int year, int month) => DateTime.DaysInMonth(year, month);

    private static long DaysSince1970(int year, int month, int day)
    {
        var y = year - 1;
        var leapDay = month > 2 && DateTime.IsLeapYear(year) ? 1 : 0;
        return y * 365L + y / 4 - y / 100 + y / 400 + DaysBeforeMonth[month - 1] + leapDay + day - 1 - 719162;
    }
}
