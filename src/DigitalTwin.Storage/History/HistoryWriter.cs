using DigitalTwin.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace DigitalTwin.Storage.History;

/// <summary>The one thread that appends: takes everything queued, writes one block in one transaction, syncs once, then tells everybody.</summary>
internal sealed class HistoryWriter
{
    private readonly AppendQueue _queue;
    private readonly HistoryState _state;
    private readonly HistoryOptions _options;
    private readonly string _file;
    private byte[] _block = [];
    private Database? _database;

    public HistoryWriter(string file, AppendQueue queue, HistoryState state, HistoryOptions options)
    {
        (_file, _queue, _state, _options) = (file, queue, state, options);
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
        _database ??= Database.Open(_file, Access.ReadWrite);
        _database.Statement("INSERT INTO log (partition, body) VALUES (?, ?)").Bind(1, _state.Open.Id).Bind(2, _block.AsSpan(0, length)).Run();
    }
}
