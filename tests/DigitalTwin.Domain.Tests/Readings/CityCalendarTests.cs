using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Tests.Readings;

public class CityCalendarTests
{
    private static readonly CityCalendar Copenhagen = Zone("Europe/Copenhagen");
    private static readonly CityCalendar Shanghai = Zone("Asia/Shanghai");

    [Fact]
    public void A_day_in_China_begins_at_16_hours_UTC()
    {
        Assert.Equal("2025-05-31T16:00:00.000Z", CityCalendar.China.StartOf(new DateOnly(2025, 6, 1)).ToString());
        Assert.Equal(new DateOnly(2025, 5, 31), CityCalendar.China.DayOf(At("2025-05-31T15:59:59.999Z")));
        Assert.Equal(new DateOnly(2025, 6, 1), CityCalendar.China.DayOf(At("2025-05-31T16:00:00Z")));
        Assert.Equal(0.5, CityCalendar.China.HourOf(At("2025-05-31T16:30:00Z")));
    }

    [Fact]
    public void The_zone_and_the_offset_of_China_say_the_same() => ForAll.Seeds(seed =>
    {
        var at = new Instant(1_577_808_000_000 + new Random(seed).NextInt64(400_000_000_000));
        Assert.Equal(CityCalendar.China.DayOf(at), Shanghai.DayOf(at));
        Assert.Equal(CityCalendar.China.HourOf(at), Shanghai.HourOf(at));
        Assert.Equal(CityCalendar.China.StartOfMonth(at), Shanghai.StartOfMonth(at));
        Assert.Equal(at, Shanghai.InstantOf(CityCalendar.China.LocalTime(at).DateTime));
    });

    [Fact]
    public void A_day_lasts_as_long_as_its_clocks_say()
    {
        Assert.Equal(23, Hours(Copenhagen, new DateOnly(2025, 3, 30)));
        Assert.Equal(25, Hours(Copenhagen, new DateOnly(2025, 10, 26)));
        Assert.Equal(24, Hours(Copenhagen, new DateOnly(2025, 6, 1)));
        Assert.Equal(24, Hours(CityCalendar.China, new DateOnly(2025, 3, 30)));
    }

    [Theory]
    [InlineData("2026-06-01", true), InlineData("2026-6-1", false), InlineData("2026-02-30", false), InlineData("0001-01-01", false), InlineData("today", false)]
    public void A_day_is_read_as_it_is_written(string name, bool isDay)
    {
        Assert.Equal(isDay, CityCalendar.TryRead(name, out var day));
        if (isDay) Assert.Equal(name, CityCalendar.Name(day));
    }

    private static double Hours(CityCalendar calendar, DateOnly day) => (calendar.StartOf(day.AddDays(1)) - calendar.StartOf(day)).TotalHours;

    private static CityCalendar Zone(string name) => TimeZones.TryFind(name, out var zone) ? new CityCalendar(zone) : throw new InvalidOperationException($"This machine has no zone {name}.");

    private static Instant At(string text) => Instant.From(DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
}
