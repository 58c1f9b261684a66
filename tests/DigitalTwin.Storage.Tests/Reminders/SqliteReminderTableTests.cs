using DigitalTwin.Storage.Reminders;
using DigitalTwin.Storage.Tests.Testing;
using Orleans;

namespace DigitalTwin.Storage.Tests.Reminders;

public sealed class SqliteReminderTableTests : ReminderTableConformance
{
    private readonly CityFolder _folder = new();

    public SqliteReminderTableTests() => Table = new SqliteReminderTable(_folder.City);

    protected override IReminderTable Table { get; private protected set; }

    protected override IReminderTable Reopen() => Table = new SqliteReminderTable(_folder.Reopen());

    public override void Dispose() => _folder.Dispose();
}
