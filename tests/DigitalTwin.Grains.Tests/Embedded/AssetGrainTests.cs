using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace DigitalTwin.Grains.Tests.Embedded;

public class AssetGrainTests
{
    [Fact]
    public async Task Every_kind_of_asset_has_a_grain()
    {
        await using var silo = await Silo.Start();
        var directory = new AssetGrainDirectory(silo.Grains, silo.Registry);
        foreach (var kind in Enum.GetValues<AssetKind>())
            Assert.NotNull(directory.Of(silo.Entry("M1") with { Kind = kind }));
        Assert.Null(directory.Find(new AssetKey(1_000_000)));
    }

    [Fact]
    public async Task The_newest_value_of_each_quantity_is_live_and_a_late_one_is_not()
    {
        await using var silo = await Silo.Start();
        await silo.Report("M1", Quantity.Level, 0.2);
        await silo.Report("M1", Quantity.Flow, 0.01);
        silo.Time.Advance(TimeSpan.FromMinutes(1));
        await silo.Report("M1", Quantity.Level, 0.3);
        await silo.Asset("M1").Observe(Silo.Batch(new Reading(default, Quantity.Level, silo.Now - TimeSpan.FromMinutes(5), 2.9, Quality.Good, Provenance.Measured), silo.Now));
        var snapshot = await silo.Asset("M1").Snapshot();
        Assert.Equal([0.3, 0.01], snapshot.Latest.Select(r => r.Value));
        Assert.Equal(0, snapshot.Level);
        Assert.Equal(0.3, Assert.Single(silo.Feed.Drain(0)!.Values));
    }

    [Fact]
    public async Task A_grain_folds_what_history_held_before_it_woke()
    {
        await using var silo = await Silo.Start();
        await silo.History.Append(new[] { new Reading(silo.Entry("M2").Key, Quantity.Level, silo.Now, 0.7, Quality.Good, Provenance.Measured) }, silo.Now);
        Assert.Equal(0.7, Assert.Single((await silo.Asset("M2").Snapshot()).Latest).Value);
    }

    [Fact]
    public async Task Water_over_the_rim_becomes_a_warning_of_its_catchment_and_ends_with_it()
    {
        await using var silo = await Silo.Start();
        await silo.Hold("M2", Quantity.Level, 3.2, 4);
        var open = await silo.Risk("WWTP").OpenWarnings();
        Assert.Contains(open, w => w.Cause.Kind == (byte)SymptomKind.Overflow && w.Level == (byte)WarningLevel.Red);
        Assert.Equal((byte)WarningLevel.Red, (await silo.Asset("M2").Snapshot()).Level);
        await silo.Hold("M2", Quantity.Level, 0.1, 6);
        Assert.Empty(await silo.Risk("WWTP").OpenWarnings());
        Assert.Equal(0, (await silo.Asset("M2").Snapshot()).Level);
    }

    [Fact]
    public async Task What_waits_for_confirmation_is_confirmed_by_time_alone()
    {
        await using var silo = await Silo.Start();
        await silo.Report("M2", Quantity.Level, 3.2);
        Assert.Empty(await silo.Risk("WWTP").OpenWarnings());
        for (var second = 0; second < 90; second++) silo.Time.Advance(TimeSpan.FromSeconds(1));
        await Silo.Until(async () => (await silo.Risk("WWTP").OpenWarnings()).Length > 0);
    }

    [Fact]
    public async Task Silence_makes_it_look_old_and_a_reading_makes_it_fresh()
    {
        await using var silo = await Silo.Start();
        await silo.Report("M3", Quantity.Level, 0.2);
        silo.Time.Advance(TimeSpan.FromDays(1));
        await silo.Asset("M3").CheckSilence(silo.Now.UnixMilliseconds);
        Assert.True((await silo.Asset("M3").Snapshot()).Stale);
        Assert.Equal(8, silo.Feed.Drain(0)!.States[0] & 8);
        await silo.Report("M3", Quantity.Level, 0.2);
        Assert.False((await silo.Asset("M3").Snapshot()).Stale);
    }

    [Fact]
    public async Task What_arrives_old_does_not_look_fresh()
    {
        await using var silo = await Silo.Start();
        await silo.Asset("M3").Observe(Silo.Batch(new Reading(default, Quantity.Level, silo.Now - TimeSpan.FromDays(2), 0.2, Quality.Good, Provenance.Measured), silo.Now));
        Assert.True((await silo.Asset("M3").Snapshot()).Stale);
    }

    [Fact]
    public async Task A_killed_silo_finds_its_symptoms_again_and_ends_them_once()
    {
        var first = await Silo.Start();
        await first.Hold("M2", Quantity.Level, 3.2, 4);
        var before = await first.Risk("WWTP").OpenWarnings();
        await first.Kill();

        await using var second = await Silo.Start(first.Folder, first.Time);
        Assert.Equal((byte)WarningLevel.Red, (await second.Asset("M2").Snapshot()).Level);
        var after = await second.Risk("WWTP").OpenWarnings();
        Assert.Equal(before.Select(w => w.Id).Order(), after.Select(w => w.Id).Order());
        await second.Hold("M2", Quantity.Level, 0.1, 6);
        Assert.Empty(await second.Risk("WWTP").OpenWarnings());
    }

    [Fact]
    public async Task A_symptom_that_ended_while_nobody_looked_is_ended_at_the_next_activation()
    {
        var first = await Silo.Start();
        await first.Hold("M2", Quantity.Level, 3.2, 4);
        // Durable, and then the process dies before the grain hears of it, again and again for ten minutes.
        for (var minute = 0; minute < 10; minute++)
        {
            await first.History.Append(new[] { new Reading(first.Entry("M2").Key, Quantity.Level, first.Now, 0.1, Quality.Good, Provenance.Measured) }, first.Now);
            first.Time.Advance(TimeSpan.FromMinutes(1));
        }
        await first.Kill();
        await using var second = await Silo.Start(first.Folder, first.Time);
        await second.Asset("M2").Snapshot();
        for (var passed = 0; passed < 300; passed++) second.Time.Advance(TimeSpan.FromSeconds(1));
        await Silo.Until(async () => (await second.Risk("WWTP").OpenWarnings()).Length == 0);
    }

    [Fact]
    public async Task A_grain_that_wakes_late_confirms_by_what_history_holds_and_not_only_by_the_newest_reading()
    {
        await using var silo = await Silo.Start();
        var readings = Enumerable.Range(0, 5).Select(i => new Reading(silo.Entry("M2").Key, Quantity.Level, silo.Now - TimeSpan.FromMinutes(4 - i), 3.2, Quality.Good, Provenance.Measured)).ToArray();
        await silo.History.Append(readings, silo.Now); // All durable before the first call arrives.
        await silo.Asset("M2").Observe(Silo.Batch(readings[0], silo.Now));
        var overflow = Assert.Single(await silo.Risk("WWTP").OpenWarnings(), w => w.Cause.Kind == (byte)SymptomKind.Overflow);
        Assert.Equal((silo.Now - TimeSpan.FromMinutes(4)).UnixMilliseconds, overflow.Cause.Since);
    }

    [Fact]
    public async Task A_symptom_that_could_not_be_saved_is_reported_again_until_it_is()
    {
        FailingStorage? storage = null;
        await using var silo = await Silo.Start(adjust: services =>
        {
            var inner = services.Last(s => s.ServiceType == typeof(IGrainStorage) && s.IsKeyedService);
            services.AddKeyedSingleton<IGrainStorage>("Default", (s, key) => storage = new FailingStorage((IGrainStorage)inner.KeyedImplementationFactory!(s, key)));
        });
        await silo.Hold("M2", Quantity.Level, 0.1, 1);
        storage!.Fails = true;
        await Assert.ThrowsAnyAsync<Exception>(() => silo.Hold("M2", Quantity.Level, 3.2, 3));
        storage.Fails = false;
        silo.Time.Advance(TimeSpan.FromMinutes(1));
        await silo.Hold("M2", Quantity.Level, 3.2, 3);
        Assert.Contains(await silo.Risk("WWTP").OpenWarnings(), w => w.Cause.Kind == (byte)SymptomKind.Overflow);
    }

    private sealed class FailingStorage(IGrainStorage inner) : IGrainStorage
    {
        public bool Fails { get; set; }

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ReadStateAsync(stateName, grainId, grainState);
        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Fails ? throw new IOException("The disk is full.") : inner.WriteStateAsync(stateName, grainId, grainState);
        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ClearStateAsync(stateName, grainId, grainState);
    }
}
