using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Tests.DataQuality;

public sealed class MarkerTests
{
    private static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 5, 30, 1, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public async Task Restarts_resends_and_late_readings_leave_marks_and_counts_as_they_must_be(int seed)
    {
        await using var steady = new MarkedIntake();
        await using var restarted = new MarkedIntake();
        var random = new Random(seed);
        var sent = new List<Reading[]>();
        var now = Start;
        for (var batch = 0; batch < 150; batch++)
        {
            now += TimeSpan.FromMinutes(random.Next(1, 40));
            Reading[] readings = batch % 10 == 9 ? sent[random.Next(sent.Count)] : [.. Enumerable.Range(0, random.Next(1, 12)).Select(i => One(random, now - TimeSpan.FromMinutes(12 - i)))];
            sent.Add(readings);
            if (random.Next(4) == 0) restarted.Restart();
            Assert.Equal(await steady.Take(readings, now), await restarted.Take(readings, now));
        }
        for (var asset = 1; asset <= 3; asset++)
        {
            var key = new AssetKey(asset);
            var all = await steady.History.Read(key, Quantity.Level, default, now + TimeSpan.FromDays(1), null, 100_000);
            Assert.Equal(all.Select(k => k.Reading), (await restarted.History.Read(key, Quantity.Level, default, now + TimeSpan.FromDays(1), null, 100_000)).Select(k => k.Reading));
            foreach (var standing in steady.Marker.Standing(key).Concat(restarted.Marker.Standing(key)).Where(s => s.LocalDay is not null))
            {
                var today = all.Where(k => MarkedIntake.Calendar.DayOf(k.Reading.At) == standing.LocalDay && SeriesMemory.IsSensor(k.Reading.Provenance)).ToArray();
                var recount = DayCount.Of(today, MarkedIntake.Calendar.StartOf(standing.LocalDay!.Value), MarkedIntake.Interval, QualityRules.Default);
                Assert.Equal((recount.Valid, recount.Invalid, recount.Excluded), (standing.Day.Valid, standing.Day.Invalid, standing.Day.Excluded));
                Assert.Equal(today.Select(k => k.Reading.Quality.Reason()).Where(q => q != Quality.Good).CountBy(q => q).OrderBy(p => p.Key), standing.Marks.OrderBy(p => p.Key));
            }
        }
    }

    [Fact]
    public async Task A_batch_that_was_not_stored_is_not_measured_against()
    {
        await using var intake = new MarkedIntake();
        for (var i = 0; i < 30; i++) await intake.Take([Level(i, 0.5 + i % 3 * 0.01)], At(i));
        var lost = new Ingest.Json.ReadingBuffer(1);
        lost.Add(Level(30, 4));
        await intake.Marker.Mark(lost, At(30));
        intake.Marker.Forget(lost);
        Assert.Equal([Quality.Spike], await intake.Take([Level(31, 4)], At(31)));
    }

    [Fact]
    public async Task What_comes_late_is_remembered_before_the_next_reading_is_judged()
    {
        await using var intake = new MarkedIntake();
        await intake.Take([Level(0, 0.5)], At(0));
        await intake.Take([Level(100, 0.5)], At(100));
        await intake.Take(Enumerable.Range(1, 99).Select(i => Level(i, 0.5 + i % 3 * 0.01)), At(101));
        Assert.Equal([Quality.Spike], await intake.Take([Level(101, 4)], At(102)));
    }

    [Fact]
    public async Task A_day_that_is_over_is_told_with_its_asset()
    {
        await using var intake = new MarkedIntake();
        var told = new List<(int, DateOnly)>();
        intake.Marker.DayChanged += (asset, day) => told.Add((asset.Value, day));
        await intake.Take([Level(0, 1)], At(0));
        await intake.Take([Level(24 * 60, 1)], At(24 * 60));
        Assert.Equal([(1, new DateOnly(2026, 5, 30))], told);
        await intake.Take([Level(5, 1)], At(24 * 60 + 1));
        Assert.Equal([(1, new DateOnly(2026, 5, 30)), (1, new DateOnly(2026, 5, 30))], told);
    }

    private static Instant At(int minute) => Start + TimeSpan.FromMinutes(minute);

    private static Reading Level(int minute, double value) => new(new AssetKey(1), Quantity.Level, At(minute), value, Quality.Good, Provenance.Measured);

    private static Reading One(Random random, Instant at)
    {
        var chance = random.NextDouble();
        if (chance < 0.05) at -= TimeSpan.FromHours(30 * random.NextDouble());
        var value = chance is > 0.05 and < 0.1 ? 4 * random.NextDouble() : 0.5 + 0.01 * random.Next(3);
        var said = chance is > 0.1 and < 0.13 ? Quality.Calibration : chance is > 0.13 and < 0.15 ? Quality.Faulty : Quality.Good;
        return new Reading(new AssetKey(random.Next(1, 4)), Quantity.Level, at, chance is > 0.15 and < 0.16 ? 99 : value, said, chance is > 0.16 and < 0.18 ? Provenance.Laboratory : Provenance.Measured);
    }
}
