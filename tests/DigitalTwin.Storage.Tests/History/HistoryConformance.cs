using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Storage.Tests.History;

/// <summary>What every history keeps to. A provider's tests derive from this.</summary>
public abstract class HistoryConformance : IDisposable
{
    protected abstract IHistory History { get; }

    /// <summary>The same history after the process has ended and begun anew.</summary>
    protected abstract IHistory Reopen();

    public abstract void Dispose();

    [Fact]
    public async Task A_reading_comes_back_as_it_was()
    {
        var reading = new Reading(new AssetKey(7), Quantity.Cod, new Instant(1_700_000_000_123), -0.1 / 3, Quality.Suspect, Provenance.Simulated);
        await History.Append(new[] { reading }, new Instant(1_700_000_000_500));
        foreach (var history in BeforeAndAfterRestart())
        {
            var expected = new KnownReading(reading, new Instant(1_700_000_000_500));
            Assert.Equal([expected], await history.Read(reading.Asset, reading.Quantity, new Instant(0), new Instant(long.MaxValue), null, 10));
            Assert.Equal([expected], history.Latest(reading.Asset));
            Assert.Equal([expected], history.LatestOfAll());
            Assert.Equal(new Instant(1_700_000_000_500), history.NewestKnownAt);
            Assert.Equal(1, history.Count);
        }
    }

    [Fact]
    public async Task An_empty_history_answers_with_nothing()
    {
        Assert.Empty(await All(History, 1));
        Assert.Empty(History.Latest(new AssetKey(1)));
        Assert.Empty(History.Latest(new AssetKey(int.MaxValue)));
        Assert.Empty(History.LatestOfAll());
        Assert.Equal(default, History.NewestKnownAt);
        Assert.Equal(0, History.Count);
        await History.Append(ReadOnlyMemory<Reading>.Empty, new Instant(5));
        Assert.Equal(default, History.NewestKnownAt);
    }

    [Fact]
    public async Task The_start_of_the_time_asked_for_is_included_the_end_is_not_and_the_limit_keeps_the_oldest()
    {
        await Append(9, Level(1, 30, 3), Level(1, 10, 1), Level(1, 20, 2), Level(1, 40, 4));
        Assert.Equal([2, 3], Values(await Read(History, 1, 20, 40)));
        Assert.Equal([1, 2], Values(await Read(History, 1, 0, 100, limit: 2)));
        Assert.Empty(await Read(History, 1, 0, 100, limit: 0));
        Assert.Empty(await Read(History, 1, 41, 100));
    }

    [Fact]
    public async Task Of_several_versions_of_one_time_the_newest_known_wins_and_the_older_is_seen_as_of_its_time()
    {
        await Append(100, Level(1, 10, 1.0), Level(1, 20, 2.0));
        await Append(300, Level(1, 10, 1.3));
        await Append(200, Level(1, 10, 1.2)); // Known earlier, stored later.

        Assert.Equal([1.3, 2.0], Values(await All(History, 1)));
        Assert.Equal([1.2, 2.0], Values(await Read(History, 1, 0, 100, asOf: 299)));
        Assert.Equal([1.0, 2.0], Values(await Read(History, 1, 0, 100, asOf: 199)));
        Assert.Empty(await Read(History, 1, 0, 100, asOf: 99));
        Assert.Equal(4, History.Count);
    }

    [Fact]
    public async Task Of_two_versions_known_at_the_same_time_the_one_appended_last_wins()
    {
        await Append(100, Level(1, 10, 1), Level(1, 10, 2));
        await Append(100, Level(1, 10, 3));
        foreach (var history in BeforeAndAfterRestart())
        {
            Assert.Equal([3], Values(await All(history, 1)));
            Assert.Equal([3], Values(history.Latest(new AssetKey(1))));
        }
    }

    [Fact]
    public async Task What_comes_twice_is_one_fact_known_since_the_first()
    {
        await Append(100, Level(1, 10, 1), Level(1, 20, 2));
        await Append(200, Level(1, 10, 1), Level(1, 20, 2));
        await Append(300, Level(1, 20, 2.5));
        await Append(400, Level(1, 20, 2)); // A correction taken back is news.
        await Append(500, Level(1, 20, 2));
        foreach (var history in BeforeAndAfterRestart())
        {
            Assert.Equal([(1, 100), (2, 400)], (await All(history, 1)).Select(Known));
            Assert.Equal((2, 400), Known(Assert.Single(history.Latest(new AssetKey(1)))));
            Assert.Equal([(1, 100), (2.5, 300)], (await Read(history, 1, 0, 100, asOf: 399)).Select(Known));
            Assert.Equal([(1, 100), (2, 100)], (await Read(history, 1, 0, 100, asOf: 299)).Select(Known));
            Assert.Equal((2, 100), Known(Assert.Single(await history.LatestAsOf(new Instant(100), new Instant(299)))));
        }

        static (double, int) Known(KnownReading r) => (r.Reading.Value, (int)r.KnownAt.UnixMilliseconds);
    }

    [Fact]
    public async Task Latest_holds_the_newest_of_each_quantity_whatever_the_order_of_arrival()
    {
        await Append(100, Level(1, 20, 2), Flow(1, 5, 9), Level(2, 7, 7));
        await Append(200, Level(1, 10, 1));
        await Append(300, Level(1, 20, 2.5));
        await Append(250, Level(1, 20, 2.2));

        foreach (var history in BeforeAndAfterRestart())
        {
            Assert.Equal([2.5, 9], Values(history.Latest(new AssetKey(1)).OrderBy(r => r.Reading.Quantity.Code)));
            Assert.Equal([2.5, 7, 9], Values(history.LatestOfAll()).Order());
            Assert.Equal(new Instant(300), history.NewestKnownAt);
        }
    }

    [Fact]
    public async Task The_city_at_a_moment_is_what_was_known_of_it_at_a_moment()
    {
        await Append(100, Level(1, 90, 1), Flow(1, 95, 9), Level(2, 80, 7));
        await Append(200, Level(1, 190, 2), Level(3, 195, 5));
        await Append(300, Level(1, 190, 2.5), Level(2, 85, 7.5)); // A correction, and one that was late.

        foreach (var history in BeforeAndAfterRestart())
        {
            Assert.Equal([1, 7, 9], await At(history, 100, 100));
            Assert.Equal([1, 7.5, 9], await At(history, 100, 300));
            Assert.Equal([2, 5, 7, 9], await At(history, 200, 200));
            Assert.Equal([2.5, 5, 7.5, 9], await At(history, 300, 300));
            Assert.Empty(await At(history, 300, 99));
            Assert.Empty(await At(history, 79, 300));
            Assert.Equal([2, 9], Values(await history.LatestAsOf(new AssetKey(1), new Instant(250), new Instant(250))).Order());
            Assert.Empty(await history.LatestAsOf(new AssetKey(4), new Instant(250), new Instant(250)));
        }

        static async Task<IEnumerable<double>> At(IHistory history, long at, long knownAt) => Values(await history.LatestAsOf(new Instant(at), new Instant(knownAt))).Order();
    }

    [Fact]
    public async Task Values_that_are_not_numbers_are_kept_bit_by_bit()
    {
        double[] odd = [double.NaN, double.NegativeInfinity, -0.0, double.Epsilon, double.MaxValue, BitConverter.UInt64BitsToDouble(0x7ff8_0000_dead_beef)];
        await Append(1, [.. odd.Select((v, i) => Level(1, i + 1, v))]);
        Assert.Equal(odd.Select(BitConverter.DoubleToUInt64Bits), Values(await All(Reopen(), 1)).Select(BitConverter.DoubleToUInt64Bits));
    }

    [Fact]
    public async Task Many_callers_at_once_lose_nothing_and_mix_nothing()
    {
        await Task.WhenAll(Enumerable.Range(1, 16).Select(asset => Task.Run(async () =>
        {
            for (var at = 1; at <= 25; at++) await Append(at, Level(asset, at, asset * 1000 + at), Flow(asset, at, -at));
        })));
        foreach (var history in BeforeAndAfterRestart())
        {
            Assert.Equal(16 * 25 * 2, history.Count);
            for (var asset = 1; asset <= 16; asset++)
                Assert.Equal(Enumerable.Range(1, 25).Select(at => asset * 1000.0 + at), Values(await All(history, asset)));
        }
    }

    [Fact]
    public async Task A_reading_without_an_asset_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Append(1, Level(0, 1, 1)));
        await Assert.ThrowsAsync<ArgumentException>(() => Append(1, Level(1, 1, 1), Level(-5, 1, 1)));
        Assert.Equal(0, History.Count);
    }

    [Fact]
    public async Task An_append_that_was_cancelled_before_it_began_keeps_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => History.Append(new[] { Level(1, 1, 1) }, new Instant(1), new CancellationToken(true)));
        Assert.Equal(0, History.Count);
    }

    private IEnumerable<IHistory> BeforeAndAfterRestart()
    {
        yield return History;
        yield return Reopen();
    }

    protected Task Append(long knownAt, params Reading[] readings) => History.Append(readings, new Instant(knownAt));

    protected static Reading Level(int asset, long at, double value) => new(new AssetKey(asset), Quantity.Level, new Instant(at), value, Quality.Good, Provenance.Measured);

    protected static Reading Flow(int asset, long at, double value) => new(new AssetKey(asset), Quantity.Flow, new Instant(at), value, Quality.Good, Provenance.Measured);

    protected static Task<IReadOnlyList<KnownReading>> Read(IHistory history, int asset, long from, long to, long? asOf = null, int limit = int.MaxValue) =>
        history.Read(new AssetKey(asset), Quantity.Level, new Instant(from), new Instant(to), asOf is { } t ? new Instant(t) : null, limit);

    protected static Task<IReadOnlyList<KnownReading>> All(IHistory history, int asset) => Read(history, asset, 0, long.MaxValue);

    protected static IEnumerable<double> Values(IEnumerable<KnownReading> readings) => readings.Select(r => r.Reading.Value);
}
