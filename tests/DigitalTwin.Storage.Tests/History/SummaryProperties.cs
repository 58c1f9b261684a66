using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Tests.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DigitalTwin.Storage.Tests.History;

/// <summary>Whatever was summed up when it was packed, corrected or late, a summary says what the readings say.</summary>
public abstract class SummaryProperties(Func<Place> newPlace, int runs)
{
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;
    private const int Hours = 12;
    private static readonly AssetKey Asset = new(7);

    [Fact]
    public void Summaries_are_those_of_the_readings_themselves() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(runs),
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), seed => Run(new Random(seed))));

    private void Run(Random random)
    {
        using var place = newPlace();
        using var history = place.OpenHistory(new HistoryOptions { PartitionReadings = 60, GroupReadings = 40 });
        // Minute by minute, with readings that come late, are corrected, repeated, or no numbers.
        for (var known = 1; known <= 36; known++)
        {
            var start = known * 20;
            var batch = Enumerable.Range(start, 20).Select(minute => Reading(minute, random)).ToList();
            for (var i = random.Next(-8, 4); i > 0; i--) batch.Add(Reading(random.Next(20, start), random));
            history.Append(batch.ToArray(), new Instant(known)).GetAwaiter().GetResult();
        }
        foreach (var every in new[] { Hour, 3 * Hour, 25 * Minute })
            foreach (var between in new[] { Between.Linear, Between.Step })
            {
                var (from, to) = (random.Next(0, 5) * 10 * Minute, Hours * Hour - random.Next(0, 5) * 10 * Minute);
                Instant? asOf = random.Next(2) == 0 ? null : new Instant(random.Next(1, 40));
                var limit = random.Next(3) == 0 ? 2 : int.MaxValue;
                var readings = history.Read(Asset, Quantity.Level, new Instant(from), new Instant(to), asOf, int.MaxValue).GetAwaiter().GetResult();
                var expected = Plain([.. readings.Where(r => double.IsFinite(r.Reading.Value))], every, between).Take(limit).ToArray();
                var summaries = history.Summarise(Asset, Quantity.Level, new Instant(from), new Instant(to), TimeSpan.FromMilliseconds(every), between, asOf, limit).GetAwaiter().GetResult();
                Assert.Equal(expected.Select(Exact), summaries.Select(Exact));
                foreach (var (wanted, found) in expected.Zip(summaries))
                {
                    Assert.Equal(wanted.Mean, found.Mean, tolerance: 1e-9);
                    Assert.Equal(wanted.Weighted, found.Weighted, tolerance: 1e-9);
                }
            }
    }

    private static Reading Reading(int minute, Random random) =>
        new(Asset, Quantity.Level, new Instant(minute * Minute), random.Next(100) == 0 ? double.NaN : random.Next(0, 1000) / 100.0, random.Next(50) == 0 ? Quality.Suspect : Quality.Good, Provenance.Measured);

    /// <summary>Span by span, over all pairs of neighbours: slow, and plain to see.</summary>
    private static IEnumerable<ReadingSummary> Plain(KnownReading[] readings, long every, Between between)
    {
        foreach (var span in readings.GroupBy(r => r.Reading.At.UnixMilliseconds / every * every))
        {
            var values = span.Select(r => r.Reading.Value).ToArray();
            var (area, elapsed) = (0.0, 0.0);
            foreach (var (left, right) in readings.Zip(readings.Skip(1)))
            {
                var (from, to) = (Math.Max(left.Reading.At.UnixMilliseconds, span.Key), Math.Min(right.Reading.At.UnixMilliseconds, span.Key + every));
                if (from >= to) continue;
                elapsed += to - from;
                area += (to - from) * (between == Between.Step ? left.Reading.Value : (At(left, right, from) + At(left, right, to)) / 2);
            }
            yield return new ReadingSummary(new Instant(span.Key), values.Length, values.Average(), elapsed > 0 ? area / elapsed : values.Average(), values.Min(), values.Max(), values[^1],
                span.Max(r => r.KnownAt), span.Max(r => r.Reading.Quality));
        }
    }

    private static double At(KnownReading left, KnownReading right, long at) => left.Reading.Value
        + (right.Reading.Value - left.Reading.Value) * (at - left.Reading.At.UnixMilliseconds) / (right.Reading.At.UnixMilliseconds - left.Reading.At.UnixMilliseconds);

    /// <summary>What does not depend on the order of adding up.</summary>
    private static object Exact(ReadingSummary s) => (s.Start, s.Count, s.Min, s.Max, s.Last, s.Worst);
}

public sealed class SqliteSummaryProperties() : SummaryProperties(Place.Sqlite, runs: 30);

public sealed class PostgresSummaryProperties() : SummaryProperties(Place.Postgres, runs: 5);
