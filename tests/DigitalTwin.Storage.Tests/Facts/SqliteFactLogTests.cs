using DigitalTwin.Domain.Assets;
using DigitalTwin.Storage.Facts;
using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.Tests.Testing;

namespace DigitalTwin.Storage.Tests.Facts;

public sealed class SqliteFactLogTests : FactLogConformance
{
    private readonly TemporaryFolder _folder = new();
    private DataFolder _data;
    private CityDatabase _city;

    public SqliteFactLogTests()
    {
        _data = DataFolder.Open(_folder.Path, TimeProvider.System);
        _city = CityDatabase.Open(_data, TimeProvider.System);
        Log = new SqliteFactLog(_city);
    }

    protected override IFactLog Log { get; }

    protected override IFactLog Reopen()
    {
        Close();
        _data = DataFolder.Open(_folder.Path, TimeProvider.System);
        _city = CityDatabase.Open(_data, TimeProvider.System);
        return new SqliteFactLog(_city);
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
