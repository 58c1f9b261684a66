using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Domain.Tests.DataQuality;

public sealed class SeriesCheckLaws
{
    /// <summary>A life of a sensor from a seed: calm, steps, spikes, flat stretches, gaps, flags, drifting clocks.</summary>
    private static IEnumerable<(TimeSpan After, double Value, Quality Said, TimeSpan Lag)> Life(int seed, int length)
    {
        var random = new Random(seed);
        var (level, stuck, lag) = (0.8, 0, TimeSpan.FromSeconds(1));
        var beat = TimeSpan.FromSeconds(random.Next(10, 1800));
        for (var i = 0; i < length; i++)
        {
            var chance = random.NextDouble();
            var after = chance < 0.02 ? beat * random.Next(2, 60) : beat * (0.9 + 0.2 * random.NextDouble());
            if (chance is > 0.02 and < 0.03) level = 0.3 + 3 * random.NextDouble();
            if (chance is > 0.03 and < 0.035) stuck = random.Next(5, 200);
            if (chance is > 0.035 and < 0.04) lag = TimeSpan.FromSeconds(random.Next(-100, 4000));
            var value = level + 0.01 * random.NextDouble() + (chance is > 0.05 and < 0.07 ? 2 * random.NextDouble() : 0);
            if (stuck-- > 0) value = level;
            yield return (after, Math.Round(value, 3), chance is > 0.08 and < 0.1 ? Quality.Maintenance : Quality.Good, lag);
        }
    }

    [Fact]
    public void A_restart_at_any_moment_changes_no_mark() => ForAll.Seeds(seed =>
    {
        var random = new Random(seed);
        var (steady, restarted) = (new Sensor(Quantity.Level), new Sensor(Quantity.Level));
        var history = new List<KnownReading>();
        var at = Sensor.Start;
        foreach (var (after, value, said, lag) in Life(seed, 800))
        {
            at += after;
            if (random.Next(20) == 0) restarted.Restart(history);
            var expected = steady.At(at, value, at + lag, said);
            Assert.Equal(expected, restarted.At(at, value, at + lag, said));
            history.Add(new KnownReading(expected, at + lag));
        }
        Assert.Contains(history, k => !k.Reading.Quality.IsUsable());
    });

    [Fact]
    public void Every_kind_of_trouble_is_found_in_some_life()
    {
        var found = new HashSet<Quality>();
        for (var seed = 0; seed < 100; seed++)
        {
            var sensor = new Sensor(Quantity.Level);
            foreach (var (after, value, said, lag) in Life(seed, 800))
            {
                sensor.Lag = lag;
                found.Add(sensor.Reports(value, said, after).Finding());
            }
        }
        Assert.Superset(new HashSet<Quality> { Quality.Good, Quality.Spike, Quality.FlatLine, Quality.ClockSkew, Quality.AfterGap }, found);
    }

    [Fact]
    public void No_value_marked_bad_raises_or_changes_a_symptom() => ForAll.Seeds(seed =>
    {
        var random = new Random(seed);
        var profile = new AssetProfile(new AssetKey(1), AssetKind.Manhole, CrownDepth: 0.5f, FullDepth: 3);
        var (all, without) = (new LiveState(profile, LocalRules.Default), new LiveState(profile, LocalRules.Default));
        var (fromAll, fromUsable) = (new List<Symptom>(), new List<Symptom>());
        var marks = QualityRules.Default.Marks.Select(m => m.Code).Append(Quality.Good).Append(Quality.Good).ToArray();
        var at = Sensor.Start;
        for (var i = 0; i < 300; i++)
        {
            at += TimeSpan.FromSeconds(random.Next(5, 90));
            var quality = marks[random.Next(marks.Length)];
            var reading = new Reading(new AssetKey(1), Quantity.Level, at, 4 * random.NextDouble(), quality, Provenance.Measured);
            all.Apply(reading, fromAll);
            if (quality.IsUsable()) without.Apply(reading, fromUsable);
        }
        Assert.Equal(fromUsable.Select(s => (s.Kind, s.Level, s.Since, s.Until)), fromAll.Select(s => (s.Kind, s.Level, s.Since, s.Until)));
    });
}
