using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Domain.Tests.Assets;

/// <summary>Laws of the fold, over random streams of readings.</summary>
public class LiveStateLawsTests
{
    private static readonly Quantity[] Quantities = [Quantity.Level, Quantity.Running, Quantity.Tripped, Quantity.Overflow, Quantity.Flow];
    private static readonly AssetProfile Well = new(new AssetKey(3), AssetKind.PumpStation, FullDepth: 4, StartDepth: 1);

    [Fact]
    public void A_state_restored_from_the_latest_readings_and_saved_symptoms_is_the_same() => ForAll.Seeds(seed =>
    {
        var random = new Random(seed);
        var state = new LiveState(Well, LocalRules.Default);
        var history = new Dictionary<Quantity, KnownReading>();
        foreach (var reading in Stream(random, 200))
        {
            state.Apply(reading, []);
            if (!history.TryGetValue(reading.Quantity, out var newest) || reading.At >= newest.Reading.At) history[reading.Quantity] = new KnownReading(reading, reading.At);
            if (random.Next(20) != 0) continue;
            var restored = LiveState.Restore(Well, LocalRules.Default, history.Values.OrderBy(_ => random.Next()), state.Save());
            Assert.Equal(state.Latest.ToArray(), restored.Latest.ToArray());
            Assert.Equal(state.Save().OrderBy(s => (s.Kind, s.Quantity.Code)), restored.Save().OrderBy(s => (s.Kind, s.Quantity.Code)));
            Assert.Equal(state.Level, restored.Level);
        }
    });

    [Fact]
    public void The_order_of_late_readings_does_not_matter_to_the_newest_values() => ForAll.Seeds(seed =>
    {
        var random = new Random(seed);
        var readings = Stream(random, 50).DistinctBy(r => (r.Quantity, r.At)).ToArray();
        var (inOrder, shuffled) = (new LiveState(Well, LocalRules.Default), new LiveState(Well, LocalRules.Default));
        foreach (var reading in readings) inOrder.Apply(reading, []);
        random.Shuffle(readings);
        foreach (var reading in readings) shuffled.Apply(reading, []);
        Assert.Equal(inOrder.Latest.ToArray(), shuffled.Latest.ToArray());
    });

    [Fact]
    public void A_flapping_sensor_does_not_flap() => ForAll.Seeds(seed =>
    {
        // Noise about a threshold, one reading every 5 s for 4 h: every change of level needs its delay of unbroken values.
        var random = new Random(seed);
        var manhole = new AssetProfile(new AssetKey(1), AssetKind.Manhole, CrownDepth: 1, FullDepth: 3);
        var rule = LocalRules.Default.Find(AssetKind.Manhole, SymptomKind.Surcharge, Quantity.Level)!;
        var state = new LiveState(manhole, LocalRules.Default);
        var changed = new List<Symptom>();
        var (at, last) = (new Instant(1_700_000_000_000), new Instant(0));
        for (var i = 0; i < 4 * 720; i++)
        {
            at += TimeSpan.FromSeconds(5);
            var before = changed.Count;
            state.Apply(new Reading(manhole.Asset, Quantity.Level, at, 1 + (random.NextDouble() - 0.5) * 0.3, Quality.Good, Provenance.Measured), changed);
            if (changed.Count == before) continue;
            Assert.True(at - last >= rule.OnDelay, $"changed at {at} after {last}");
            last = at;
        }
    }, 50);

    [Fact]
    public void A_symptom_that_began_always_ends_when_all_is_well_again() => ForAll.Seeds(seed =>
    {
        var state = new LiveState(Well, LocalRules.Default);
        var changed = new List<Symptom>();
        var at = new Instant(0);
        foreach (var reading in Stream(new Random(seed), 100))
        {
            state.Apply(reading, changed);
            if (reading.At > at) at = reading.At;
        }
        for (var i = 1; i < 60; i++)
            foreach (var quantity in Quantities)
                state.Apply(new Reading(Well.Asset, quantity, at + TimeSpan.FromMinutes(i), quantity == Quantity.Running ? 1 : 0, Quality.Good, Provenance.Measured), changed);
        Assert.Empty(state.Symptoms);
        foreach (var story in changed.GroupBy(s => (s.Kind, s.Quantity, s.Since)))
        {
            Assert.False(story.Last().IsOpen);
            Assert.Single(story, s => !s.IsOpen);
        }
    });

    private static IEnumerable<Reading> Stream(Random random, int count)
    {
        var at = new Instant(1_700_000_000_000);
        for (var i = 0; i < count; i++)
        {
            at += TimeSpan.FromSeconds(random.Next(0, 200));
            var quantity = Quantities[random.Next(Quantities.Length)];
            var value = quantity == Quantity.Level ? random.NextDouble() * 5 : quantity == Quantity.Overflow || quantity == Quantity.Flow ? random.NextDouble() * 0.02 : random.Next(2);
            var late = random.Next(10) == 0 ? TimeSpan.FromMinutes(random.Next(30)) : TimeSpan.Zero;
            yield return new Reading(Well.Asset, quantity, at - late, value, random.Next(15) == 0 ? Quality.SourceFault : Quality.Good, Provenance.Measured);
        }
    }
}
