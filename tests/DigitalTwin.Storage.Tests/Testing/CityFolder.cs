using DigitalTwin.Storage.Folder;

namespace DigitalTwin.Storage.Tests.Testing;

/// <summary>An opened city database in a folder of its own, which can be closed and opened again.</summary>
internal sealed class CityFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private DataFolder _data;

    public CityFolder() => (_data, City) = Open();

    public CityDatabase City { get; private set; }

    public CityDatabase Reopen()
    {
        Close();
        (_data, City) = Open();
        return City;
    }

    public void Dispose()
    {
        Close();
        _folder.Dispose();
    }

    private (DataFolder, CityDatabase) Open()
    {
        var data = DataFolder.Open(_folder.Path, TimeProvider.System);
        return (data, CityDatabase.Open(data, TimeProvider.System));
    }

    private void Close()
    {
        City.Dispose();
        _data.Dispose();
    }
}
