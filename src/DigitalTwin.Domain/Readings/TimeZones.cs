using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace DigitalTwin.Domain.Readings;

/// <summary>Time zones as people write them.</summary>
public static class TimeZones
{
    public const string Expected = "expected an offset such as +08:00 or a zone such as Asia/Shanghai";

    /// <summary>A fixed offset such as <c>+08:00</c>, or a zone by its IANA name.</summary>
    public static bool TryFind(string text, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        if (text.Length > 1 && text[0] is '+' or '-')
        {
            if (!TimeSpan.TryParseExact(text[1..], @"hh\:mm", CultureInfo.InvariantCulture, out var offset) || offset > TimeSpan.FromHours(14)) return false;
            zone = TimeZoneInfo.CreateCustomTimeZone(text, text[0] == '-' ? -offset : offset, text, text);
            return true;
        }
        // The system looks zones up as files, so nothing but a zone's letters may pass.
        return text.Length is > 0 and <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+') && TimeZoneInfo.TryFindSystemTimeZoneById(text, out zone);
    }
}
