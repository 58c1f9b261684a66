using System.Data.Common;
using System.Threading.Channels;

namespace DigitalTwin.Storage.Sql;

/// <summary>All writes to one database go through here: one thread takes everything queued, runs it in one transaction, syncs once.</summary>
/// <remarks>
/// Each write stands in its own savepoint, so that one which refuses (a stale ETag) costs the others nothing.
/// Bound: 4,096 queued writes; a caller at the bound waits, for at most 30 s.
/// </remarks>
internal sealed class WriteQueue : IAsyncDisposable, IDisposable
{
    private const int Bound = 4096;
    private const int MostInOneTransaction = 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<Write> _queue = Channel.CreateBounded<Write>(new BoundedChannelOptions(Bound) { SingleReader = true });
    private readonly Store _store;
    private readonly TimeProvider _time;
    private readonly Task _loop;
    private Database? _database;

    public WriteQueue(Store store, TimeProvider time)
    {
        (_store, _time) = (store, time);
        _loop = Task.Factory.StartNew(Loop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Durable when it completes; nothing of it happened when it throws.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    /// <exception cref="TimeoutException">The queue stayed full for 30 s.</exception>
    public async Task<T> Run<T>(Func<Database, T> work, CancellationToken cancel = default)
    {
        var write = new Write<T>(work, cancel);
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            await _queue.Writer.WriteAsync(write, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"{Bound} writes have been waiting for the disk for {Patience.TotalSeconds} s.");
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(WriteQueue));
        }
        return await write.Done.Task.ConfigureAwait(false);
    }

    /// <summary>Finishes what is queued, for at most 30 s.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_queue.Writer.TryComplete()) return;
        await _loop.WaitAsync(Patience, _time).ConfigureAwait(false);
        _database?.Dispose();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private void Loop()
    {
        var group = new List<Write>();
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            group.Clear();
            while (group.Count < MostInOneTransaction && _queue.Reader.TryRead(out var write)) group.Add(write);
            Commit(group);
        }
    }

    private void Commit(List<Write> group)
    {
        for (var tries = 1; ; tries++)
        {
            var began = false;
            try
            {
                var database = _database ??= _store.Open(Access.ReadWrite);
                database.InTransaction(() =>
                {
                    began = true;
                    foreach (var write in group) InSavepoint(database, write);
                });
                foreach (var write in group) write.Complete();
                return;
            }
            catch (Exception failure)
            {
                // What it holds after a failure is found out by opening it anew.
                _database?.Dispose();
                _database = null;
                if (failure is DbException && !began && tries == 1) continue; // A connection that had died while idle: nothing has happened yet.
                var told = failure is DbException ? new IOException($"'{_store.Name}' did not take the write: {failure.Message}", failure) : failure;
                foreach (var write in group) write.Fail(told);
                return;
            }
        }
    }

    private static void InSavepoint(Database database, Write write)
    {
        database.Statement("SAVEPOINT one").Run();
        try
        {
            write.Perform(database);
        }
        catch (Exception failure) when (failure is not DbException || database.IsRefusal((DbException)failure))
        {
            write.Refused = failure;
            database.Statement("ROLLBACK TO one").Run();
        }
        database.Statement("RELEASE one").Run();
    }

    private abstract class Write
    {
        public Exception? Refused { get; set; }
        public abstract void Perform(Database database);
        public abstract void Complete();
        public abstract void Fail(Exception failure);
    }

    private sealed class Write<T>(Func<Database, T> work, CancellationToken cancel) : Write
    {
        private T? _result;

        public TaskCompletionSource<T> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Perform(Database database)
        {
            cancel.ThrowIfCancellationRequested();
            _result = work(database);
        }

        public override void Complete()
        {
            if (Refused is OperationCanceledException) Done.SetCanceled(cancel);
            else if (Refused is not null) Done.SetException(Refused);
            else Done.SetResult(_result!);
        }

        public override void Fail(Exception failure) => Done.SetException(Refused ?? failure);
    }
}
