using DigitalTwin.Domain.Forecast.Archive;
using DigitalTwin.Storage.Forecasts;
using DigitalTwin.Storage.Tests.Testing;

namespace DigitalTwin.Storage.Tests.Forecasts;

/// <summary>The same promises on either database.</summary>
public abstract class SqlForecastArchiveTests : ForecastArchiveConformance
{
    private readonly CityUnderTest _place;

    protected SqlForecastArchiveTests(Place place)
    {
        _place = new CityUnderTest(place);
        Archive = new SqlForecastArchive(_place.City);
    }

    protected override IForecastArchive Archive { get; }

    protected override IForecastArchive Reopen() => new SqlForecastArchive(_place.Reopen());

    public override void Dispose()
    {
        _place.Dispose();
        GC.SuppressFinalize(this);
    }
}

public sealed class SqliteForecastArchiveTests() : SqlForecastArchiveTests(Place.Sqlite());

public sealed class PostgresForecastArchiveTests() : SqlForecastArchiveTests(Place.Postgres());
