using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Domain.Tests.Assets;

public class LiveStateTests
{
    private static readonly AssetProfile Manhole = new(new AssetKey(7), AssetKind.Manhole, CrownDepth: 1, FullDepth: 3);
    private static readonly Instant Start = new(1_700_000_000_000);
    private readonly List<Symptom> _changed = [];

    [Fact]
    public void Late_readings_change_nothing_live()
    {
        var state = new LiveState(Manhole, LocalRules.Default);
        Assert.Equal(LiveChanges.Value, state.Apply(Level(0.5, 10), _changed));
        Assert.Equal(LiveChanges.None, state.Apply(Level(2.9, 9), _changed));
        Assert.True(state.TryGet(Quantity.Level, out var newest));
        Assert.Equal(0.5, newest.Value);
    }

    [Fact]
    public void At_equal_times_the_later_known_wins()
    {
        var state = new LiveState(Manhole, LocalRules.Default);
        state.Apply(Level(0.5, 10), _changed);
        state.Apply(Level(0.6, 10), _changed);
        Assert.Equal(0.6, state.Latest[0].Value);
    }

    [Fact]
    public void A_level_above_the_crown_is_a_surcharge_once_it_has_lasted()
    {
        var state = new LiveState(Manhole, LocalRules.Default);
        state.Apply(Level(1.2, 0), _changed);
        Assert.Equal(WarningLevel.None, state.Level);
        state.Apply(Level(1.3, 1), _changed);
        var symptom = Assert.Single(_changed);
        Assert.Equal((SymptomKind.Surcharge, WarningLevel.Yellow, Start, true), (symptom.Kind, symptom.Level, symptom.Since, symptom.IsOpen));
        Assert.Equal((1.3, 1.0), (symptom.Value, symptom.Limit));
    }

    [Fact]
    public void A_level_over_the_rim_is_red()
    {
        var state = new LiveState(Manhole, LocalRules.Default);
        for (var minute = 0; minute < 4; minute++) state.Apply(Level(3.01, minute), _changed);
        Assert.Equal(WarningLevel.Red, state.Level);
        Assert.Contains(state.Symptoms, s => s is { Kind: SymptomKind.Overflow, Limit: 3 });
    }

    [Fact]
    public void A_symptom_ends_only_below_its_dead_band_and_after_its_delay()
    {
        var state = new LiveState(Manhole, LocalRules.Default);
        for (var minute = 0; minute < 3; minute++) state.Apply(Level(1.1, minute), _changed);
        state.Apply(Level(0.97, 3), _changed); // Inside the dead-band of yellow.
        state.Apply(Level(0.97, 30), _changed);
        Assert.Equal(WarningLevel.Yellow, state.Level);
        _changed.Clear();
        state.Apply(Level(0.5, 31), _changed);
        Assert.Empty(_changed);
        state.Apply(Level(0.5, 33), _changed);
        var ended = Assert.Single(_changed);
        Assert.Equal((Start, Start + TimeSpan.FromMinutes(31)), (ended.Since, ended.Until!.Value));
        Assert.Equal(WarningLevel.None, state.Level);
        Assert.Empty(state.Save());
    }

    [Fact]
    public void Passing_time_confirms_what_a_silent_sensor_last_said()
    {
        var state = new LiveState(Manhole, LocalRules.Default);
        state.Apply(Level(1.2, 0), _changed);
        Assert.Equal(LiveChanges.Saved | LiveChanges.Symptoms, state.Advance(Start + TimeSpan.FromMinutes(2), _changed));
        Assert.Equal(WarningLevel.Yellow, state.Level);
    }

    [Fact]
    public void Silence_makes_it_stale_and_a_reading_fresh_again()
    {
        var state = new LiveState(Manhole with { IntervalSeconds = 60 }, LocalRules.Default);
        state.Apply(Level(0.2, 0), _changed);
        Assert.Equal(LiveChanges.None, state.Advance(Start + TimeSpan.FromMinutes(3), _changed));
        Assert.Equal(LiveChanges.Staleness, state.Advance(Start + TimeSpan.FromMinutes(3.1), _changed));
        Assert.True(state.IsStale);
        Assert.Equal(LiveChanges.Value | LiveChanges.Staleness, state.Apply(Level(0.2, 4), _changed));
        Assert.False(state.IsStale);
    }

    [Fact]
    public void A_tripped_pump_is_a_symptom_at_once()
    {
        var state = new LiveState(new AssetProfile(new AssetKey(1), AssetKind.PumpStation, FullDepth: 5, StartDepth: 1), LocalRules.Default);
        state.Apply(Of(Quantity.Tripped, 1, 0), _changed);
        Assert.Equal(SymptomKind.PumpTripped, Assert.Single(_changed).Kind);
    }

    [Fact]
    public void A_pump_that_stands_over_its_start_level_for_ten_minutes_counts_as_tripped()
    {
        var state = new LiveState(new AssetProfile(new AssetKey(1), AssetKind.PumpStation, FullDepth: 5, StartDepth: 1), LocalRules.Default);
        for (var minute = 0; minute <= 11; minute++)
        {
            state.Apply(Of(Quantity.Running, 0, minute), _changed);
            state.Apply(Level(1.2, minute), _changed);
            Assert.Equal(minute < 10, _changed.Count == 0);
        }
        state.Apply(Of(Quantity.Running, 1, 12), _changed);
        state.Apply(Of(Quantity.Running, 1, 14), _changed);
        Assert.Equal(WarningLevel.None, state.Level);
    }

    [Fact]
    public void Ammonia_is_allowed_more_in_cold_water()
    {
        var warm = Breach(temperature: 20);
        Assert.Equal((WarningLevel.Yellow, 5.0), (warm.Level, warm.Limit));
        Assert.Equal(default, Breach(temperature: 10));

        Symptom Breach(double temperature)
        {
            var state = new LiveState(new AssetProfile(new AssetKey(1), AssetKind.TreatmentPlant, LimitClass: "GB18918-2002-1A"), LocalRules.Default);
            var changed = new List<Symptom>();
            state.Apply(Of(Quantity.Temperature, temperature, 0), changed);
            for (var minute = 0; minute < 10; minute++) state.Apply(Of(Quantity.AmmoniaNitrogen, 6, minute), changed);
            return changed.LastOrDefault();
        }
    }

    [Fact]
    public void A_doubtful_value_neither_raises_nor_clears()
    {
        var state = new LiveState(Manhole, LocalRules.Default);
        for (var minute = 0; minute < 3; minute++) state.Apply(Level(1.1, minute), _changed);
        for (var minute = 3; minute < 60; minute++) state.Apply(Level(0, minute) with { Quality = Quality.SourceFault }, _changed);
        Assert.Equal(WarningLevel.Yellow, state.Level);
    }

    private static Reading Level(double value, double minute) => Of(Quantity.Level, value, minute);

    private static Reading Of(Quantity quantity, double value, double minute) =>
        new(Manhole.Asset, quantity, Start + TimeSpan.FromMinutes(minute), value, Quality.Good, Provenance.Measured);
}
