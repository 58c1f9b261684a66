using DigitalTwin.Storage.Reminders;
using DigitalTwin.Storage.Tests.Testing;
using Orleans;

namespace DigitalTwin.Storage.Tests.Reminders;

/// <summary>The same promises on either database.</summary>
public abstract class SqlReminderTableTests : ReminderTableConformance
{
    private readonly CityUnderTest _place;

    protected SqlReminderTableTests(Place place)
    {
        _place = new CityUnderTest(place);
        Table = new SqlReminderTable(_place.City);
    }

    protected override IReminderTable Table { get; private protected set; }

    protected override IReminderTable Reopen() => Table = new SqlReminderTable(_place.Reopen());

    public override void Dispose()
    {
        _place.Dispose();
        GC.SuppressFinalize(this);
    }
}

public sealed class SqliteReminderTableTests() : SqlReminderTableTests(Place.Sqlite());

public sealed class PostgresReminderTableTests() : SqlReminderTableTests(Place.Postgres());
