using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.Sqlite;

/// <summary>A SQLite file.</summary>
/// <param name="pageSize">Bytes a page; counts only when the file is new.</param>
/// <param name="automaticCheckpoint">Off where the owner moves the log into the file by itself.</param>
internal sealed class SqliteStore(string file, int pageSize = 4096, bool automaticCheckpoint = true) : Store
{
    public override string Name => file;
    public override Lock MaintenanceGate => AppendGate;
    public override Database Open(Access access) => SqliteDatabase.Open(file, access, pageSize, automaticCheckpoint);
}
