using DigitalTwin.Storage.Sqlite;

namespace DigitalTwin.Storage.Folder;

/// <summary><c>city.db</c>, open: one queue of writes and a few readers, shared by registry, fact log and grain storage.</summary>
public sealed class CityDatabase : IAsyncDisposable, IDisposable
{
    private const int Readers = 4;

    private CityDatabase(WriteQueue writes, ReadPool reads) => (Writes, Reads) = (writes, reads);

    internal WriteQueue Writes { get; }
    internal ReadPool Reads { get; }

    /// <exception cref="SchemaTooNewException">A newer program wrote it.</exception>
    public static CityDatabase Open(DataFolder folder, TimeProvider time)
    {
        using (var database = Open()) CitySchema.Schema.Migrate(database, folder.CityFile, time.GetUtcNow());
        return new CityDatabase(new WriteQueue(Open, time), new ReadPool(folder.CityFile, Readers));

        Database Open() => Database.Open(folder.CityFile, Access.ReadWrite);
    }

    public async ValueTask DisposeAsync()
    {
        Reads.Dispose();
        await Writes.DisposeAsync().ConfigureAwait(false);
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
