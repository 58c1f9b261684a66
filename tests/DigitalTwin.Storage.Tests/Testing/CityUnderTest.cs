using DigitalTwin.Storage.Folder;

namespace DigitalTwin.Storage.Tests.Testing;

/// <summary>An opened city database in a place of its own, which can be closed and opened again.</summary>
internal sealed class CityUnderTest(Place place) : IDisposable
{
    public CityDatabase City { get; private set; } = place.OpenCity();

    public CityDatabase Reopen()
    {
        Close();
        return City = place.OpenCity();
    }

    public void Dispose()
    {
        Close();
        place.Dispose();
    }

    private void Close()
    {
        City.Dispose();
        place.Leave();
    }
}
