using DigitalTwin.Domain.Assets;
using DigitalTwin.Storage.Facts;
using DigitalTwin.Storage.Tests.Testing;

namespace DigitalTwin.Storage.Tests.Facts;

/// <summary>The same promises on either database.</summary>
public abstract class SqlFactLogTests : FactLogConformance
{
    private readonly CityUnderTest _place;

    protected SqlFactLogTests(Place place)
    {
        _place = new CityUnderTest(place);
        Log = new SqlFactLog(_place.City);
    }

    protected override IFactLog Log { get; }

    protected override IFactLog Reopen() => new SqlFactLog(_place.Reopen());

    public override void Dispose()
    {
        _place.Dispose();
        GC.SuppressFinalize(this);
    }
}

public sealed class SqliteFactLogTests() : SqlFactLogTests(Place.Sqlite());

public sealed class PostgresFactLogTests() : SqlFactLogTests(Place.Postgres());
