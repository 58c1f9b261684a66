using System.Globalization;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Files.Profiles;

namespace DigitalTwin.Ingest.Files.Cells;

/// <summary>Reads the times of a file as its profile says.</summary>
internal sealed class TimeFormat
{
    /// <summary>Tried in this order where a format is guessed; of two that fit, the first is taken.</summary>
    public static readonly string[] Common =
    [
        "iso", "yyyy/M/d H:mm:ss|yyyy/M/d H:mm|yyyy/M/d", "yyyy年M月d日 H:mm:ss|yyyy年M月d日 H:mm|yyyy年M月d日|yyyy年M月d日 H时m分|yyyy年M月d日H时", "d.M.yyyy H:mm:ss|d.M.yyyy H:mm|d.M.yyyy",
        "M/d/yyyy H:mm:ss|M/d/yyyy H:mm|M/d/yyyy|M/d/yyyy h:mm:ss tt|M/d/yyyy h:mm tt", "d/M/yyyy H:mm:ss|d/M/yyyy H:mm|d/M/yyyy", "yyyyMMddHHmmss|yyyyMMddHHmm", "yyyyMMdd", "yyyy.M.d H:mm:ss|yyyy.M.d H:mm|yyyy.M.d",
        "d-M-yyyy H:mm:ss|d-M-yyyy H:mm|d-M-yyyy", "d-MMM-yyyy H:mm:ss|d-MMM-yyyy H:mm|d-MMM-yyyy|d-MMM-yy H:mm:ss|d-MMM-yy",
    ];

    private const string Iso = "yyyy-M-d H:mm:ss|yyyy-M-d H:mm|yyyy-M-d|yyyy-M-dTH:mm:ss|yyyy-M-dTH:mm|yyyy-M-d H:mm:ss.FFFFFFF|yyyy-M-dTH:mm:ss.FFFFFFF|yyyyMMddTHHmmss";
    private static readonly DateTime ExcelEpoch = new(1899, 12, 30);
    private static readonly DateTime UnixEpoch = new(1970, 1, 1);

    private readonly string[] _patterns;
    private readonly string _format;
    private readonly TimeZoneInfo _zone;

    private TimeFormat(string format, TimeZoneInfo zone) =>
        (_format, _zone, _patterns) = (format, zone, (format == "iso" ? Iso : format).Split('|', StringSplitOptions.RemoveEmptyEntries));

    public static bool TryCreate(FileTime time, out TimeFormat? format, out ProfileFault? fault)
    {
        (format, fault) = (null, null);
        if (!TimeZones.TryFind(time.Zone, out var zone))
            fault = new ProfileFault("time.zone", $"time.zone is '{time.Zone}'; {TimeZones.Expected}.");
        else if (!IsFormat(time.Format))
            fault = new ProfileFault("time.format", $"time.format is '{time.Format}'; expected iso, unix, unixMilliseconds, excel, or patterns such as d.M.yyyy H:mm:ss|d.M.yyyy H:mm, with year, month and day.");
        else format = new TimeFormat(time.Format, zone);
        return format is not null;
    }

    /// <summary>False where the text is no time of this format, or a time that the zone skips in spring.</summary>
    public bool TryRead(ReadOnlySpan<char> text, out Instant at)
    {
        at = default;
        text = text.Trim();
        if (_format is "unix" or "unixMilliseconds" or "excel") return TryNumber(text, out at);
        var offset = TakeOffset(ref text);
        if (!TryLocal(text, out var local)) return false;
        if (offset is null && _zone.IsInvalidTime(local)) return false;
        return TryInstant(local, offset ?? _zone.GetUtcOffset(local), out at);
    }

    private bool TryNumber(ReadOnlySpan<char> text, out Instant at)
    {
        at = default;
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) || !(number < 1e15)) return false;
        if (_format != "excel") return TryInstant(_format == "unix" ? number * 1000 : number, out at);
        if (number is < 1 or > 2_900_000) return false;
        // A spreadsheet keeps days; a second is the finest that survives them.
        var local = ExcelEpoch.AddSeconds(Math.Round(number * 86_400));
        return !_zone.IsInvalidTime(local) && TryInstant(local, _zone.GetUtcOffset(local), out at);
    }

    private bool TryLocal(ReadOnlySpan<char> text, out DateTime local)
    {
        if (DateTime.TryParseExact(text, _patterns, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out local)) return true;
        // Midnight at a day's end, as reports of whole days write it.
        var at = text.IndexOf(" 24:00");
        if (at < 0 || text[at..].IndexOfAnyExcept(" 24:0") >= 0 || !DateTime.TryParseExact(string.Concat(text[..at], " 00", text[(at + 3)..]), _patterns, CultureInfo.InvariantCulture, DateTimeStyles.None, out local)) return false;
        local = local.AddDays(1);
        return true;
    }

    /// <summary>Cuts <c>Z</c> or an offset such as <c>+08:00</c> after a time of day off.</summary>
    private static TimeSpan? TakeOffset(ref ReadOnlySpan<char> text)
    {
        if (text.Length < 12 || text.IndexOf(':') < 0) return null;
        if (text[^1] is 'Z' or 'z')
        {
            text = text[..^1].TrimEnd();
            return TimeSpan.Zero;
        }
        foreach (var length in (ReadOnlySpan<int>)[6, 5, 3])
        {
            var tail = text[^length..];
            if (tail[0] is not ('+' or '-') || !char.IsAsciiDigit(text[^(length + 1)]) && text[^(length + 1)] != ' ') continue;
            if (!TimeSpan.TryParseExact(tail[1..], length switch { 6 => @"hh\:mm", 5 => "hhmm", _ => "hh" }, CultureInfo.InvariantCulture, out var offset) || offset.TotalHours > 14) continue;
            var sign = tail[0] == '-' ? -1 : 1;
            text = text[..^length].TrimEnd();
            return offset * sign;
        }
        return null;
    }

    private static bool TryInstant(DateTime local, TimeSpan offset, out Instant at) => TryInstant((local - offset - UnixEpoch).TotalMilliseconds, out at);

    private static bool TryInstant(double milliseconds, out Instant at)
    {
        at = new Instant((long)milliseconds);
        return milliseconds is > 0 and < 253_402_300_800_000; // 1970 to 9999.
    }

    private static bool IsFormat(string format)
    {
        if (format is "iso" or "unix" or "unixMilliseconds" or "excel") return true;
        if (format.Length is 0 or > 400) return false;
        try
        {
            return format.Split('|').All(p => p.Contains('y') && p.Contains('M') && p.Contains('d') && UnixEpoch.ToString(p, CultureInfo.InvariantCulture).Length > 0);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
