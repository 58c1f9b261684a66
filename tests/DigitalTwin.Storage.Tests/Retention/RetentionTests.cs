using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Retention;
using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Tests.Testing;

namespace DigitalTwin.Storage.Tests.Retention;

/// <summary>What is due goes, in whole parts of the history; its sums by hours, what others are to keep, and what is held stay as they were.</summary>
public abstract class RetentionTests(Place place) : IDisposable
{
    /// <summary>A partition closes after 184 to 199 readings, so eight of them hold 13.3 h at most and sixty-four 106 h, however packing and merging keep up.</summary>
    private static readonly HistoryOptions Options = new() { PartitionReadings = 184, GroupReadings = 16 };
    private static readonly AssetKey Pipe = new(1), Plant = new(2);
    private static readonly Instant Start = new(1_700_000_000_000 / 3_600_000 * 3_600_000);
    private static readonly RetentionClass Raw = Class("raw", days: 2, hoursDays: null);
    private static readonly RetentionClass Compliance = Class("compliance", days: 1000, hoursDays: null);
    private static readonly RetentionClass Brief = Class("raw", days: 2, hoursDays: 4);

    private SegmentedHistory _history = place.OpenHistory(Options);
    private Hold[] _holds = [];

    public void Dispose()
    {
        _history.Dispose();
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Old_readings_leave_their_sums_by_hours_and_young_ones_stay()
    {
        await Fill(hours: 72);
        var before = await Hours(Pipe, 0, 72);
        var (readings, plant) = (await Readings(Pipe, 0, 72), await Readings(Plant, 0, 72));
        var drops = await Apply(Raw, atHour: 72);

        Assert.InRange(drops.Sum(d => d.Readings), 8 * 60, 24 * 60); // Of a day, the parts that lie in it as a whole, but for hours that two parts share.
        Assert.All(drops, d => Assert.True(d.Hours && d.Class == "raw" && d.KnownUntil < At(24)));
        foreach (var _ in AndAfterRestart())
        {
            Assert.Equal(plant, await Readings(Plant, 0, 72)); // Of a class that keeps for longer.
            Assert.Equal(readings.Where(r => r.Reading.At >= At(24)), await Readings(Pipe, 24, 72));
            Assert.Equal(readings.Count - drops.Sum(d => d.Readings), (await Readings(Pipe, 0, 72)).Count);
            Assert.Equal(before, await Hours(Pipe, 0, 72));
            Assert.Equal(drops, _history.Drops);
            Assert.Equal(readings.Count + plant.Count - drops.Sum(d => d.Readings), _history.Count);
        }
        Assert.Empty(await Apply(Raw, atHour: 72)); // Nothing twice.
    }

    [Fact]
    public async Task Sums_by_hours_go_when_they_are_due_and_nothing_is_left_then()
    {
        await Fill(hours: 260);
        await Apply(Brief, atHour: 260); // Sums of before hour 164 are due, in whole parts.
        Assert.Empty(await Hours(Pipe, 0, 50));
        Assert.NotEmpty(await Hours(Pipe, 165, 210));
        Assert.Empty(await Readings(Pipe, 0, 50));
        Assert.Equal(260 * 60, (await Readings(Plant, 0, 260)).Count);
        await Fill(hours: 2, from: 260); // And it goes on.
        _history.Dispose();
        _history = place.OpenHistory(Options);
        Assert.Equal(262 * 60, (await Readings(Plant, 0, 262)).Count);
    }

    [Fact]
    public async Task What_is_held_stays_until_the_hold_ends()
    {
        await Fill(hours: 72);
        var all = await Readings(Pipe, 0, 72);
        _holds = [new Hold("incident", Pipe, null, At(5), At(6), "spill at the works")];
        var drops = await Apply(Raw, atHour: 72);
        Assert.Equal(all.Where(r => r.Reading.At >= At(5) && r.Reading.At < At(6)), await Readings(Pipe, 5, 6));
        Assert.Equal(60, drops.Sum(d => d.Held));
        Assert.Empty(await Readings(Pipe, 8, 9));

        _holds = [];
        await Apply(Raw, atHour: 72);
        Assert.Empty(await Readings(Pipe, 5, 6));
        Assert.Equal(60, Assert.Single(await Hours(Pipe, 5, 6)).Count);
    }

    [Fact]
    public async Task A_hold_that_is_placed_while_readings_are_being_dropped_is_kept()
    {
        await Fill(hours: 72);
        var all = await Readings(Pipe, 0, 72);
        // The first look at the holds sees none; every later one sees this.
        var looks = 0;
        Hold[] none = [], placed = [new Hold("late", null, null, At(0), At(72), "")];
        await _history.Apply(new RetentionPlan([Raw, Compliance], ClassOf(Raw), () => Interlocked.Increment(ref looks) == 1 ? none : placed, At(72)));
        Assert.Equal(all, await Readings(Pipe, 0, 72));
    }

    [Fact]
    public async Task Late_readings_and_corrections_count_in_the_sums_before_and_after()
    {
        await Fill(hours: 20);
        await _history.Append(Enumerable.Range(0, 30).Select(i => Reading(Pipe, At(3) + TimeSpan.FromMinutes(i), 99)).ToArray(), At(20)); // Corrects half an hour.
        await _history.Append(Enumerable.Range(0, 30).Select(i => Reading(Pipe, At(7) + TimeSpan.FromMinutes(i) + TimeSpan.FromSeconds(1), -5)).ToArray(), At(20)); // Comes late.
        await Fill(hours: 52, from: 20);
        var before = await Hours(Pipe, 0, 72);
        await Apply(Raw, atHour: 72);
        Assert.Equal(before, await Hours(Pipe, 0, 72));
        Assert.NotEmpty(await Readings(Pipe, 3, 4)); // Its sum could not stay true without them.
        Assert.Empty(await Readings(Pipe, 9, 10));

        await _history.Append(new[] { Reading(Pipe, At(9.5), 1000) }, At(74)); // Later still: it is added to what is left.
        var hour = Assert.Single(await Hours(Pipe, 9, 10));
        Assert.Equal((61, 1000.0), (hour.Count, hour.Max));
    }

    [Fact]
    public async Task The_newest_reading_of_a_series_that_fell_silent_is_kept()
    {
        await _history.Append(new[] { Reading(new AssetKey(9), At(0.5), 42) }, At(0.5));
        await Fill(hours: 72);
        await Apply(Raw, atHour: 72);
        foreach (var _ in AndAfterRestart()) Assert.Equal(42, Assert.Single(_history.Latest(new AssetKey(9))).Reading.Value);
    }

    [Fact]
    public async Task A_past_moment_is_not_told_from_a_journal_that_keeps_longer_than_its_class()
    {
        await Fill(hours: 72);
        Assert.Equal(2, (await _history.LatestAsOf(At(10), At(10))).Count);
        await Apply(Raw, atHour: 72);
        // Hours that two parts share keep their readings, so not every moment of the first day lost its own.
        var kept = await Readings(Pipe, 0, 24);
        var moment = Enumerable.Range(1, 20 * 60).Select(minute => Start + TimeSpan.FromMinutes(minute)).First(at => kept.All(r => r.Reading.At != at));
        var latest = await _history.LatestAsOf(moment, moment);
        Assert.Equal(kept.Where(r => r.Reading.At <= moment).TakeLast(1), latest.Where(r => r.Reading.Asset == Pipe));
        Assert.Single(latest, r => r.Reading.Asset == Plant);
        Assert.Equal(2, (await _history.LatestAsOf(At(50), At(50))).Count);
    }

    private Task<IReadOnlyList<Drop>> Apply(RetentionClass raw, double atHour)
    {
        var holds = _holds;
        return _history.Apply(new RetentionPlan([raw, Compliance], ClassOf(raw), () => holds, At(atHour)));
    }

    private static Func<AssetKey, Quantity, RetentionClass?> ClassOf(RetentionClass raw) => (asset, _) => asset == Plant ? Compliance : raw;

    /// <summary>A reading a minute of two assets, known at once.</summary>
    private async Task Fill(int hours, int from = 0)
    {
        for (var hour = from; hour < from + hours; hour++)
            await Task.WhenAll(Enumerable.Range(hour * 60, 60).Select(minute =>
            {
                var at = Start + TimeSpan.FromMinutes(minute);
                return _history.Append(new[] { Reading(Pipe, at, minute * 7 % 31 / 10.0), Reading(Plant, at, minute % 60) }, at);
            }));
        // Packed and checkpointed, so that all but the newest partition is there to be dropped.
        for (var waited = 0; _history.Unpacked > 1 && waited < 600; waited++) await Task.Delay(50);
    }

    private IEnumerable<int> AndAfterRestart()
    {
        yield return 0;
        _history.Dispose();
        _history = place.OpenHistory(Options);
        yield return 1;
    }

    private Task<IReadOnlyList<KnownReading>> Readings(AssetKey asset, double from, double to) => _history.Read(asset, Quantity.Level, At(from), At(to), null, int.MaxValue);

    private Task<IReadOnlyList<ReadingSummary>> Hours(AssetKey asset, double from, double to) =>
        _history.Summarise(asset, Quantity.Level, At(from), At(to), TimeSpan.FromHours(1), Between.Step, null, int.MaxValue);

    private static Instant At(double hour) => Start + TimeSpan.FromHours(hour);

    private static Reading Reading(AssetKey asset, Instant at, double value) => new(asset, Quantity.Level, at, value, Quality.Good, Provenance.Measured);

    private static RetentionClass Class(string name, double days, double? hoursDays) =>
        new(name, name, name, TimeSpan.FromDays(days), hoursDays is { } h ? TimeSpan.FromDays(h) : null, null, null, false) { Quantities = new HashSet<Quantity>(), Kinds = new HashSet<AssetKind>() };
}

public sealed class SqliteRetentionTests() : RetentionTests(Place.Sqlite());

public sealed class PostgresRetentionTests() : RetentionTests(Place.Postgres());
