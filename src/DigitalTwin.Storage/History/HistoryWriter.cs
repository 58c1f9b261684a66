using DigitalTwin.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace DigitalTwin.Storage.History;

/// <summary>The one thread that appends: takes everything queued, writes one block in one transaction, syncs once, then tells everybody.</summary>
internal sealed class HistoryWriter
{
    /// <summary>After so many bytes SQLite's log is moved into the file.</summary>
    private const long CheckpointBytes = 64 << 20;
    /// <summary>What a commit writes beside its block: the pages of the tables and indexes that name it.</summary>
    private const int BytesBeside = 3 * HistorySchema.PageSize;
    private static readonly TimeSpan PackPatience = TimeSpan.FromSeconds(30);

    private readonly string _file;
    private readonly AppendQueue _queue;
    private readonly HistoryState _state;
    private readonly HistoryMaintenance _maintenance;
    private readonly HistoryOptions _options;
    private readonly Lock _gate;
    private readonly TimeProvider _time;
    private byte[] _block = [];
    private long _bytesSinceCheckpoint;
    private Database? _database;

    public HistoryWriter(string file, AppendQueue queue, HistoryState state, HistoryMaintenance maintenance, HistoryOptions options, Lock gate, TimeProvider time)
    {
        (_file, _queue, _state, _maintenance, _options, _gate, _time) = (file, queue, state, maintenance, options, gate, time);
        Finished = Task.Factory.StartNew(Loop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Completes when the queue is closed and empty.</summary>
    public Task Finished { get; }

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
            Commit(group, readings);
        }
        catch (Exception failure)
        {
            // What the file holds after a failed write or sync is found out by opening it anew.
            _database?.Dispose();
            _database = null;
            var told = failure is SqliteException ? new IOException($"The history could not be written to '{_file}': {failure.Message}", failure) : failure;
            foreach (var request in group) request.SetException(told);
            return;
        }
        foreach (var request in group) _state.Apply(request.Readings.Span, request.KnownAt);
        foreach (var request in group) request.SetResult();
    }

    private void Commit(List<AppendRequest> group, int readings)
    {
        var length = LogBlock.Length(group.Count, readings);
        if (_block.Length < length) _block = new byte[Math.Max(length, LogBlock.Length(group.Count, _options.GroupReadings))];
        LogBlock.Write(_block.AsSpan(0, length), group, readings);
        lock (_gate)
        {
            _database ??= Open();
            _database.Statement("INSERT INTO log (partition, body) VALUES (?, ?)").Bind(1, _state.Open.Id).Bind(2, _block.AsSpan(0, length)).Run();
        }
        _bytesSinceCheckpoint += length + BytesBeside;
        if (_bytesSinceCheckpoint < CheckpointBytes) return;
        _bytesSinceCheckpoint = 0;
        _maintenance.Wake();
    }

    private Database Open()
    {
        var database = Database.Open(_file, Access.ReadWrite, automaticCheckpoint: false);
        _options.Opened?.Invoke(database);
        return database;
    }

    private void ClosePartitionIfDue()
    {
        var open = _state.Open;
        var now = _time.GetUtcNow();
        if (open.Count == 0 || (open.Count < _options.PartitionReadings && now - open.OpenedAt < _options.PartitionAge)) return;
        if (!_maintenance.WaitForRoom(PackPatience))
            throw new IOException($"Closed partitions of '{_file}' could not be packed for {PackPatience.TotalSeconds} s: {_maintenance.Failure?.Message ?? "the disk is too slow"}", _maintenance.Failure);
        _state.Begin(new OpenPartition(open.Id + 1, now));
        _maintenance.Wake();
    }
}
