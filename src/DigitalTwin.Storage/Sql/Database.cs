using System.Data.Common;

namespace DigitalTwin.Storage.Sql;

/// <summary>One connection to one database, used by one thread at a time. SQL is written once, in what SQLite and PostgreSQL share, with <c>?1</c> for parameters.</summary>
/// <remarks>Errors of the database are <see cref="DbException"/>. Only one statement is read at a time.</remarks>
internal abstract class Database : IDisposable
{
    /// <summary>A prepared statement, kept for the next use, reset and with nothing bound.</summary>
    public abstract Statement Statement(string sql);

    /// <summary>Runs one or more statements that take no parameters.</summary>
    public abstract void Execute(string sql);

    /// <summary>Rows that the last INSERT, UPDATE or DELETE touched.</summary>
    public abstract int Changes { get; }

    /// <summary>The connection is of no use any more; a new one may be.</summary>
    public abstract bool IsBroken { get; }

    /// <summary>The statement was refused for what it said, and the database is well.</summary>
    public abstract bool IsRefusal(DbException failure);

    /// <summary>Moves what a log holds into the file, where the database leaves that to its user.</summary>
    public virtual void Checkpoint() { }

    /// <summary>Adds many rows, in order; values are <see cref="long"/> or <c>byte[]</c>.</summary>
    public virtual void InsertAll(string table, string[] columns, IEnumerable<object[]> rows)
    {
        var insert = $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(_ => "?"))})";
        foreach (var row in rows)
        {
            var statement = Statement(insert);
            for (var i = 0; i < row.Length; i++)
                if (row[i] is byte[] bytes) statement.Bind(i + 1, bytes);
                else statement.Bind(i + 1, (long)row[i]);
            statement.Run();
        }
    }

    /// <summary>All or nothing; rolled back when <paramref name="work"/> or the commit throws.</summary>
    public void InTransaction(Action work)
    {
        BeginWrite();
        try
        {
            work();
            Commit();
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    /// <summary>What is read inside comes from one state of the database.</summary>
    public T Snapshot<T>(Func<T> read)
    {
        BeginRead();
        try
        {
            return read();
        }
        finally
        {
            Rollback();
        }
    }

    /// <summary>The first column of the first row; 0 where there is none or it is null.</summary>
    public long Scalar(string sql) => Statement(sql).Scalar();

    public abstract void Dispose();

    protected abstract void BeginWrite();
    protected virtual void Commit() => Statement("COMMIT").Run();
    protected abstract void BeginRead();

    /// <summary>Ends a transaction, if there is one, without trace; never throws.</summary>
    protected abstract void Rollback();
}
