using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.Postgres;

/// <summary>One schema of a PostgreSQL database. Many may write at once, so that the work behind the appends holds nobody up.</summary>
internal sealed class PostgresStore(PostgresServer server, string schema) : Store
{
    public override string Name => server.Name;
    public override Lock MaintenanceGate { get; } = new();
    public override Database Open(Access access) => server.Open(schema, access);
}
