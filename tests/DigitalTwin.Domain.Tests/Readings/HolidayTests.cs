using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Rules;
using DigitalTwin.Domain.Rules.Evaluation;

namespace DigitalTwin.Domain.Tests.Readings;

public class HolidayTests
{
    [Theory]
    [InlineData("2026-02-13", true)]  // Friday before the Spring Festival
    [InlineData("2026-02-14", true)]  // Saturday, worked for the holiday
    [InlineData("2026-02-15", false)]
    [InlineData("2026-02-23", false)] // Monday, last day of it
    [InlineData("2026-02-24", true)]
    [InlineData("2026-03-07", false)] // a plain Saturday
    [InlineData("2026-10-10", true)]  // Saturday, worked for the National Day
    [InlineData("2019-05-01", true)]  // no data of the year: a Wednesday like any other
    public void A_day_is_worked_or_not(string day, bool worked)
    {
        Assert.True(CityCalendar.TryRead(day, out var date));
        Assert.Equal(worked, Holidays.China.IsWorkday(date));
    }

    [Fact]
    public void Every_year_of_the_data_makes_up_for_what_it_takes_and_says_that_nobody_compared_it()
    {
        Assert.False(Holidays.China.IsVerified);
        for (var year = 2023; year <= 2026; year++)
        {
            Assert.True(Holidays.China.Knows(year));
            var days = Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Select(new DateOnly(year, 1, 1).AddDays).ToArray();
            Assert.InRange(days.Count(Holidays.China.IsWorkday), 247, 252);
            // Only weekend days are worked instead of another.
            Assert.All(days.Where(Holidays.China.IsWorkday).Where(d => !Holidays.None.IsWorkday(d)), d => Assert.Contains(d.DayOfWeek, new[] { DayOfWeek.Saturday, DayOfWeek.Sunday }));
        }
    }

    [Fact]
    public void The_citys_own_file_takes_the_place_of_whole_years()
    {
        var own = Holidays.China.With(Holidays.Parse("""{"source":"own","verified":true,"years":{"2026":{"off":["03-02/03-03"],"work":["03-07"]}}}"""));
        Assert.False(own.IsWorkday(new DateOnly(2026, 3, 3)));
        Assert.True(own.IsWorkday(new DateOnly(2026, 3, 7)));
        Assert.True(own.IsWorkday(new DateOnly(2026, 10, 1))); // The file has the year, and nothing of October.
        Assert.False(own.IsWorkday(new DateOnly(2025, 10, 1)));
        Assert.True(own.IsVerified);
    }

    [Theory]
    [InlineData("""{"years":{"2026":{"off":["13-01"]}}}""", "13-01")]
    [InlineData("""{"years":{"2026":{"off":["05-05/05-01"]}}}""", "05-05/05-01")]
    [InlineData("""{"years":{"26":{"off":[]}}}""", "'26'")]
    [InlineData("""{"years":{"2026":{"off":["05-01"],"work":["05-01"]}}}""", "2026-05-01")]
    [InlineData("""{"days":[]}""", "years")]
    [InlineData("no", "JSON")]
    public void What_is_no_list_of_days_is_refused_by_name(string json, string named) =>
        Assert.Contains(named, Assert.Throws<FormatException>(() => Holidays.Parse(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_rule_asks_for_workdays_by_the_citys_own_midnight()
    {
        var subject = new RuleSubject(new AssetProfile(new AssetKey(1), AssetKind.PumpStation, IntervalSeconds: 60), LocalRules.Default);
        var condition = RuleCondition.Parse("workday and level >= 0 m", out var fault)!;
        Assert.Null(fault);
        Truth At(string time)
        {
            var state = new ConditionState(condition, subject, [[subject]]);
            state.Observe(0, 0, new Reading(subject.Asset, condition.Inputs[0].Quantity, Instant.From(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture)), 1, Quality.Good, Provenance.Measured));
            return state.Truth;
        }
        Assert.Equal(Truth.True, At("2026-02-14T23:59:00+08:00"));
        Assert.Equal(Truth.False, At("2026-02-15T00:00:00+08:00"));
        Assert.Equal(Truth.False, At("2026-02-23T12:00:00+08:00"));
    }
}
