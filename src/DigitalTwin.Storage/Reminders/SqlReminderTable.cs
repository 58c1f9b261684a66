using System.Globalization;
using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.Sql;
using Orleans;
using Orleans.Runtime;

namespace DigitalTwin.Storage.Reminders;

/// <summary>Reminders of grains in the city's database.</summary>
public sealed class SqlReminderTable(CityDatabase city) : IReminderTable
{
    private const string Columns = "SELECT id, grain, name, start_at, period FROM reminder";

    public Task<ReminderTableData> ReadRows(GrainId grainId) => Read($"{Columns} WHERE grain = ?1", rows => rows.Bind(1, grainId.ToString()!));

    /// <summary>Rows whose grain's hash is in (begin, end], around the end of the circle where begin is not below end.</summary>
    public Task<ReminderTableData> ReadRows(uint begin, uint end) =>
        Read($"{Columns} WHERE hash > ?1 {(begin < end ? "AND" : "OR")} hash <= ?2", rows => rows.Bind(1, begin).Bind(2, end));

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName)
    {
        var found = await Read($"{Columns} WHERE grain = ?1 AND name = ?2", rows => rows.Bind(1, grainId.ToString()!).Bind(2, reminderName)).ConfigureAwait(false);
        return found.Reminders.SingleOrDefault();
    }

    public async Task<string?> UpsertRow(ReminderEntry entry) => await city.Writes.Run(database =>
    {
        // Not an update: the new row gets a new id, which is its ETag.
        database.Statement("DELETE FROM reminder WHERE grain = ? AND name = ?").Bind(1, entry.GrainId.ToString()!).Bind(2, entry.ReminderName).Run();
        var row = database.Statement("INSERT INTO reminder (grain, name, hash, start_at, period) VALUES (?, ?, ?, ?, ?) RETURNING id")
            .Bind(1, entry.GrainId.ToString()!).Bind(2, entry.ReminderName).Bind(3, entry.GrainId.GetUniformHashCode())
            .Bind(4, entry.StartAt.ToUniversalTime().Ticks).Bind(5, entry.Period.Ticks);
        row.Step();
        var etag = Text(row.Int64(0));
        row.Reset();
        return etag;
    }).ConfigureAwait(false);

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => city.Writes.Run(database =>
    {
        if (!long.TryParse(eTag, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return false;
        database.Statement("DELETE FROM reminder WHERE grain = ? AND name = ? AND id = ?").Bind(1, grainId.ToString()!).Bind(2, reminderName).Bind(3, id).Run();
        return database.Changes > 0;
    });

    public Task TestOnlyClearTable() => city.Writes.Run(database =>
    {
        database.Execute("DELETE FROM reminder");
        return true;
    });

    private Task<ReminderTableData> Read(string sql, Action<Statement> bind) => city.Reads.ReadAsync(database =>
    {
        var rows = database.Statement(sql);
        bind(rows);
        var entries = new List<ReminderEntry>();
        while (rows.Step())
            entries.Add(new ReminderEntry
            {
                ETag = Text(rows.Int64(0)),
                GrainId = GrainId.Parse(rows.Text(1)),
                ReminderName = rows.Text(2),
                StartAt = new DateTime(rows.Int64(3), DateTimeKind.Utc),
                Period = TimeSpan.FromTicks(rows.Int64(4)),
            });
        rows.Reset();
        return new ReminderTableData(entries);
    }, CancellationToken.None);

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
