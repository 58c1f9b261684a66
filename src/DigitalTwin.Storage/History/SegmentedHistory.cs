using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Retention;
using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.Postgres;
using DigitalTwin.Storage.Retention;
using DigitalTwin.Storage.Sql;
using DigitalTwin.Storage.Sqlite;

namespace DigitalTwin.Storage.History;

/// <summary>
/// The history in a database, SQLite's or PostgreSQL's. Appends go to a log, one block a group commit; a full partition of it is packed by series in the background.
/// The newest reading of every series, and the partitions not packed yet, are in memory.
/// </summary>
public sealed class SegmentedHistory : IHistory, IRetention, IAsyncDisposable, IDisposable
{
    private const int Readers = 4;

    private readonly HistoryOptions _options;
    private readonly TimeProvider _time;
    private readonly HistoryState _state;
    private readonly AppendQueue _queue;
    private readonly HistoryMaintenance _maintenance;
    private readonly HistoryWriter _writer;
    private readonly ReadPool _pool;
    private readonly HistoryReader _reader;
    private readonly PastReader _past;
    private readonly KnownReader _known;
    private readonly SummaryReader _summaries;

    private SegmentedHistory(Store store, HistoryOptions options, TimeProvider time, HistoryState state)
    {
        (_options, _time, _state) = (options, time, state);
        _queue = new AppendQueue(options.QueueBound);
        _maintenance = new HistoryMaintenance(store, state, options, time);
        _writer = new HistoryWriter(store, _queue, state, _maintenance, options, time);
        _pool = new ReadPool(store, Readers);
        _reader = new HistoryReader(state, _pool);
        _past = new PastReader(state, _pool, options.FewSeries);
        _known = new KnownReader(state, _pool);
        _summaries = new SummaryReader(state, _pool, _reader);
    }

    public IReadOnlyList<Drop> Drops => _state.Drops;

    public async Task<IReadOnlyList<Drop>> Apply(RetentionPlan plan, CancellationToken cancel = default)
    {
        var work = new RetentionWork(plan, cancel);
        _maintenance.Add(work);
        return await work.Done.WaitAsync(cancel).ConfigureAwait(false);
    }

    public Instant NewestKnownAt => _state.NewestKnownAt;
    public long Count => _state.Count;

    /// <summary>Readings that wait for the disk, of at most <see cref="HistoryOptions.QueueBound"/>; a gauge for operators.</summary>
    public long QueuedReadings => _queue.Readings;

    /// <summary>Partitions that are not packed yet, the open one among them.</summary>
    internal int Unpacked => _state.Partitions.Count;

    /// <summary>Why appends or the work behind them fail now; null when all is well.</summary>
    public Exception? Trouble => _writer.Failure ?? _maintenance.Failure;

    /// <summary>Opens or creates the history in <c>history.db</c> and reads what is needed into memory.</summary>
    /// <exception cref="SchemaTooNewException">A newer program wrote it.</exception>
    /// <exception cref="InvalidDataException">A stored block is damaged.</exception>
    public static SegmentedHistory Open(DataFolder folder, HistoryOptions options, TimeProvider time) =>
        Open(new SqliteStore(folder.HistoryFile, HistorySchema.PageSize, automaticCheckpoint: false), options, time);

    /// <summary>The same in a PostgreSQL database.</summary>
    /// <exception cref="SchemaTooNewException">A newer program wrote it.</exception>
    /// <exception cref="InvalidDataException">A stored block is damaged.</exception>
    public static SegmentedHistory Open(PostgresServer server, HistoryOptions options, TimeProvider time) => Open(server.History, options, time);

    private static SegmentedHistory Open(Store store, HistoryOptions options, TimeProvider time)
    {
        store.Migrate(HistorySchema.Schema, time.GetUtcNow());
        using var database = store.Open(Access.Read);
        return new SegmentedHistory(store, options, time, HistoryRecovery.Load(database, time));
    }

    public Task Append(ReadOnlyMemory<Reading> readings, Instant knownAt, CancellationToken cancel = default)
    {
        if (cancel.IsCancellationRequested) return Task.FromCanceled(cancel);
        if (readings.IsEmpty) return Task.CompletedTask;
        foreach (ref readonly var reading in readings.Span)
            if (reading.Asset.Value <= 0) throw new ArgumentException($"A reading's asset is {reading.Asset}; keys run from 1.", nameof(readings));

        var request = new AppendRequest(readings, knownAt);
        try
        {
            _queue.Add(request);
        }
        catch (HistoryFullException full)
        {
            return Task.FromException(full);
        }
        return cancel.CanBeCanceled ? Cancellable(request, cancel) : request.Task;
    }

    public Task<IReadOnlyList<KnownReading>> Read(AssetKey asset, Quantity quantity, Instant from, Instant to, Instant? asOf, int limit, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return _reader.Read(asset, quantity, new SeriesWindow(from.UnixMilliseconds, to.UnixMilliseconds, asOf?.UnixMilliseconds ?? long.MaxValue), limit, cancel);
    }

    public Task<IReadOnlyList<KnownReading>> ReadVersions(AssetKey asset, Quantity quantity, Instant from, Instant to, Instant knownAfter, Instant knownBy, CancellationToken cancel = default) =>
        _reader.ReadVersions(asset, quantity, new SeriesWindow(from.UnixMilliseconds, to.UnixMilliseconds, knownBy.UnixMilliseconds), knownAfter.UnixMilliseconds, cancel);

    public Task<IReadOnlyList<KnownReading>?> ReadKnown(Instant knownAfter, Instant knownBy, CancellationToken cancel = default) =>
        _known.Read(knownAfter.UnixMilliseconds, knownBy.UnixMilliseconds, cancel);

    public Task<IReadOnlyList<ReadingSummary>> Summarise(AssetKey asset, Quantity quantity, Instant from, Instant to, TimeSpan every, Between between, Instant? asOf, int limit, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        ArgumentOutOfRangeException.ThrowIfLessThan(every, TimeSpan.FromMilliseconds(1));
        var window = new SeriesWindow(from.UnixMilliseconds, to.UnixMilliseconds, asOf?.UnixMilliseconds ?? long.MaxValue);
        return _summaries.Summarise(asset, quantity, window, (long)every.TotalMilliseconds, between, limit, cancel);
    }

    public IReadOnlyList<KnownReading> Latest(AssetKey asset) => _state.Latest.Of(asset);

    public IEnumerable<KnownReading> LatestOfAll()
    {
        for (var series = 0; series < _state.Latest.Count; series++) yield return _state.Latest[series];
    }

    public Task<IReadOnlyList<KnownReading>> LatestAsOf(Instant at, Instant knownAt, CancellationToken cancel = default) =>
        _past.LatestAsOf([.. Enumerable.Range(0, _state.Latest.Count)], at, knownAt, cancel);

    public Task<IReadOnlyList<KnownReading>> LatestAsOf(AssetKey asset, Instant at, Instant knownAt, CancellationToken cancel = default) =>
        _past.LatestAsOf(_state.Latest.SeriesOf(asset), at, knownAt, cancel);

    /// <summary>Writes what is queued, then closes. What is not on disk after <see cref="HistoryOptions.DisposePatience"/> stays with its caller's unfinished task.</summary>
    /// <exception cref="TimeoutException">The disk did not take what is queued in that time.</exception>
    public async ValueTask DisposeAsync()
    {
        if (!_queue.Close()) return;
        await _writer.Finished.WaitAsync(_options.DisposePatience, _time).ConfigureAwait(false);
        await _maintenance.Stop(_options.DisposePatience).ConfigureAwait(false);
        _maintenance.Dispose();
        _pool.Dispose();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static async Task Cancellable(AppendRequest request, CancellationToken cancel)
    {
        using var registration = cancel.Register(() => request.Withdraw(cancel));
        await request.Task.ConfigureAwait(false);
    }
}
