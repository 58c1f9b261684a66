using System.Globalization;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Http;

/// <summary>Values as they stand in a query string.</summary>
internal static class QueryText
{
    /// <summary>ISO 8601 with an offset, or Unix milliseconds; false where it is neither. Absent is null.</summary>
    public static bool TryInstant(string? text, out Instant? instant)
    {
        instant = null;
        if (string.IsNullOrEmpty(text)) return true;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
        {
            instant = new Instant(milliseconds);
            return true;
        }
        // A plus that a client forgot to escape arrives as a space.
        if (!DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return false;
        instant = Instant.From(time);
        return true;
    }

    /// <summary><c>90</c>, <c>90s</c>, <c>5m</c>, <c>1h</c> or <c>1d</c>; false where it is none, or not positive.</summary>
    public static bool TrySpan(string text, out TimeSpan span)
    {
        span = default;
        if (text.Length == 0) return false;
        var (number, unit) = char.IsAsciiLetter(text[^1]) ? (text[..^1], text[^1]) : (text, 's');
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || !(value > 0 && value < 1e9)) return false;
        var seconds = unit switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => 0 };
        span = TimeSpan.FromSeconds(value * seconds);
        return seconds > 0 && span > TimeSpan.Zero;
    }

    /// <summary>Absent is <paramref name="otherwise"/>; null where it is no number from 1 to <paramref name="highest"/>.</summary>
    public static int? Limit(string? text, int otherwise, int highest) => string.IsNullOrEmpty(text) ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= highest ? limit : null;

    public static IResult BadInstant(string field, string? text) => Problems.BadField(field, $"{field} is '{text}'; expected ISO 8601 with an offset, or Unix milliseconds.");
    public static IResult BadLimit(string? text, int highest) => Problems.BadField("limit", $"limit is '{text}'; expected a whole number from 1 to {highest}.");
}
