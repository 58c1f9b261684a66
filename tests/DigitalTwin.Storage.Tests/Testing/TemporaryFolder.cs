namespace DigitalTwin.Storage.Tests.Testing;

/// <summary>A folder of its own for a test, gone afterwards.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("twin-storage-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
