namespace DigitalTwin.Storage.Sql;

/// <summary>A database as its users see it: a name for messages, and connections.</summary>
internal abstract class Store
{
    /// <summary>The file, or where the server is; never a secret.</summary>
    public abstract string Name { get; }

    /// <summary>Held by whoever writes, where the database lets only one write at a time; else the one who appends waits for nobody.</summary>
    public Lock AppendGate { get; } = new();
    public abstract Lock MaintenanceGate { get; }

    /// <exception cref="System.Data.Common.DbException">It cannot be reached.</exception>
    public abstract Database Open(Access access);

    /// <summary>Brings the layout forward to the newest version.</summary>
    /// <exception cref="SchemaTooNewException">A newer program wrote it.</exception>
    public void Migrate(Schema schema, DateTimeOffset now)
    {
        using var database = Open(Access.ReadWrite);
        schema.Migrate(database, Name, now);
    }
}

internal enum Access { Read, ReadWrite }
