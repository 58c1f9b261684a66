using System.Collections.Concurrent;
using DigitalTwin.Contracts;
using DigitalTwin.Contracts.Telemetry;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Dispatch;
using DigitalTwin.Ingest.Intake;
using DigitalTwin.Ingest.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Orleans.Runtime;

namespace DigitalTwin.Ingest.Tests.Dispatch;

public class DispatcherTests : IDisposable
{
    private static readonly Instant Noon = Instant.From(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly string _folder = Directory.CreateTempSubdirectory("digitaltwin-test-").FullName;
    private readonly City _city = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_reading_reaches_its_asset_once_and_in_order()
    {
        await using var dispatcher = Start();
        for (var i = 0; i < 200; i++)
            dispatcher.TryBegin(Readings(Enumerable.Range(1, 5).Select(asset => (asset, (double)i))), Noon, default)!.Dispatch();
        await dispatcher.Drain();
        Assert.Equal(0, dispatcher.InFlight);
        for (var asset = 1; asset <= 5; asset++) Assert.Equal(Enumerable.Range(0, 200).Select(i => (double)i), _city.Seen(asset));
    }

    [Fact]
    public async Task Over_the_bound_a_batch_has_no_place_until_another_has_gone()
    {
        await using var dispatcher = Start(new IngestOptions { MaxInFlight = 10, Shards = 2 });
        var first = dispatcher.TryBegin(Readings([(1, 1)]), Noon, default)!;
        Assert.NotNull(dispatcher.TryBegin(Readings(Enumerable.Repeat((2, 1.0), 9)), Noon, default));
        using (var waits = Readings([(3, 1)])) Assert.Null(dispatcher.TryBegin(waits, Noon, default));
        first.Abandon();
        Assert.NotNull(dispatcher.TryBegin(Readings([(3, 1)]), Noon, default));
        Assert.Equal(10, dispatcher.InFlight);
        Assert.Empty(_city.Seen(1));
    }

    [Fact]
    public async Task An_empty_dispatcher_takes_a_batch_larger_than_its_bound()
    {
        await using var dispatcher = Start(new IngestOptions { MaxInFlight = 10, Shards = 2 });
        dispatcher.TryBegin(Readings(Enumerable.Repeat((1, 1.0), 50)), Noon, default)!.Dispatch();
        await dispatcher.Drain();
        Assert.Equal(50, _city.Seen(1).Count());
    }

    [Fact]
    public async Task A_grain_that_fails_now_and_then_gets_its_readings_all_the_same()
    {
        _city.FailuresLeft = 2;
        await using var dispatcher = Start();
        dispatcher.TryBegin(Readings([(1, 7), (2, 8)]), Noon, default)!.Dispatch();
        await dispatcher.Drain();
        Assert.Equal([7.0], _city.Seen(1));
        Assert.Equal([8.0], _city.Seen(2));
    }

    [Fact]
    public async Task What_a_grain_will_not_take_holds_the_checkpoint_back()
    {
        var checkpoint = new DispatchCheckpoint(Path.Combine(_folder, "dispatched"));
        await using (var dispatcher = Start(checkpoint: checkpoint))
        {
            _city.FailuresLeft = int.MaxValue;
            dispatcher.TryBegin(Readings([(1, 1)]), Noon, default)!.Dispatch();
            await dispatcher.Drain();
            _city.FailuresLeft = 0;
            dispatcher.TryBegin(Readings([(2, 2)]), Noon + TimeSpan.FromMinutes(1), default)!.Dispatch();
            await dispatcher.Drain();
        }
        Assert.Equal(Noon, checkpoint.Read());
    }

    [Fact]
    public async Task The_checkpoint_never_passes_what_is_in_flight_and_goes_back_with_the_clock()
    {
        var checkpoint = new DispatchCheckpoint(Path.Combine(_folder, "dispatched"));
        Assert.Equal(default, checkpoint.Read());
        await using (var dispatcher = Start(checkpoint: checkpoint))
        {
            dispatcher.TryBegin(Readings([(1, 1)]), Noon, default)!.Dispatch();
            await dispatcher.Drain();
        }
        Assert.Equal(Noon, checkpoint.Read());
        await using (var dispatcher = Start(checkpoint: checkpoint))
        {
            // A replay of an earlier day: before anything is stored, the file admits that nothing of that day has been dispatched.
            var replayed = dispatcher.TryBegin(Readings([(1, 1)]), Noon - TimeSpan.FromDays(1), default)!;
            Assert.Equal(Noon - TimeSpan.FromDays(1), checkpoint.Read());
            replayed.Dispatch();
            await dispatcher.Drain();
        }
    }

    [Fact]
    public void A_torn_checkpoint_counts_as_none()
    {
        var path = Path.Combine(_folder, "dispatched");
        File.WriteAllText(path, "1795100000x");
        Assert.Equal(default, new DispatchCheckpoint(path).Read());
    }

    [Fact]
    public async Task Flows_and_levels_go_to_their_catchment_and_other_values_do_not()
    {
        await using var dispatcher = Start();
        var buffer = new ReadingBuffer(4);
        foreach (var (quantity, quality) in new[] { (Quantity.Flow, Quality.Good), (Quantity.Level, Quality.Good), (Quantity.Cod, Quality.Good), (Quantity.Flow, Quality.SourceFault) })
            buffer.Add(new Reading(new AssetKey(1), quantity, Noon, 1, quality, Provenance.Measured));
        dispatcher.TryBegin(buffer, Noon, default)!.Dispatch();
        await dispatcher.Drain();
        Assert.Equal([Quantity.Flow.Code, Quantity.Level.Code], _city.Flows.SelectMany(f => f.Quantities));
    }

    private Dispatcher Start(IngestOptions? options = null, DispatchCheckpoint? checkpoint = null)
    {
        var assets = new KnownAssets([.. Enumerable.Range(1, 10).Select(i => $"city:M{i}")]);
        return new Dispatcher(new AssetGrainDirectory(_city, assets), _city, _ => "city:WWTP", (in Reading _) => { },
            checkpoint ?? new DispatchCheckpoint(Path.Combine(_folder, "unused")), new CauseLinks(), TimeProvider.System, options ?? new IngestOptions { Shards = 2 }, NullLogger<Dispatcher>.Instance);
    }

    private static ReadingBuffer Readings(IEnumerable<(int Asset, double Value)> readings)
    {
        var buffer = new ReadingBuffer(16);
        foreach (var (asset, value) in readings) buffer.Add(new Reading(new AssetKey(asset), Quantity.Level, Noon, value, Quality.Good, Provenance.Measured));
        return buffer;
    }

    /// <summary>Stands for all grains, and can be made to fail. What the real ones do is tested with them.</summary>
    private sealed class City : IGrainFactory, IRiskGrain
    {
        private readonly ConcurrentDictionary<string, ConcurrentQueue<double>> _seen = new();
        private int _failuresLeft;

        public int FailuresLeft { set => Volatile.Write(ref _failuresLeft, value); }
        public ConcurrentQueue<FlowBatch> Flows { get; } = [];

        public IEnumerable<double> Seen(int asset) => _seen.TryGetValue($"city:M{asset}", out var values) ? values : [];

        public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithStringKey =>
            typeof(TGrainInterface) == typeof(IRiskGrain) ? (TGrainInterface)(object)this : (TGrainInterface)(object)new Manhole(this, primaryKey);

        public Task ObserveFlows(FlowBatch batch)
        {
            Flows.Enqueue(batch);
            return Task.CompletedTask;
        }

        private async Task Observe(string asset, ReadingBatch batch)
        {
            await Task.Yield();
            if (Interlocked.Decrement(ref _failuresLeft) >= 0) throw new TimeoutException("The grain did not answer.");
            foreach (var reading in batch.Readings) _seen.GetOrAdd(asset, _ => []).Enqueue(reading.Value);
        }

        private sealed class Manhole(City city, string id) : IManholeGrain
        {
            public Task Observe(ReadingBatch batch) => city.Observe(id, batch);
            public Task CheckSilence(long now) => Task.CompletedTask;
            public Task<AssetSnapshot> Snapshot() => throw new NotSupportedException();
        }

        public Task Report(SymptomReport report) => throw new NotSupportedException();
        public Task Expect(ExpectedBatch batch) => throw new NotSupportedException();
        public Task Enter(BorderCrossing crossing) => throw new NotSupportedException();
        public Task<WarningRecord[]> OpenWarnings() => throw new NotSupportedException();
        public Task<SpillOutlook> Spill(SpillRelease release) => throw new NotSupportedException();
        public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithIntegerKey => throw new NotSupportedException();
        public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithGuidKey => throw new NotSupportedException();
        public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable => throw new NotSupportedException();
        public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => throw new NotSupportedException();
        public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver => throw new NotSupportedException();
        public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver => throw new NotSupportedException();
    }
}
