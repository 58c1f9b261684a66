using DigitalTwin.Domain.Assets;
using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.Registry;
using DigitalTwin.Storage.Tests.Testing;

namespace DigitalTwin.Storage.Tests.Registry;

public sealed class SqliteRegistryTests : RegistryConformance
{
    private readonly TemporaryFolder _folder = new();
    private DataFolder _data;
    private CityDatabase _city;

    public SqliteRegistryTests()
    {
        _data = DataFolder.Open(_folder.Path, TimeProvider.System);
        _city = CityDatabase.Open(_data, TimeProvider.System);
        Registry = SqliteRegistry.Open(_city);
    }

    protected override IRegistry Registry { get; }

    protected override IRegistry Reopen()
    {
        Close();
        _data = DataFolder.Open(_folder.Path, TimeProvider.System);
        _city = CityDatabase.Open(_data, TimeProvider.System);
        return SqliteRegistry.Open(_city);
    }

    public override void Dispose()
    {
        Close();
        _folder.Dispose();
    }

    private void Close()
    {
        _city.Dispose();
        _data.Dispose();
    }
}
