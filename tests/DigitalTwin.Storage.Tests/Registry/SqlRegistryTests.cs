using DigitalTwin.Domain.Assets;
using DigitalTwin.Storage.Registry;
using DigitalTwin.Storage.Tests.Testing;

namespace DigitalTwin.Storage.Tests.Registry;

/// <summary>The same promises on either database.</summary>
public abstract class SqlRegistryTests : RegistryConformance
{
    private readonly CityUnderTest _place;

    protected SqlRegistryTests(Place place)
    {
        _place = new CityUnderTest(place);
        Registry = SqlRegistry.Open(_place.City);
    }

    protected override IRegistry Registry { get; }

    protected override IRegistry Reopen() => SqlRegistry.Open(_place.Reopen());

    public override void Dispose()
    {
        _place.Dispose();
        GC.SuppressFinalize(this);
    }
}

public sealed class SqliteRegistryTests() : SqlRegistryTests(Place.Sqlite());

public sealed class PostgresRegistryTests() : SqlRegistryTests(Place.Postgres());
