namespace DigitalTwin.Domain.Readings;

/// <summary>A point in time in milliseconds since 1970-01-01 UTC. <c>default</c> is that epoch and is never a real fact's time.</summary>
public readonly record struct Instant(long UnixMilliseconds) : IComparable<Instant>
{
    public static Instant From(DateTimeOffset time) => new(time.ToUnixTimeMilliseconds());
    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.FromUnixTimeMilliseconds(UnixMilliseconds);

    public int CompareTo(Instant other) => UnixMilliseconds.CompareTo(other.UnixMilliseconds);
    public static bool operator <(Instant a, Instant b) => a.UnixMilliseconds < b.UnixMilliseconds;
    public static bool operator >(Instant a, Instant b) => a.UnixMilliseconds > b.UnixMilliseconds;
    public static bool operator <=(Instant a, Instant b) => a.UnixMilliseconds <= b.UnixMilliseconds;
    public static bool operator >=(Instant a, Instant b) => a.UnixMilliseconds >= b.UnixMilliseconds;
    public static Instant operator +(Instant at, TimeSpan span) => new(at.UnixMilliseconds + (long)span.TotalMilliseconds);
    public static Instant operator -(Instant at, TimeSpan span) => new(at.UnixMilliseconds - (long)span.TotalMilliseconds);
    public static TimeSpan operator -(Instant a, Instant b) => TimeSpan.FromMilliseconds(a.UnixMilliseconds - b.UnixMilliseconds);

    /// <summary>Characters of <see cref="ToString"/>.</summary>
    public const int TextLength = 24;

    /// <summary>ISO 8601 in UTC, to the millisecond: <c>2026-07-01T08:00:00.000Z</c>.</summary>
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[TextLength];
        return System.Text.Encoding.ASCII.GetString(text[..Write(text)]);
    }

    /// <summary>Writes what <see cref="ToString"/> gives, as ASCII; returns its length. Answers hold thousands, and formatting by a pattern costs ten times as much.</summary>
    public int Write(Span<byte> to)
    {
        var time = ToDateTimeOffset().UtcDateTime;
        var (date, hours) = (DateOnly.FromDateTime(time), time.TimeOfDay);
        Digits(to[..4], date.Year);
        to[4] = (byte)'-';
        Digits(to[5..7], date.Month);
        to[7] = (byte)'-';
        Digits(to[8..10], date.Day);
        to[10] = (byte)'T';
        Digits(to[11..13], hours.Hours);
        to[13] = (byte)':';
        Digits(to[14..16], hours.Minutes);
        to[16] = (byte)':';
        Digits(to[17..19], hours.Seconds);
        to[19] = (byte)'.';
        Digits(to[20..23], hours.Milliseconds);
        to[23] = (byte)'Z';
        return TextLength;
    }

    private static void Digits(Span<byte> to, int number)
    {
        for (var i = to.Length - 1; i >= 0; i--, number /= 10) to[i] = (byte)('0' + number % 10);
    }
}
