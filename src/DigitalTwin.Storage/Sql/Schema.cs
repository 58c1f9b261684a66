using DigitalTwin.Storage.Postgres;

namespace DigitalTwin.Storage.Sql;

/// <summary>The versions of one database's layout, in SQLite's words; see <see cref="PostgresDatabase"/> for how PostgreSQL reads them. Version n is what the first n steps make; a step that was released never changes.</summary>
internal sealed class Schema(string name, params string[] steps)
{
    public int Newest => steps.Length;

    /// <summary>What PostgreSQL needs beside the step of a version.</summary>
    public Dictionary<int, string> OnlyPostgres { get; } = [];

    /// <summary>What SQLite needs beside the step of a version.</summary>
    public Dictionary<int, string> OnlySqlite { get; } = [];

    /// <summary>Brings the file forward to the newest version, each step in its own transaction.</summary>
    /// <exception cref="SchemaTooNewException">A newer program wrote the file.</exception>
    public void Migrate(Database database, string file, DateTimeOffset now, int? upTo = null)
    {
        database.Execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT;");
        var current = (int)database.Scalar("SELECT max(version) FROM schema_version");
        if (current > Newest) throw new SchemaTooNewException(file, name, current, Newest);
        for (var version = current + 1; version <= (upTo ?? Newest); version++)
            database.InTransaction(() =>
            {
                database.Execute(steps[version - 1]);
                if ((database is PostgresDatabase ? OnlyPostgres : OnlySqlite).TryGetValue(version, out var more)) database.Execute(more);
                database.Statement("INSERT INTO schema_version VALUES (?, ?)").Bind(1, version).Bind(2, now.ToUnixTimeMilliseconds()).Run();
            });
    }
}

/// <summary>A newer program wrote this data; this one does not touch it.</summary>
public sealed class SchemaTooNewException(string file, string name, int found, int known)
    : IOException($"'{file}' has version {found} of the {name} layout, and this program knows versions up to {known}. Start the newer program, or restore the data from before the upgrade.");
