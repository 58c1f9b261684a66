using DigitalTwin.Storage.GrainState;
using DigitalTwin.Storage.Tests.Testing;
using Orleans.Storage;

namespace DigitalTwin.Storage.Tests.GrainState;

/// <summary>The same promises on either database.</summary>
public abstract class SqlGrainStorageTests : GrainStorageConformance
{
    private readonly CityUnderTest _place;

    protected SqlGrainStorageTests(Place place)
    {
        _place = new CityUnderTest(place);
        Storage = new SqlGrainStorage(_place.City);
    }

    protected override IGrainStorage Storage { get; private protected set; }

    protected override IGrainStorage Reopen() => Storage = new SqlGrainStorage(_place.Reopen());

    public override void Dispose()
    {
        _place.Dispose();
        GC.SuppressFinalize(this);
    }
}

public sealed class SqliteGrainStorageTests() : SqlGrainStorageTests(Place.Sqlite());

public sealed class PostgresGrainStorageTests() : SqlGrainStorageTests(Place.Postgres());
