using System.Collections.Concurrent;
using System.Data.Common;

namespace DigitalTwin.Storage.Sql;

/// <summary>Read connections to one database. At most <paramref name="size"/> at work at once; more callers wait their turn.</summary>
internal sealed class ReadPool(Store store, int size) : IDisposable
{
    /// <summary>A read takes milliseconds; waiting this long for one's turn means that the disk hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentBag<Database> _idle = [];
    private readonly SemaphoreSlim _turns = new(size);
    private bool _disposed;

    /// <exception cref="TimeoutException">No turn within 30 s.</exception>
    public async Task<T> ReadAsync<T>(Func<Database, T> read, CancellationToken cancel)
    {
        if (!await _turns.WaitAsync(Patience, cancel).ConfigureAwait(false)) throw Hanging();
        return await Task.Run(() => InTurn(read), CancellationToken.None).ConfigureAwait(false);
    }

    public T Read<T>(Func<Database, T> read)
    {
        if (!_turns.Wait(Patience)) throw Hanging();
        return InTurn(read);
    }

    public void Dispose()
    {
        Volatile.Write(ref _disposed, true);
        while (_idle.TryTake(out var database)) database.Dispose();
    }

    private T InTurn<T>(Func<Database, T> read)
    {
        Database? database = null;
        try
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed), this);
            if (!_idle.TryTake(out database)) database = store.Open(Access.Read);
            return read(database);
        }
        catch (DbException failure) when (database is null or { IsBroken: true })
        {
            throw new IOException($"'{store.Name}' cannot be read: {failure.Message}", failure);
        }
        finally
        {
            if (database is { IsBroken: true }) database.Dispose();
            else if (database is not null) _idle.Add(database);
            if (Volatile.Read(ref _disposed)) Dispose();
            _turns.Release();
        }
    }

    private TimeoutException Hanging() => new($"No read of '{store.Name}' finished within {Patience.TotalSeconds} s; the disk may be failing.");
}
