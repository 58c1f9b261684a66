using DigitalTwin.Storage.Sql;
using SQLitePCL;

namespace DigitalTwin.Storage.Sqlite;

/// <summary>A statement of SQLite's own.</summary>
internal sealed class SqliteStatement(SqliteDatabase database, sqlite3_stmt handle) : Statement, IDisposable
{
    public override Statement Bind(int parameter, long value)
    {
        database.Check(raw.sqlite3_bind_int64(handle, parameter, value), "bind");
        return this;
    }

    public override Statement Bind(int parameter, string? value)
    {
        database.Check(value is null ? raw.sqlite3_bind_null(handle, parameter) : raw.sqlite3_bind_text(handle, parameter, value), "bind");
        return this;
    }

    public override Statement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        database.Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, parameter, 0) : raw.sqlite3_bind_blob(handle, parameter, value), "bind");
        return this;
    }

    public override Statement BindNull(int parameter)
    {
        database.Check(raw.sqlite3_bind_null(handle, parameter), "bind");
        return this;
    }

    public override bool Step()
    {
        var result = raw.sqlite3_step(handle);
        if (result == raw.SQLITE_ROW) return true;
        if (result == raw.SQLITE_DONE) return false;
        try
        {
            database.Check(result, raw.sqlite3_sql(handle).utf8_to_string());
            return false;
        }
        finally
        {
            raw.sqlite3_reset(handle);
        }
    }

    public override void Reset()
    {
        raw.sqlite3_reset(handle);
        raw.sqlite3_clear_bindings(handle);
    }

    public override long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    public override bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public override string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    public override ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    public void Dispose() => raw.sqlite3_finalize(handle);
}
