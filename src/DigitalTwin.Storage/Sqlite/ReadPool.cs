using System.Collections.Concurrent;

namespace DigitalTwin.Storage.Sqlite;

/// <summary>Read connections to one file. At most <paramref name="size"/> at work at once; more callers wait their turn.</summary>
internal sealed class ReadPool(string file, int size) : IDisposable
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
            if (!_idle.TryTake(out database)) database = Database.Open(file, Access.Read);
            return read(database);
        }
        finally
        {
            if (database is not null) _idle.Add(database);
            if (Volatile.Read(ref _disposed)) Dispose();
            _turns.Release();
        }
    }

    private TimeoutException Hanging() => new($"No read of '{file}' finished within {Patience.TotalSeconds} s; the disk may be failing.");
}
