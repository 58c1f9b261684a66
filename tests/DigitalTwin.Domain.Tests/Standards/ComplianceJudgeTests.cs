using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Standards;
using DigitalTwin.Domain.Standards.Compliance;

namespace DigitalTwin.Domain.Tests.Standards;

public class ComplianceJudgeTests
{
    private static readonly ComplianceJudge Judge = new(CityCalendar.China, ComplianceSettings.Default);
    private static readonly Instant Midnight = CityCalendar.China.StartOf(new DateOnly(2025, 6, 1));

    [Fact]
    public void A_city_day_begins_at_its_own_midnight() => Assert.Equal("2025-05-31T16:00:00.000Z", Midnight.ToString());

    [Fact]
    public void A_daily_mean_weighs_hours_alike_however_often_they_are_sampled()
    {
        // One hour at 80 sampled every minute, five at 40 sampled once: mean of hours (80 + 5 · 40) / 6, not of samples.
        var readings = Series(Quantity.Cod, Enumerable.Range(0, 60).Select(m => (m / 60.0, 80.0)).Concat(Enumerable.Range(1, 5).Select(h => (h + 0.5, 40.0))));
        var verdict = Verdict("GB18918-2002-1A", Quantity.Cod, readings, hour: 6);
        Assert.Equal(280.0 / 6, verdict.Value!.Value, 9);
        Assert.Equal(ComplianceState.AtRisk, verdict.State);
    }

    [Fact]
    public void Yesterday_does_not_count_into_today()
    {
        var readings = Series(Quantity.Cod, Enumerable.Range(-24, 24).Select(h => (h + 0.5, 500.0)).Concat(Enumerable.Range(0, 6).Select(h => (h + 0.5, 20.0))));
        Assert.Equal(ComplianceState.Met, Verdict("GB18918-2002-1A", Quantity.Cod, readings, hour: 6).State);
    }

    [Fact]
    public void One_high_sample_does_not_break_a_daily_mean_but_breaks_an_instantaneous_limit()
    {
        var readings = Series(Quantity.Cod, Enumerable.Range(0, 12).Select(h => (h + 0.5, h == 11 ? 700.0 : 20.0)));
        Assert.Equal(ComplianceState.Breached, Verdict("GBT31962-2015-B", Quantity.Cod, readings, hour: 12).State);
        var flat = Series(Quantity.Cod, Enumerable.Range(0, 12).Select(h => (h + 0.5, h == 11 ? 60.0 : 20.0)));
        Assert.NotEqual(ComplianceState.Breached, Verdict("GB18918-2002-1A", Quantity.Cod, flat, hour: 12).State);
    }

    [Fact]
    public void A_mean_over_too_few_hours_says_nothing()
    {
        var verdict = Verdict("GB18918-2002-1A", Quantity.Cod, Series(Quantity.Cod, [(0.5, 90), (1.5, 90)]), hour: 12);
        Assert.Equal(ComplianceState.Unknown, verdict.State);
        Assert.Equal(2 / 12.0, verdict.Coverage, 9);
    }

    [Fact]
    public void A_reading_that_cannot_be_trusted_counts_for_nothing()
    {
        var readings = Series(Quantity.Cod, Enumerable.Range(0, 6).Select(h => (h + 0.5, 20.0))).Append(Known(Quantity.Cod, 5.9, 5000, Quality.SourceFault)).ToArray();
        Assert.Equal(20, Verdict("GB18918-2002-1A", Quantity.Cod, readings, hour: 6).Value);
    }

    [Fact]
    public void Cold_water_moves_the_ammonia_limit_to_its_bracket()
    {
        var ammonia = Series(Quantity.AmmoniaNitrogen, Enumerable.Range(0, 6).Select(h => (h + 0.5, 6.5)));
        LimitVerdict At(double temperature) => Judge.Judge(LimitCatalogue.Default.Find("GB18918-2002-1A")!, q => q == Quantity.AmmoniaNitrogen ? ammonia
            : q == Quantity.Temperature ? Series(Quantity.Temperature, [(5.5, temperature)]) : [], Midnight + TimeSpan.FromHours(6)).Single(v => v.Limit.Quantity == Quantity.AmmoniaNitrogen);
        Assert.Equal((8, ComplianceState.AtRisk), (At(11).Limit.Maximum, At(11).State));
        Assert.Equal((5, ComplianceState.Breached), (At(13).Limit.Maximum, At(13).State));
    }

    [Fact]
    public void A_rising_line_tells_when_the_instantaneous_limit_will_break()
    {
        // 300 mg/L rising by 50 an hour reaches 500 four hours on.
        var readings = Series(Quantity.Cod, Enumerable.Range(0, 49).Select(i => (i / 12.0, 100 + (50 * i / 12.0))));
        var verdict = Verdict("GBT31962-2015-B", Quantity.Cod, readings, hour: 4);
        Assert.Equal(50, verdict.Trend!.Value.PerHour, 6);
        Assert.Equal(4, verdict.BreachIn!.Value.TotalHours, 6);
        Assert.Equal(ComplianceState.AtRisk, verdict.State);
    }

    [Fact]
    public void Noise_alone_makes_no_trend()
    {
        var random = new Random(7);
        var told = 0;
        for (var run = 0; run < 200; run++)
            if (Trend.Through(Series(Quantity.Cod, Enumerable.Range(0, 48).Select(i => (i / 12.0, 20 + random.NextDouble()))), Midnight + TimeSpan.FromHours(4), TimeSpan.FromHours(4)) is not null) told++;
        Assert.True(told < 30, $"{told} of 200 noisy flat lines were called a trend; two standard errors leave about 10.");
    }

    [Fact]
    public void The_mean_of_a_day_breaks_later_than_the_value_does()
    {
        var readings = Series(Quantity.Cod, Enumerable.Range(0, 12 * 12).Select(i => (i / 12.0, 30 + (2 * i / 12.0))));
        var verdict = Verdict("GB18918-2002-1A", Quantity.Cod, readings, hour: 12);
        // The value passes 50 at 10 h; the mean 30 + t passes 50 at 20 h.
        Assert.InRange(verdict.BreachIn!.Value.TotalHours, 7, 9);
    }

    [Fact]
    public void Water_that_fails_its_class_says_which_uses_it_still_serves()
    {
        var series = new Dictionary<Quantity, KnownReading[]>
        {
            [Quantity.Turbidity] = Series(Quantity.Turbidity, Enumerable.Range(0, 6).Select(h => (h + 0.5, 7.0))),
            [Quantity.Bod5] = Series(Quantity.Bod5, Enumerable.Range(0, 6).Select(h => (h + 0.5, 8.0))),
        };
        var met = Uses.StillMet(LimitCatalogue.Default, c => ClassVerdict.Of(c, Judge.Judge(c, q => series.GetValueOrDefault(q, []), Midnight + TimeSpan.FromHours(6)))).Select(u => u.Id).ToArray();
        Assert.DoesNotContain("toilet", met);
        Assert.Contains("streetSweeping", met);
        Assert.DoesNotContain("landscape", met);
        Assert.Contains("irrigation", met);
    }

    private static LimitVerdict Verdict(string limits, Quantity quantity, KnownReading[] readings, double hour) =>
        Judge.Judge(LimitCatalogue.Default.Find(limits)!, q => q == quantity ? readings : [], Midnight + TimeSpan.FromHours(hour)).Single(v => v.Limit.Quantity == quantity);

    private static KnownReading[] Series(Quantity quantity, IEnumerable<(double Hour, double Value)> values) => [.. values.Select(v => Known(quantity, v.Hour, v.Value, Quality.Good))];

    private static KnownReading Known(Quantity quantity, double hour, double value, Quality quality)
    {
        var at = Midnight + TimeSpan.FromHours(hour);
        return new KnownReading(new Reading(new AssetKey(1), quantity, at, value, quality, Provenance.Measured), at);
    }
}
