using System.Globalization;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Indicators;

/// <summary>A local month or a local year. Written <c>2026-07</c> and <c>2026</c>.</summary>
/// <param name="Month">0 for the whole year.</param>
public readonly record struct LedgerPeriod(int Year, int Month) : IComparable<LedgerPeriod>
{
    public bool IsYear => Month == 0;

    public static LedgerPeriod MonthOf(DateOnly day) => new(day.Year, day.Month);

    /// <summary>Its months in order; itself where it is one.</summary>
    public IReadOnlyList<LedgerPeriod> Months => IsYear ? MonthsOf(Year) : [this];

    public DateOnly First => new(Year, IsYear ? 1 : Month, 1);

    /// <summary>The first day after it.</summary>
    public DateOnly End => IsYear ? new(Year + 1, 1, 1) : First.AddMonths(1);

    public int Days => End.DayNumber - First.DayNumber;

    public LedgerPeriod AddMonths(int months) => MonthOf(First.AddMonths(months));

    public Instant From(CityCalendar calendar) => calendar.StartOf(First);
    public Instant To(CityCalendar calendar) => calendar.StartOf(End);

    public static bool TryParse(string? text, out LedgerPeriod period)
    {
        period = default;
        if (text is not { Length: 4 or 7 } || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1950 or > 2200) return false;
        if (text.Length == 4)
        {
            period = new(year, 0);
            return true;
        }
        if (text[4] != '-' || !int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var month) || month is < 1 or > 12) return false;
        period = new(year, month);
        return true;
    }

    private static LedgerPeriod[] MonthsOf(int year) => [.. Enumerable.Range(1, 12).Select(m => new LedgerPeriod(year, m))];

    public int CompareTo(LedgerPeriod other) => (Year, Month).CompareTo((other.Year, other.Month));

    public override string ToString() => IsYear ? Year.ToString("D4", CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Month:D2}");
}
