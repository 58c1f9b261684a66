using System.Diagnostics;
using DigitalTwin.Testing;
using Npgsql;

namespace Benchmarks.Peers;

/// <summary>A PostgreSQL of its own with PostGIS and pgRouting, its memory settings those of a server that has the machine to itself.</summary>
public sealed class Postgres : IAsyncDisposable
{
    private readonly PeerProgram _program;

    private Postgres(PeerProgram program, NpgsqlDataSource data) => (_program, Data) = (program, data);

    public NpgsqlDataSource Data { get; }

    /// <exception cref="PeerMissing">It can't be had on this machine.</exception>
    public static async Task<Postgres> Start()
    {
        var program = await PeerProgram.Install("postgis");
        try
        {
            var (port, folder) = (ServerProcess.FreePort(), Path.Combine(program.Data, "db"));
            await program.Run(true, "postgresql/initdb", "-D", folder, "-U", "bench", "-A", "trust", "-E", "UTF8", "--no-locale");
            var process = program.Start(true, "postgresql/postgres", "-D", folder, "-p", $"{port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
                "-c", "shared_buffers=2GB", "-c", "work_mem=256MB", "-c", "maintenance_work_mem=1GB", "-c", "max_wal_size=8GB", "-c", "random_page_cost=1.1");
            await program.Listening(process, port);
            var data = new NpgsqlDataSourceBuilder($"Host=127.0.0.1;Port={port};Username=bench;Database=postgres;Command Timeout=300;Timeout=60;Max Auto Prepare=20;Auto Prepare Min Usages=2").Build();
            var postgres = new Postgres(program, data);
            await postgres.Do("CREATE EXTENSION postgis; CREATE EXTENSION pgrouting");
            return postgres;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    public async Task Do(string sql)
    {
        await using var command = Data.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Loads a table as fast as it goes.</summary>
    /// <param name="target">Table and columns, as in <c>edges(id, source)</c>.</param>
    public async Task Copy<T>(string target, IEnumerable<T> rows, Func<NpgsqlBinaryImporter, T, Task> write)
    {
        await using var connection = await Data.OpenConnectionAsync();
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {target} FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            await copy.StartRowAsync();
            await write(copy, row);
        }
        await copy.CompleteAsync();
    }

    /// <summary>Milliseconds until all rows of the answer are here.</summary>
    public async Task<double> Time(NpgsqlConnection connection, string sql, params object[] parameters)
    {
        var at = Stopwatch.GetTimestamp();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) { }
        return Stopwatch.GetElapsedTime(at).TotalMilliseconds;
    }

    public async ValueTask DisposeAsync()
    {
        await Data.DisposeAsync();
        await _program.DisposeAsync();
    }
}
