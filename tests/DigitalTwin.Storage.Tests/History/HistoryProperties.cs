using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Tests.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DigitalTwin.Storage.Tests.History;

/// <summary>Whatever is appended, in whatever order, across closed partitions, merges and restarts, the history answers like a plain list.</summary>
/// <param name="runs">How many histories of few partitions are tried; of many, a sixth of that.</param>
public abstract class HistoryProperties(Func<Place> newPlace, int runs)
{
    private const int LastTime = 40;
    private static readonly double[] Values = [0, 0.1, 0.25, 1.5, -2.75, 1e9, 1.0 / 3, double.NaN, -0.0];

    [Fact]
    public void The_history_answers_like_a_plain_list() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(runs).WithEndSize(60),
        Prop.ForAll(Arb.From(Gen.ListOf(Steps)), steps => Run([.. steps], new HistoryOptions { PartitionReadings = 20, GroupReadings = 16 })));

    [Fact]
    public void A_history_of_many_merged_segments_answers_like_a_plain_list() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Math.Max(1, runs / 6)).WithStartSize(150).WithEndSize(200),
        Prop.ForAll(Arb.From(Gen.ListOf(Steps)), steps => Run([.. steps], new HistoryOptions { PartitionReadings = 2, GroupReadings = 1 })));

    [Fact]
    public void A_moment_from_a_checkpoint_and_the_journal_is_that_of_a_plain_list() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(runs).WithStartSize(20).WithEndSize(120),
        Prop.ForAll(Arb.From(Gen.ListOf(Steps)), steps => Run([.. steps], new HistoryOptions { PartitionReadings = 9, GroupReadings = 8, FewSeries = 0 })));

    [Fact]
    public void A_moment_before_what_is_kept_for_quickness_is_found_the_slow_way() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Math.Max(1, runs / 3)).WithStartSize(60).WithEndSize(120),
        Prop.ForAll(Arb.From(Gen.ListOf(Steps)), steps => Run([.. steps], new HistoryOptions { PartitionReadings = 9, GroupReadings = 8, FewSeries = 0, QuickPast = TimeSpan.FromMilliseconds(8) })));

    private static Gen<Reading> Readings =>
        from asset in Gen.Choose(1, 3)
        from quantity in Gen.Elements(Quantity.Level, Quantity.Cod)
        from at in Gen.Frequency((1, Gen.Choose(1, LastTime)), (1, Gen.Choose(1, 4)))
        from value in Gen.Elements(Values)
        from quality in Gen.Elements(Quality.Good, Quality.Suspect)
        from provenance in Gen.Elements(Provenance.Measured, Provenance.Estimated)
        select new Reading(new AssetKey(asset * 1000), quantity, new Instant(at), value, quality, provenance);

    private static Gen<Step> Steps => Gen.Frequency(
        (12, from readings in Gen.NonEmptyListOf(Readings) from knownAt in Gen.Choose(1, LastTime) select (Step)new Step.Append([.. readings.Take(12)], new Instant(knownAt))),
        (1, Gen.Constant((Step)new Step.Restart())),
        (4, from asset in Gen.Choose(1, 3)
            from quantity in Gen.Elements(Quantity.Level, Quantity.Cod)
            from @from in Gen.Choose(0, LastTime)
            from length in Gen.Choose(0, LastTime)
            from asOf in Gen.Choose(-LastTime, LastTime)
            from limit in Gen.Elements(0, 1, 3, int.MaxValue)
            select (Step)new Step.Read(new AssetKey(asset * 1000), quantity, new Instant(@from), new Instant(@from + length), asOf < 0 ? null : new Instant(asOf), limit)));

    /// <summary>As it is in a city: what is known never goes back. Half of the histories repeat and correct; in the other half a replay has led the clock about, and no value comes twice.</summary>
    private static IEnumerable<Step> Likely(Step[] steps)
    {
        var (newest, next, goesBack) = (new Instant(1), 0, steps.Length % 2 == 1);
        foreach (var step in steps)
        {
            if (step is not Step.Append append)
            {
                yield return step;
                continue;
            }
            if (append.KnownAt > newest) newest = append.KnownAt;
            yield return goesBack ? append with { Readings = [.. append.Readings.Select(r => r with { Value = next++ })] } : append with { KnownAt = newest };
        }
    }

    private void Run(Step[] steps, HistoryOptions options)
    {
        using var place = newPlace();
        var model = new HistoryModel();
        var history = place.OpenHistory(options);
        try
        {
            foreach (var step in Likely(steps))
                switch (step)
                {
                    case Step.Append append:
                        history.Append(append.Readings, append.KnownAt).GetAwaiter().GetResult();
                        model.Append(append.Readings, append.KnownAt);
                        break;
                    case Step.Restart:
                        history.Dispose();
                        history = place.OpenHistory(options);
                        break;
                    case Step.Read read:
                        Assert.Equal(model.Read(read.Asset, read.Quantity, read.From, read.To, read.AsOf, read.Limit),
                            history.Read(read.Asset, read.Quantity, read.From, read.To, read.AsOf, read.Limit).GetAwaiter().GetResult());
                        break;
                }
            AssertSame(model, history, mayForget: options.QuickPast < TimeSpan.FromSeconds(1));
            history.Dispose();
            history = place.OpenHistory(options);
            AssertSame(model, history, mayForget: options.QuickPast < TimeSpan.FromSeconds(1));
        }
        finally
        {
            history.Dispose();
        }
    }

    private static void AssertSame(HistoryModel model, SegmentedHistory history, bool mayForget)
    {
        Assert.InRange(history.Count, model.Facts, model.Count);
        Assert.Equal(model.NewestKnownAt, history.NewestKnownAt);
        Assert.Equal(Ordered(model.LatestOfAll()), Ordered(history.LatestOfAll()));
        for (var at = 0; at <= LastTime; at += 9)
            for (var asOf = 0; asOf <= LastTime; asOf += 9)
                Assert.Equal(Ordered(model.LatestAsOf(new Instant(at), new Instant(asOf))), Ordered(history.LatestAsOf(new Instant(at), new Instant(asOf)).GetAwaiter().GetResult()));
        for (var asset = 1000; asset <= 3000; asset += 1000)
            foreach (var quantity in new[] { Quantity.Level, Quantity.Cod })
                for (var asOf = 0; asOf <= LastTime; asOf += 13)
                    Assert.Equal(model.Read(new AssetKey(asset), quantity, new Instant(0), new Instant(LastTime + 1), new Instant(asOf), int.MaxValue),
                        history.Read(new AssetKey(asset), quantity, new Instant(0), new Instant(LastTime + 1), new Instant(asOf), int.MaxValue).GetAwaiter().GetResult());
        foreach (var after in new[] { 0, LastTime / 3, LastTime / 2, LastTime - 4 })
            if (history.ReadKnown(new Instant(after), new Instant(after + LastTime / 4)).GetAwaiter().GetResult() is { } known)
                Assert.Equal(model.ReadKnown(new Instant(after), new Instant(after + LastTime / 4)), known);
            else Assert.True(mayForget, $"What became known after {after} was not found in the order known.");
        foreach (var after in new[] { 0, LastTime / 3, LastTime / 2 })
            Assert.Equal(model.ReadVersions(new AssetKey(1000), Quantity.Level, new Instant(after / 2), new Instant(LastTime), new Instant(after), new Instant(after + LastTime / 4)),
                history.ReadVersions(new AssetKey(1000), Quantity.Level, new Instant(after / 2), new Instant(LastTime), new Instant(after), new Instant(after + LastTime / 4)).GetAwaiter().GetResult());
    }

    private static IEnumerable<KnownReading> Ordered(IEnumerable<KnownReading> readings) => readings.OrderBy(r => r.Reading.Asset.Value).ThenBy(r => r.Reading.Quantity.Code);

    private abstract record Step
    {
        private Step() { }
        public sealed record Append(Reading[] Readings, Instant KnownAt) : Step
        {
            public override string ToString() => $"Append known {KnownAt.UnixMilliseconds}: {string.Join("; ", Readings)}";
        }

        public sealed record Restart : Step;
        public sealed record Read(AssetKey Asset, Quantity Quantity, Instant From, Instant To, Instant? AsOf, int Limit) : Step;
    }
}

public sealed class SqliteHistoryProperties() : HistoryProperties(Place.Sqlite, runs: 60);

public sealed class PostgresHistoryProperties() : HistoryProperties(Place.Postgres, runs: 12);
