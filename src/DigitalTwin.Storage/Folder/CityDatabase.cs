using DigitalTwin.Storage.Postgres;
using DigitalTwin.Storage.Sql;
using DigitalTwin.Storage.Sqlite;

namespace DigitalTwin.Storage.Folder;

/// <summary>Decisions, in <c>city.db</c> or PostgreSQL, open: one queue of writes and a few readers, shared by registry, fact log and grain storage.</summary>
public sealed class CityDatabase : IAsyncDisposable, IDisposable
{
    private const int Readers = 4;

    private CityDatabase(WriteQueue writes, ReadPool reads) => (Writes, Reads) = (writes, reads);

    internal WriteQueue Writes { get; }
    internal ReadPool Reads { get; }

    /// <exception cref="SchemaTooNewException">A newer program wrote it.</exception>
    public static CityDatabase Open(DataFolder folder, TimeProvider time) => Open(new SqliteStore(folder.CityFile), time);

    /// <summary>The same in a PostgreSQL database.</summary>
    /// <exception cref="SchemaTooNewException">A newer program wrote it.</exception>
    public static CityDatabase Open(PostgresServer server, TimeProvider time) => Open(server.City, time);

    private static CityDatabase Open(Store store, TimeProvider time)
    {
        store.Migrate(CitySchema.Schema, time.GetUtcNow());
        return new CityDatabase(new WriteQueue(store, time), new ReadPool(store, Readers));
    }

    public async ValueTask DisposeAsync()
    {
        Reads.Dispose();
        await Writes.DisposeAsync().ConfigureAwait(false);
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
