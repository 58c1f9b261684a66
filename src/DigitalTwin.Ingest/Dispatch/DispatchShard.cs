using System.Diagnostics;
using System.Threading.Channels;
using DigitalTwin.Contracts;
using DigitalTwin.Contracts.Telemetry;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Ingest.Intake;
using Microsoft.Extensions.Logging;
using Orleans;

namespace DigitalTwin.Ingest.Dispatch;

/// <summary>Hands its share of each batch to the grains in rounds, and waits for each round: that is what holds senders back when grains are slow.</summary>
internal sealed partial class DispatchShard
{
    /// <summary>Readings gathered into one round. All shards' rounds together stay below the 10,000 calls that one activation lets wait.</summary>
    private const int RoundReadings = 4096;
    private const int Tries = 3;
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(200);

    // Its bound is the dispatcher's: no batch comes here that was not admitted.
    private readonly Channel<DispatchBatch> _queue = Channel.CreateUnbounded<DispatchBatch>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly AssetGroups _groups = new(RoundReadings);
    private readonly CatchmentFlows _flows;
    private readonly List<DispatchBatch> _round = [];
    private readonly List<(int Group, Task Call)> _calls = new(RoundReadings);
    private readonly int _index, _shards;
    private bool _delivered = true;
    private readonly AssetGrainDirectory _assets;
    private readonly ObserveReading _observe;
    private readonly CauseLinks _links;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    public DispatchShard(int index, int shards, AssetGrainDirectory assets, IGrainFactory grains, FindCatchment catchmentOf, ObserveReading observe, CauseLinks links, TimeProvider time, ILogger log)
    {
        (_index, _shards, _assets, _observe, _links, _time, _log) = (index, shards, assets, observe, links, time, log);
        _flows = new CatchmentFlows(grains, catchmentOf);
        Finished = Task.Run(Run);
    }

    public Task Finished { get; }

    public void Enqueue(DispatchBatch batch)
    {
        // After Complete a batch stays in flight for ever, so the checkpoint stays before it and the next start dispatches it.
        _queue.Writer.TryWrite(batch);
    }

    public void Complete() => _queue.Writer.TryComplete();

    public void Stop() => _stop.Cancel();

    private async Task Run()
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync(_stop.Token))
            {
                Gather();
                await DeliverSafely();
                EndRound();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            LogStopped(_index);
        }
    }

    private void Gather()
    {
        while (_groups.ReadingCount < RoundReadings && _queue.Reader.TryRead(out var batch))
        {
            _round.Add(batch);
            foreach (ref readonly var reading in batch.Readings)
            {
                if (reading.Asset.Value % _shards != _index) continue;
                _groups.Add(reading, batch.KnownAt);
                _flows.Add(reading);
                _observe(reading);
            }
        }
    }

    private async Task DeliverSafely()
    {
        try
        {
            await Deliver();
        }
        catch (Exception e) when (!_stop.IsCancellationRequested)
        {
            // A shard that dies would take its share of all assets with it.
            LogRoundFailed(e, _index);
            _calls.Clear();
            _delivered = false;
        }
    }

    private async Task Deliver()
    {
        using var activity = StartActivity();
        if (activity is not null) _links.Note(activity.Context);
        await _flows.Send();
        var count = _groups.GroupCount;
        for (var start = 0; start < count; start += RoundReadings)
        {
            var end = Math.Min(start + RoundReadings, count);
            for (var group = start; group < end; group++)
            {
                var call = Observe(group);
                if (!call.IsCompletedSuccessfully) _calls.Add((group, call));
            }
            foreach (var (group, call) in _calls) await Finish(group, call);
            _calls.Clear();
        }
    }

    private Task Observe(int group) => _assets.Find(new AssetKey(_groups.AssetOf(group))) is { } grain ? grain.Observe(_groups.BatchOf(group)) : Task.CompletedTask;

    private async Task Finish(int group, Task call)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await call;
                return;
            }
            catch (Exception e) when (!_stop.IsCancellationRequested)
            {
                if (tries == Tries)
                {
                    LogUndelivered(e, _groups.AssetOf(group), tries);
                    IngestMeters.Undelivered.Add(_groups.BatchOf(group).Readings.Length);
                    _delivered = false;
                    return;
                }
            }
            await Task.Delay(RetryPause, _time, _stop.Token);
            call = Observe(group);
        }
    }

    private void EndRound()
    {
        IngestMeters.Observed.Add(_groups.ReadingCount);
        foreach (var batch in _round)
        {
            IngestMeters.StateLag.Record(_time.GetElapsedTime(batch.ReceivedAt).TotalSeconds);
            batch.ShardDone(_delivered);
        }
        _round.Clear();
        _groups.Clear();
        _delivered = true;
    }

    private Activity? StartActivity()
    {
        if (!TwinTelemetry.Source.HasListeners() || _groups.ReadingCount == 0) return null;
        var causes = _round.Where(b => b.Cause != default).Take(TwinTelemetry.MaxLinks).Select(b => b.Cause).ToArray();
        return CauseLinks.Start("dispatch", ActivityKind.Consumer, causes)?.SetTag("digitaltwin.readings", _groups.ReadingCount).SetTag("digitaltwin.assets", _groups.GroupCount);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Asset #{Asset} refused readings that are on disk {Tries} times; it folds them when it next activates.")]
    private partial void LogUndelivered(Exception e, int asset, int tries);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Dispatch shard {Shard} failed in a round; its readings are on disk and the grains fold them when they next activate.")]
    private partial void LogRoundFailed(Exception e, int shard);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Dispatch shard {Shard} stopped with work left; the next start goes on with it.")]
    private partial void LogStopped(int shard);
}
