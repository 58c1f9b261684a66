using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Tests.DataQuality;

public sealed class DayCountTests
{
    private static readonly Instant Midnight = new(1_780_272_000_000);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Effective_transmission_is_transmission_times_validity()
    {
        // 24 hours expected, 20 came, of those 15 valid: 20/24 × 15/20.
        var shares = DayShares.Of(Count([.. Enumerable.Range(0, 15).Select(h => (h, Quality.Good)), .. Enumerable.Range(15, 5).Select(h => (h, Quality.Faulty))]), 24);
        Assert.Equal((20 / 24.0, 15 / 20.0, 15 / 24.0), (shares.Transmission, shares.Validity, shares.Effective));
    }

    [Fact]
    public void Of_a_stopped_or_calibrating_span_nothing_is_expected()
    {
        var shares = DayShares.Of(Count([.. Enumerable.Range(0, 12).Select(h => (h, Quality.Stopped)), .. Enumerable.Range(12, 12).Select(h => (h, Quality.Good))]), 24);
        Assert.Equal((1.0, 1.0), (shares.Transmission, shares.Effective));
        Assert.True(double.IsNaN(DayShares.Of(Count([.. Enumerable.Range(0, 24).Select(h => (h, Quality.Calibration))]), 24).Effective));
    }

    [Fact]
    public void A_flood_in_one_span_counts_once_and_by_its_best()
    {
        var count = Count([(0, Quality.Faulty), (0, Quality.Good), (0, Quality.Spike), (0, Quality.Good)]);
        Assert.Equal((1, 0), (count.Valid, count.Invalid));
    }

    [Fact]
    public void A_silent_day_has_no_effective_transmission() => Assert.Equal(0, DayShares.Of(default, 24).Effective);

    [Fact]
    public void Counting_as_readings_come_equals_counting_the_day() => ForAll.Seeds(seed =>
    {
        var random = new Random(seed);
        var interval = TimeSpan.FromSeconds(random.Next(10, 7200));
        var marks = QualityRules.Default.Marks.Select(m => m.Code).ToArray();
        var readings = Enumerable.Range(0, random.Next(300)).Select(_ => random.Next(86_400)).Distinct().Order()
            .Select(s => new KnownReading(new Reading(new AssetKey(1), Quantity.Cod, Midnight + TimeSpan.FromSeconds(s), 1, marks[random.Next(marks.Length)], Provenance.Measured), Midnight)).ToArray();
        var count = DayCount.Of(readings, Midnight, interval, QualityRules.Default);
        // By hand: the best of each span.
        var best = readings.GroupBy(r => (long)((r.Reading.At - Midnight) / interval)).Select(g => g.Max(r => QualityRules.Default.ValidityOf(r.Reading.Quality))).ToArray();
        Assert.Equal((best.Count(v => v == Validity.Valid), best.Count(v => v == Validity.Invalid), best.Count(v => v == Validity.Excluded)), (count.Valid, count.Invalid, count.Excluded));
    });

    private static DayCount Count((int Hour, Quality Quality)[] readings) => DayCount.Of(
        readings.Select(r => new KnownReading(new Reading(new AssetKey(1), Quantity.Cod, Midnight + Hour * r.Hour, 1, r.Quality, Provenance.Measured), Midnight)), Midnight, Hour, QualityRules.Default);
}
