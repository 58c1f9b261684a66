using DigitalTwin.Storage.Sql;
using Npgsql;
using NpgsqlTypes;

namespace DigitalTwin.Storage.Postgres;

/// <summary>A statement of one connection; Npgsql prepares it at the server when it comes again.</summary>
internal sealed class PostgresStatement(PostgresDatabase database, string sql) : Statement, IDisposable
{
    private readonly List<NpgsqlParameter> _parameters = [];
    private readonly NpgsqlCommand _command = new(PostgresWords.Query(sql), database.Connection);
    private readonly List<byte[]> _bytes = [];
    private NpgsqlDataReader? _reader;

    public override Statement Bind(int parameter, long value) => Set(parameter, NpgsqlDbType.Bigint, value);

    public override Statement Bind(int parameter, string? value) => Set(parameter, NpgsqlDbType.Text, (object?)value ?? DBNull.Value);

    /// <remarks>The largest value is a group commit; its copy is kept, because a new one each time would burden the garbage collector.</remarks>
    public override Statement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        while (_bytes.Count < parameter) _bytes.Add([]);
        if (_bytes[parameter - 1].Length < value.Length) _bytes[parameter - 1] = new byte[value.Length];
        value.CopyTo(_bytes[parameter - 1]);
        return Set(parameter, NpgsqlDbType.Bytea, new ReadOnlyMemory<byte>(_bytes[parameter - 1], 0, value.Length));
    }

    public override Statement BindNull(int parameter) => Set(parameter, NpgsqlDbType.Bytea, DBNull.Value);

    public override bool Step()
    {
        if (_reader is null)
        {
            database.Begin(this);
            _command.Parameters.Clear();
            foreach (var parameter in _parameters) _command.Parameters.Add(parameter);
            _reader = _command.ExecuteReader();
        }
        if (_reader.Read()) return true;
        var affected = _reader.RecordsAffected;
        Close();
        database.Changed(Math.Max(0, affected));
        return false;
    }

    public override void Reset()
    {
        Close();
        _parameters.Clear();
    }

    public override long Int64(int column) => _reader!.GetInt64(column);
    public override bool IsNull(int column) => _reader!.IsDBNull(column);
    public override string Text(int column) => _reader!.GetString(column);
    public override ReadOnlySpan<byte> Blob(int column) => _reader!.GetFieldValue<byte[]>(column);

    public void Close()
    {
        _reader?.Dispose();
        _reader = null;
    }

    public void Dispose()
    {
        Close();
        _command.Dispose();
    }

    private PostgresStatement Set(int parameter, NpgsqlDbType type, object value)
    {
        while (_parameters.Count < parameter) _parameters.Add(new NpgsqlParameter());
        _parameters[parameter - 1] = new NpgsqlParameter { NpgsqlDbType = type, Value = value };
        return this;
    }
}
