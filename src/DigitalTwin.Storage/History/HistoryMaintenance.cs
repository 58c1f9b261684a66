using System.Collections.Concurrent;
using DigitalTwin.Storage.Known;
using DigitalTwin.Storage.Retention;
using DigitalTwin.Storage.Segments;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.History;

/// <summary>The one thread behind the appends: packs closed partitions, merges segments, saves the newest readings, empties SQLite's log.</summary>
internal sealed class HistoryMaintenance : IDisposable
{
    /// <summary>Closed partitions that may wait to be packed; at the bound the writer waits, and then the queue before it fills.</summary>
    private const int MostClosed = 2;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);

    private readonly Store _store;
    private readonly HistoryState _state;
    private readonly HistoryOptions _options;
    private readonly Lock _gate;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _room;
    private readonly SemaphoreSlim _work = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<RetentionWork> _retention = [];
    private readonly Task _loop;
    private volatile Exception? _failure;
    private long _packedSinceCheckpoint;

    public HistoryMaintenance(Store store, HistoryState state, HistoryOptions options, TimeProvider time)
    {
        (_store, _state, _options, _gate, _time) = (store, state, options, store.MaintenanceGate, time);
        _room = new SemaphoreSlim(Math.Max(0, MostClosed - (state.Partitions.Count - 1)), MostClosed);
        _loop = Task.Factory.StartNew(Loop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Why the last round failed; null when it did not.</summary>
    public Exception? Failure => _failure;

    /// <summary>Waits until one more partition may be closed; false when none was packed in that time, and soon when packing fails.</summary>
    public bool WaitForRoom(TimeSpan patience)
    {
        for (var waited = TimeSpan.Zero; waited < patience; waited += Slice)
        {
            if (_room.Wait(Slice)) return true;
            if (_failure is null) continue;
            Wake(); // Somebody needs it now, so it is tried again before its time.
            return false;
        }
        return false;
    }

    /// <summary>Says that there is something to do.</summary>
    public void Wake()
    {
        if (_work.CurrentCount == 0) _work.Release();
    }

    /// <summary>Queues work for the thread behind the appends.</summary>
    public void Add(RetentionWork work)
    {
        _retention.Enqueue(work);
        Wake();
        if (_stop.IsCancellationRequested) work.Stop();
    }

    /// <summary>Stops soon, in the middle of a merge too; what is half done is done again or removed at the next start.</summary>
    public async Task Stop(TimeSpan patience)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Wake();
        await _loop.WaitAsync(patience, _time).ConfigureAwait(false);
        while (_retention.TryDequeue(out var work)) work.Stop();
    }

    public void Dispose()
    {
        _stop.Dispose();
        _work.Dispose();
        _room.Dispose();
    }

    private void Loop()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var database = _store.Open(Access.ReadWrite);
                _options.Opened?.Invoke(database);
                new Round(this, database).UntilStopped();
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                _failure = failure;
                _work.Wait(RetryAfter);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private sealed class Round(HistoryMaintenance owner, Database database)
    {
        private readonly SegmentIds _ids = new(database);
        private readonly Leftovers _leftovers = new(database, owner._gate);

        public void UntilStopped()
        {
            var stop = owner._stop.Token;
            _leftovers.RemoveChunks(stop);
            _leftovers.RemoveLog(stop);
            _leftovers.RemoveUnfinishedPast(stop);
            if (SegmentTable.LastPacked(database) is > 0 and var packed && Checkpoints.Newest(database) is null) Checkpoints.Write(database, owner._gate, packed);
            var merger = new SegmentMerger(database, owner._gate, _ids);
            while (true)
            {
                PackClosed();
                Checkpoint();
                while (merger.MergeOnce(PackClosed, stop))
                {
                    Publish();
                    _leftovers.RemoveChunks(stop);
                    Checkpoint();
                }
                while (owner._retention.TryDequeue(out var work)) Retain(work);
                owner._failure = null;
                owner._work.Wait(stop);
            }
        }

        private void Retain(RetentionWork work)
        {
            // Only what lies before a checkpoint is dropped; a city that has gone quiet writes none by itself.
            if (SegmentTable.LastPacked(database) is > 0 and var packed) Checkpoints.Write(database, owner._gate, packed);
            _leftovers.ForgetPast(work.KeepsAllSince.UnixMilliseconds, owner._stop.Token);
            work.Run(database, owner._gate, _ids, owner._state, PackClosed, () =>
            {
                Publish();
                owner._state.Publish([.. DropTable.All(database).Select(d => d.Drop)]);
                _leftovers.RemoveChunks(owner._stop.Token);
                Checkpoint();
            });
        }

        private void PackClosed()
        {
            while (owner._state.Partitions is { Count: > 1 } partitions)
            {
                owner._stop.Token.ThrowIfCancellationRequested();
                // Packed already where a connection broke after the commit and before its answer.
                if (SegmentTable.LastPacked(database) < partitions[0].Id) new PartitionPacker(database, owner._gate, _ids).Pack(partitions[0], owner._state.Latest);
                Publish(partitions[0].Count);
                owner._state.Forget(partitions[0]);
                if (owner._room.CurrentCount < MostClosed) owner._room.Release();
                _leftovers.RemoveLog(owner._stop.Token);
                SaveCheckpoint(partitions[0]);
                Checkpoint();
            }
        }

        /// <param name="packed">Readings of the partition that became a segment.</param>
        private void Publish(long packed = 0)
        {
            var (before, after) = (owner._state.Segments, SegmentTable.All(database));
            // What came twice is stored once from here on.
            owner._state.CountOut(before.Sum(s => s.Readings) + packed - after.Sum(s => s.Readings));
            owner._state.Publish(after);
        }

        /// <remarks>Only after four times as many readings as there are series, so that saving costs little beside packing.</remarks>
        private void SaveCheckpoint(OpenPartition packed)
        {
            owner._packedSinceCheckpoint += packed.Count;
            if (owner._packedSinceCheckpoint < 4L * owner._state.Latest.Count) return;
            Checkpoints.Write(database, owner._gate, packed.Id, packed, owner._state.Latest);
            owner._packedSinceCheckpoint = 0;
            var kept = owner._options.QuickPast;
            _leftovers.RemovePast(owner._state.NewestKnownAt.UnixMilliseconds - (long)kept.TotalMilliseconds, owner._stop.Token);
        }

        /// <remarks>Most is moved while appends go on; then the little that came meanwhile, with appends held, so that the log can begin anew.</remarks>
        private void Checkpoint()
        {
            database.Checkpoint();
            lock (owner._gate) database.Checkpoint();
        }
    }
}
