using System.Globalization;
using DigitalTwin.Storage.Sql;
using Npgsql;

namespace DigitalTwin.Storage.Postgres;

/// <summary>A PostgreSQL database that this process owns, as the only one that writes, until it is disposed or dies.</summary>
/// <remarks>
/// A session-wide advisory lock tells others at once that the data is in use. A lost connection loses it, so it alone would not do: taking the data
/// also counts up an epoch, and each transaction that writes proves that its epoch is still the current one.
/// </remarks>
public sealed class PostgresServer : IDisposable
{
    /// <summary>"DTwin" as a number: the key of the advisory lock.</summary>
    private const long LockKey = 0x44_5477_696E;
    private const int ConnectSeconds = 5;
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(3);
    private const int StatementsPrepared = 64;

    private readonly NpgsqlConnectionStringBuilder _settings;
    private readonly Lock _gate = new();
    private NpgsqlConnection _holder;
    private readonly long _epoch;

    private PostgresServer(NpgsqlConnectionStringBuilder settings, NpgsqlConnection holder, long epoch)
    {
        (_settings, _holder, _epoch) = (settings, holder, epoch);
        History = new PostgresStore(this, "digitaltwin_history");
        City = new PostgresStore(this, "digitaltwin_city");
    }

    /// <summary>Database and host; nothing secret.</summary>
    public string Name => NameOf(_settings);

    internal Store History { get; }
    internal Store City { get; }

    /// <summary>Takes the database, making its schemas where they are not there yet.</summary>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    /// <exception cref="PostgresInUseException">Another process owns it.</exception>
    /// <exception cref="IOException">The server cannot be reached, or refuses.</exception>
    public static PostgresServer Open(string connectionString, TimeProvider time)
    {
        var settings = Read(connectionString);
        NpgsqlConnection? holder = null;
        try
        {
            holder = new NpgsqlConnection(settings.ConnectionString);
            holder.Open();
            if (!Lock(holder)) throw new PostgresInUseException(NameOf(settings), HolderIn(holder));
            Run(holder, """
                CREATE SCHEMA IF NOT EXISTS digitaltwin;
                CREATE SCHEMA IF NOT EXISTS digitaltwin_history;
                CREATE SCHEMA IF NOT EXISTS digitaltwin_city;
                CREATE TABLE IF NOT EXISTS digitaltwin.owner (one BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (one), epoch BIGINT NOT NULL, holder TEXT NOT NULL);
                INSERT INTO digitaltwin.owner (epoch, holder) VALUES (0, '') ON CONFLICT DO NOTHING;
                """);
            var who = string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName} since {time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}");
            using var take = new NpgsqlCommand("UPDATE digitaltwin.owner SET epoch = epoch + 1, holder = $1 RETURNING epoch", holder) { Parameters = { new() { Value = who } } };
            return new PostgresServer(settings, holder, (long)take.ExecuteScalar()!);
        }
        catch (NpgsqlException failure)
        {
            holder?.Dispose();
            throw new IOException($"The PostgreSQL database {NameOf(settings)} cannot be used: {failure.Message}", failure);
        }
        catch
        {
            holder?.Dispose();
            throw;
        }
    }

    public void Dispose() => _holder.Dispose();

    /// <exception cref="NpgsqlException">The server does not answer.</exception>
    /// <exception cref="PostgresTakenOverException">Another process has become the owner.</exception>
    internal Database Open(string schema, Access access)
    {
        if (access == Access.ReadWrite) KeepLock();
        return PostgresDatabase.Open(new NpgsqlConnectionStringBuilder(_settings.ConnectionString) { SearchPath = schema }.ConnectionString, _epoch);
    }

    /// <summary>Takes the lock again where the connection that held it was lost. The epoch decides; the lock only tells others.</summary>
    private void KeepLock()
    {
        lock (_gate)
        {
            if (Answers(_holder)) return;
            _holder.Dispose();
            _holder = new NpgsqlConnection(_settings.ConnectionString);
            _holder.Open();
            TryLock(_holder); // A server that has not yet noticed the lost connection holds it for us a little longer.
            using var epoch = new NpgsqlCommand("SELECT epoch FROM digitaltwin.owner", _holder);
            if ((long)epoch.ExecuteScalar()! != _epoch) throw new PostgresTakenOverException(NameOf(_settings));
        }
    }

    private static bool Answers(NpgsqlConnection connection)
    {
        try
        {
            if (connection.State != System.Data.ConnectionState.Open) return false;
            Run(connection, "SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <remarks>A server that has just ended, or was killed, holds the lock until PostgreSQL notices, so a moment is waited.</remarks>
    private static bool Lock(NpgsqlConnection connection)
    {
        try
        {
            Run(connection, string.Create(CultureInfo.InvariantCulture, $"SET lock_timeout = {LockPatience.TotalMilliseconds}; SELECT pg_advisory_lock({LockKey}); RESET lock_timeout"));
            return true;
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
    }

    private static bool TryLock(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = LockKey } } };
        return (bool)command.ExecuteScalar()!;
    }

    private static string? HolderIn(NpgsqlConnection connection)
    {
        try
        {
            using var command = new NpgsqlCommand("SELECT holder FROM digitaltwin.owner", connection);
            return command.ExecuteScalar() as string;
        }
        catch (PostgresException)
        {
            return null; // Whoever has it is only just beginning.
        }
    }

    private static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <remarks>What is wrong is said without the text itself, which may hold a password.</remarks>
    private static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException wrong)
        {
            throw new ArgumentException($"The connection string of PostgreSQL cannot be read: {wrong.Message} Expected such as 'Host=db;Database=digitaltwin;Username=twin;Password=…'.", nameof(connectionString));
        }
        if (string.IsNullOrEmpty(settings.Host)) throw new ArgumentException("The connection string of PostgreSQL names no Host.", nameof(connectionString));
        settings.Pooling = false; // Connections are kept by their users.
        settings.Enlist = false;
        settings.MaxAutoPrepare = StatementsPrepared;
        settings.AutoPrepareMinUsages = 2;
        settings.ApplicationName ??= "DigitalTwin";
        settings.Options = string.Join(' ', settings.Options, "-c synchronous_commit=on"); // Acknowledged means on disk, whatever the server's default.
        if (!settings.ContainsKey("Timeout")) settings.Timeout = ConnectSeconds;
        return settings;
    }

    private static string NameOf(NpgsqlConnectionStringBuilder settings) => $"'{settings.Database ?? settings.Username}' on {settings.Host}";
}

/// <summary>The database is owned by another process.</summary>
public sealed class PostgresInUseException(string database, string? holder)
    : IOException($"The PostgreSQL database {database} is in use by {(string.IsNullOrEmpty(holder) ? "another process" : holder)}. Stop that one, or give this one another database.");
