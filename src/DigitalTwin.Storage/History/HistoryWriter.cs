using System.Data.Common;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.History;

/// <summary>The one thread that appends: takes everything queued, writes one block in one transaction, syncs once, then tells everybody.</summary>
internal sealed class HistoryWriter
{
    /// <summary>After so many bytes SQLite's log is moved into the file.</summary>
    private const long CheckpointBytes = 64 << 20;
    /// <summary>What a commit writes beside its block: the pages of the tables and indexes that name it.</summary>
    private const int BytesBeside = 3 * HistorySchema.PageSize;
    private static readonly TimeSpan PackPatience = TimeSpan.FromSeconds(30);

    private readonly Store _store;
    private readonly AppendQueue _queue;
    private readonly HistoryState _state;
    private readonly HistoryMaintenance _maintenance;
    private readonly HistoryOptions _options;
    private readonly TimeProvider _time;
    private byte[] _block = [];
    private long _bytesSinceCheckpoint;
    private Database? _database;
    private long _lastId;
    private Unsettled? _unsettled;

    public HistoryWriter(Store store, AppendQueue queue, HistoryState state, HistoryMaintenance maintenance, HistoryOptions options, TimeProvider time)
    {
        (_store, _queue, _state, _maintenance, _options, _time) = (store, queue, state, maintenance, options, time);
        Finished = Task.Factory.StartNew(Loop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Completes when the queue is closed and empty.</summary>
    public Task Finished { get; }

    /// <summary>Why the last append failed; null when it did not.</summary>
    public Exception? Failure { get; private set; }

    private void Loop()
    {
        var group = new List<AppendRequest>();
        while (_queue.Wait())
        {
            group.Clear();
            var readings = _queue.Take(group, _options.GroupReadings);
            if (group.Count > 0) Write(group, readings);
        }
        _database?.Dispose();
    }

    private void Write(List<AppendRequest> group, int readings)
    {
        try
        {
            ClosePartitionIfDue();
            WriteOrRetry(group, readings);
        }
        catch (Exception failure)
        {
            Failure = failure is DbException ? new IOException($"The history could not be written to '{_store.Name}': {failure.Message}", failure) : failure;
            foreach (var request in group) request.SetException(Failure);
            return;
        }
        Failure = null;
        foreach (var request in group) request.SetResult();
    }

    /// <remarks>A connection that had died while idle is noticed by its first use, so a failure is tried once more on a new one.</remarks>
    private void WriteOrRetry(List<AppendRequest> group, int readings)
    {
        for (var tries = 1; ; tries++)
            try
            {
                _database ??= Open();
                // The first try may have reached the disk, and only its answer was lost.
                if (Settle() == group) return;
                Commit(_database, group, readings);
                return;
            }
            catch (Exception failure)
            {
                // What the store holds after a failed write or sync is found out by opening it anew.
                _database?.Dispose();
                _database = null;
                if (failure is DbException && tries == 1) continue;
                // The callers' list is used again; what has to be found out later is kept apart.
                if (_unsettled is { } left && left.Group == group) _unsettled = left with { Group = [.. group] };
                throw;
            }
    }

    private void Commit(Database database, List<AppendRequest> group, int readings)
    {
        var length = LogBlock.Length(group.Count, readings);
        if (_block.Length < length) _block = new byte[Math.Max(length, LogBlock.Length(group.Count, _options.GroupReadings))];
        LogBlock.Write(_block.AsSpan(0, length), group, readings);
        var partition = _state.Open.Id;
        lock (_store.AppendGate)
            database.InTransaction(() =>
            {
                _unsettled = new Unsettled(_lastId + 1, group);
                database.Statement("INSERT INTO log (id, partition, body) VALUES (?, ?, ?)").Bind(1, _lastId + 1).Bind(2, partition).Bind(3, _block.AsSpan(0, length)).Run();
            });
        TakeIn(group);
        _bytesSinceCheckpoint += length + BytesBeside;
        if (_bytesSinceCheckpoint < CheckpointBytes) return;
        _bytesSinceCheckpoint = 0;
        _maintenance.Wake();
    }

    /// <summary>Finds out whether a commit whose answer was lost took place, and takes it in if so; returns whose it was.</summary>
    private List<AppendRequest>? Settle()
    {
        if (_unsettled is not { } left) return null;
        _unsettled = null;
        if (_database!.Statement("SELECT count(*) FROM log WHERE id = ?1").Bind(1, left.Id).Scalar() == 0) return null;
        TakeIn(left.Group);
        return left.Group;
    }

    private void TakeIn(List<AppendRequest> group)
    {
        _unsettled = null;
        _lastId++;
        foreach (var request in group) _state.Apply(request.Readings.Span, request.KnownAt);
    }

    private Database Open()
    {
        var database = _store.Open(Access.ReadWrite);
        try
        {
            _options.Opened?.Invoke(database);
            if (_lastId == 0) _lastId = database.Scalar("SELECT max(id) FROM log");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private void ClosePartitionIfDue()
    {
        var open = _state.Open;
        var now = _time.GetUtcNow();
        if (open.Count == 0 || (open.Count < _options.PartitionReadings && now - open.OpenedAt < _options.PartitionAge)) return;
        if (!_maintenance.WaitForRoom(PackPatience))
            throw new IOException($"Closed partitions of '{_store.Name}' could not be packed for {PackPatience.TotalSeconds} s: {_maintenance.Failure?.Message ?? "the disk is too slow"}", _maintenance.Failure);
        _state.Begin(new OpenPartition(open.Id + 1, now));
        _maintenance.Wake();
    }

    /// <summary>A group commit that failed in a way that leaves open whether it took place.</summary>
    private sealed record Unsettled(long Id, List<AppendRequest> Group);
}
