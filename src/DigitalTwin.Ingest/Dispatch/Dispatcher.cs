using System.Diagnostics;
using DigitalTwin.Contracts;
using DigitalTwin.Contracts.Telemetry;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Intake;
using DigitalTwin.Ingest.Json;
using Microsoft.Extensions.Logging;
using Orleans;

namespace DigitalTwin.Ingest.Dispatch;

/// <summary>The catchment that an asset belongs to; null for one outside the network, such as a rain gauge.</summary>
public delegate string? FindCatchment(AssetKey asset);

/// <summary>Sees each durable reading once, beside the grains; readings of one asset come one after another.</summary>
public delegate void ObserveReading(in Reading reading);

/// <summary>Hands durable readings to the grains: one call an asset and round, one flow batch a catchment and round.</summary>
/// <remarks>
/// Bounded by <see cref="IngestOptions.MaxInFlight"/> readings: <see cref="TryBegin"/> refuses before anything is stored, so that what is acknowledged always has its place here.
/// Readings of one asset pass one shard, in the order of their batches.
/// </remarks>
public sealed class Dispatcher : IAsyncDisposable
{
    private readonly DispatchShard[] _shards;
    private readonly TimeProvider _time;
    private readonly DispatchCheckpoint _checkpoint;
    private readonly int _maxInFlight;
    private readonly Lock _gate = new();
    private readonly HashSet<DispatchBatch> _inFlightBatches = [];
    private readonly ITimer _checkpointing;
    private Instant _newestEnded;
    private Instant _undelivered;
    private Instant _written;
    private int _inFlight;

    public Dispatcher(AssetGrainDirectory assets, IGrainFactory grains, FindCatchment catchmentOf, ObserveReading observe, DispatchCheckpoint checkpoint, CauseLinks links, TimeProvider time, IngestOptions options, ILogger<Dispatcher> log)
    {
        (_time, _checkpoint, _maxInFlight) = (time, checkpoint, options.MaxInFlight);
        _written = checkpoint.Read();
        _shards = [.. Enumerable.Range(0, options.Shards).Select(i => new DispatchShard(i, options.Shards, assets, grains, catchmentOf, observe, links, time, log))];
        _checkpointing = time.CreateTimer(_ => WriteCheckpoint(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        TwinTelemetry.Meter.CreateObservableGauge("digitaltwin.ingest.in_flight", () => InFlight, "{reading}", "Readings admitted and not yet in grain state.");
    }

    public int InFlight => Volatile.Read(ref _inFlight);
    internal int ShardCount => _shards.Length;

    /// <summary>A place for a batch that is about to be stored; null where there is none. An empty dispatcher takes a batch of any size.</summary>
    /// <param name="sender">Who then has his share of the places, and no more; null for the platform itself.</param>
    public DispatchBatch? TryBegin(ReadingBuffer readings, Instant knownAt, ActivityContext cause, IntakeSender? sender = null)
    {
        var batch = new DispatchBatch(this, readings, knownAt, cause, _time.GetTimestamp(), sender);
        lock (_gate)
        {
            if (_inFlight > 0 && _inFlight + batch.Count > _maxInFlight) return null;
            if (sender is not null)
            {
                if (!sender.MayAdd(batch.Count, _inFlight, _maxInFlight)) return null;
                sender.InFlight += batch.Count;
            }
            _inFlight += batch.Count;
            _inFlightBatches.Add(batch);
            // City time can go back, when a replay takes the clock. The file must not claim what is only about to come.
            if (knownAt < _written) Write(knownAt);
        }
        return batch;
    }

    /// <summary>Completes when all that is in flight now has reached the grains.</summary>
    public async Task Drain(CancellationToken cancel = default)
    {
        DispatchBatch[] waited;
        lock (_gate) waited = [.. _inFlightBatches];
        foreach (var batch in waited)
            while (IsInFlight(batch)) await Task.Delay(TimeSpan.FromMilliseconds(5), _time, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _checkpointing.DisposeAsync();
        foreach (var shard in _shards) shard.Complete();
        // What the shards do not finish in time is on disk; the checkpoint makes the next start go on with it.
        await Task.WhenAny(Task.WhenAll(_shards.Select(s => s.Finished)), Task.Delay(TimeSpan.FromSeconds(10), _time));
        foreach (var shard in _shards) shard.Stop();
        WriteCheckpoint();
    }

    internal void Enqueue(DispatchBatch batch)
    {
        foreach (var shard in _shards) shard.Enqueue(batch);
    }

    internal void End(DispatchBatch batch)
    {
        lock (_gate)
        {
            if (!_inFlightBatches.Remove(batch)) return;
            _inFlight -= batch.Count;
            if (batch.Sender is { } sender) sender.InFlight -= batch.Count;
            _newestEnded = batch.KnownAt;
            if (!batch.IsDelivered && (_undelivered == default || batch.KnownAt < _undelivered)) _undelivered = batch.KnownAt;
        }
    }

    private bool IsInFlight(DispatchBatch batch)
    {
        lock (_gate) return _inFlightBatches.Contains(batch);
    }

    private void WriteCheckpoint()
    {
        lock (_gate)
        {
            var upTo = _newestEnded;
            foreach (var batch in _inFlightBatches)
                if (upTo == default || batch.KnownAt < upTo) upTo = batch.KnownAt;
            // What a grain would not take is tried again at the next start.
            if (_undelivered != default && _undelivered < upTo) upTo = _undelivered;
            if (upTo != default && upTo != _written) Write(upTo);
        }
    }

    private void Write(Instant upTo)
    {
        _checkpoint.Write(upTo);
        _written = upTo;
    }
}
