using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.DataQuality;

/// <summary>Days as the city counts them: by a fixed offset from UTC, as in China, so that every day has 24 hours.</summary>
public sealed record LocalDay(TimeSpan Offset)
{
    private const long Milliseconds = 86_400_000;

    public static readonly TimeSpan Length = TimeSpan.FromDays(1);

    /// <summary>Local days since 1970-01-01.</summary>
    public int Of(Instant at) => (int)Math.Floor((at + Offset).UnixMilliseconds / (double)Milliseconds);

    /// <summary>Midnight with which a day begins.</summary>
    public Instant Start(int day) => new Instant(day * Milliseconds) - Offset;

    /// <summary><c>2026-06-01</c>.</summary>
    public static string Name(int day) => DateOnly.FromDayNumber(DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber + day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public static bool TryRead(string? name, out int day)
    {
        var parsed = DateOnly.TryParseExact(name, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var date);
        day = parsed ? date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber : 0;
        return parsed;
    }
}
