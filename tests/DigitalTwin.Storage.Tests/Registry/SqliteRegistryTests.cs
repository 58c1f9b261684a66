using DigitalTwin.Domain.Assets;
using DigitalTwin.Storage.Registry;
using DigitalTwin.Storage.Tests.Testing;

namespace DigitalTwin.Storage.Tests.Registry;

public sealed class SqliteRegistryTests : RegistryConformance
{
    private readonly CityFolder _folder = new();

    public SqliteRegistryTests() => Registry = SqliteRegistry.Open(_folder.City);

    protected override IRegistry Registry { get; }

    protected override IRegistry Reopen() => SqliteRegistry.Open(_folder.Reopen());

    public override void Dispose() => _folder.Dispose();
}
