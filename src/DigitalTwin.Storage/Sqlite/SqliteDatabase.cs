using System.Data.Common;
using DigitalTwin.Storage.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DigitalTwin.Storage.Sqlite;

/// <summary>One connection to one SQLite file in WAL mode with full sync. Used by one thread at a time.</summary>
/// <remarks>Thin over the C API, because the way of a reading cannot pay for ADO.NET's boxing; errors are <see cref="SqliteException"/> all the same.</remarks>
internal sealed class SqliteDatabase : Database
{
    private const int BusyMilliseconds = 10_000;

    private readonly sqlite3 _handle;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    static SqliteDatabase() => Batteries_V2.Init();

    private SqliteDatabase(sqlite3 handle) => _handle = handle;

    /// <param name="pageSize">Bytes a page; counts only when the file is new.</param>
    /// <param name="automaticCheckpoint">Off where the owner moves the log into the file by itself.</param>
    public static SqliteDatabase Open(string file, Access access, int pageSize = 4096, bool automaticCheckpoint = true)
    {
        var flags = raw.SQLITE_OPEN_NOMUTEX | (access == Access.Read ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        var result = raw.sqlite3_open_v2(file, out var handle, flags, null);
        var database = new SqliteDatabase(handle);
        try
        {
            database.Check(result, $"open {file}");
            raw.sqlite3_extended_result_codes(handle, 1);
            raw.sqlite3_busy_timeout(handle, BusyMilliseconds);
            if (access == Access.ReadWrite)
            {
                database.Execute($"PRAGMA page_size={pageSize}; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");
                if (!automaticCheckpoint) database.Execute("PRAGMA wal_autocheckpoint=0;");
            }
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>A prepared statement, kept for the next use, reset and with nothing bound.</summary>
    public override Statement Statement(string sql)
    {
        if (_statements.TryGetValue(sql, out var statement))
        {
            statement.Reset();
            return statement;
        }
        Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var prepared), sql);
        return _statements[sql] = new SqliteStatement(this, prepared);
    }

    /// <summary>Runs one or more statements that take no parameters.</summary>
    public override void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql), sql);

    /// <summary>Moves what the log holds into the file, as far as readers allow; blocks neither readers nor writers.</summary>
    public override void Checkpoint() => raw.sqlite3_wal_checkpoint_v2(_handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);

    /// <summary>Rows that the last INSERT, UPDATE or DELETE touched.</summary>
    public override int Changes => raw.sqlite3_changes(_handle);

    /// <summary>A file may be as good as ever after a failure, but what it holds is found out by opening it anew.</summary>
    public override bool IsBroken => false;

    public override bool IsRefusal(DbException failure) => failure is SqliteException { SqliteErrorCode: raw.SQLITE_CONSTRAINT };

    /// <exception cref="SqliteException"/>
    public void Check(int result, string doing)
    {
        if (result is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE) return;
        throw new SqliteException($"{raw.sqlite3_errmsg(_handle).utf8_to_string()} ({doing})", result & 0xff, result);
    }

    public override void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _statements.Clear();
        raw.sqlite3_close_v2(_handle);
    }

    protected override void BeginWrite() => Statement("BEGIN IMMEDIATE").Run();

    protected override void BeginRead() => Statement("BEGIN").Run();

    protected override void Rollback()
    {
        if (raw.sqlite3_get_autocommit(_handle) == 0) raw.sqlite3_exec(_handle, "ROLLBACK");
    }
}
