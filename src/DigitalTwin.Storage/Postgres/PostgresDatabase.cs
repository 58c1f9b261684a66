using System.Data;
using System.Data.Common;
using DigitalTwin.Storage.Sql;
using Npgsql;
using NpgsqlTypes;

namespace DigitalTwin.Storage.Postgres;

/// <summary>One connection to PostgreSQL. Every transaction that writes proves first that this process still owns the data.</summary>
internal sealed class PostgresDatabase : Database
{
    private readonly Dictionary<string, PostgresStatement> _statements = new(StringComparer.Ordinal);
    private readonly long _epoch;
    private PostgresStatement? _active;
    private bool _inTransaction;

    private PostgresDatabase(NpgsqlConnection connection, long epoch) => (Connection, _epoch) = (connection, epoch);

    public NpgsqlConnection Connection { get; }

    public override bool IsBroken => Connection.State is not ConnectionState.Open;

    /// <param name="epoch">The ownership under which is written; see <see cref="PostgresServer"/>.</param>
    /// <param name="settings">Where to, with the schema to look in; not pooled, since its users keep their connections.</param>
    /// <exception cref="NpgsqlException">The server does not answer.</exception>
    public static PostgresDatabase Open(string settings, long epoch)
    {
        var connection = new NpgsqlConnection(settings);
        try
        {
            connection.Open();
            return new PostgresDatabase(connection, epoch);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override int Changes => _changes;
    private int _changes;

    public void Changed(int rows) => _changes = rows;

    public override Statement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement)) _statements[sql] = statement = new PostgresStatement(this, sql);
        statement.Reset();
        return statement;
    }

    public override void Execute(string sql)
    {
        Begin(null);
        using var command = new NpgsqlCommand(PostgresWords.Layout(sql), Connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Says that a statement is about to be read; one still open is closed, since a connection reads one at a time.</summary>
    public void Begin(PostgresStatement? statement)
    {
        if (_active != statement) _active?.Close();
        _active = statement;
    }

    public override bool IsRefusal(DbException failure) => failure is PostgresException { SqlState: [ '2', '3', .. ] };

    /// <remarks>COPY in binary, four times as fast as rows one by one.</remarks>
    public override void InsertAll(string table, string[] columns, IEnumerable<object[]> rows)
    {
        Begin(null);
        using var import = Connection.BeginBinaryImport($"COPY {table} ({string.Join(", ", columns)}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            import.StartRow();
            foreach (var value in row)
                if (value is byte[] bytes) import.Write(bytes, NpgsqlDbType.Bytea);
                else import.Write((long)value, NpgsqlDbType.Bigint);
        }
        import.Complete();
    }

    public override void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _statements.Clear();
        Connection.Dispose();
    }

    /// <remarks>The row of the owner stays locked until the commit, so that who takes over waits for what is being written.</remarks>
    protected override void BeginWrite()
    {
        Start("BEGIN");
        var owner = Statement("SELECT epoch FROM digitaltwin.owner WHERE epoch = ?1 FOR SHARE").Bind(1, _epoch);
        var isOurs = owner.Step();
        owner.Reset();
        if (isOurs) return;
        Rollback();
        throw new PostgresTakenOverException(Connection.Database);
    }

    protected override void BeginRead() => Start("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");

    protected override void Rollback()
    {
        if (!_inTransaction) return;
        _inTransaction = false;
        try
        {
            if (!IsBroken) Statement("ROLLBACK").Run();
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException or IOException)
        {
            Connection.Close(); // The server rolls back what it can no longer hear of.
        }
    }

    protected override void Commit()
    {
        Statement("COMMIT").Run();
        _inTransaction = false;
    }

    private void Start(string begin)
    {
        Statement(begin).Run();
        _inTransaction = true;
    }
}

/// <summary>Another process has become the owner of the data; this one writes nothing more.</summary>
public sealed class PostgresTakenOverException(string database)
    : IOException($"The PostgreSQL database '{database}' has been taken over by another server; this one must be stopped.");
