using System.Globalization;

namespace DigitalTwin.Storage.Folder;

/// <summary>The one folder in which a running platform keeps everything. Held by one process at a time.</summary>
/// <remarks>Created for its owner alone (0700): it holds keys and the city's data.</remarks>
public sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock) => (Path, _lock) = (path, @lock);

    public string Path { get; }

    /// <summary>Readings: written in bulk, so apart from the rest.</summary>
    public string HistoryFile => System.IO.Path.Combine(Path, "history.db");

    /// <summary>Registry, facts, grain state and reminders.</summary>
    public string CityFile => System.IO.Path.Combine(Path, "city.db");

    /// <summary>Opens the folder, creating it where absent, and holds it until disposed or until the process ends in whatever way.</summary>
    /// <exception cref="DataFolderInUseException">Another process, or another part of this one, holds it.</exception>
    public static DataFolder Open(string path, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var folder = System.IO.Path.GetFullPath(path);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly);

        var holderFile = System.IO.Path.Combine(folder, "lock.holder");
        var held = TryLock(System.IO.Path.Combine(folder, "lock")) ?? throw new DataFolderInUseException(folder, ReadHolder(holderFile));
        try
        {
            // Beside the lock and not inside it: nobody else can read a file that is held exclusively.
            File.WriteAllText(holderFile, string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} since {time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}"));
        }
        catch
        {
            held.Dispose();
            throw;
        }
        return new DataFolder(folder, held);
    }

    public void Dispose() => _lock.Dispose();

    /// <remarks>The lock is the operating system's and goes with the process, so a killed one leaves nothing that blocks.</remarks>
    private static FileStream? TryLock(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(file))
        {
            return null;
        }
    }

    private static string? ReadHolder(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return null;
        }
    }
}

/// <summary>The data folder is held by another process.</summary>
public sealed class DataFolderInUseException(string folder, string? holder)
    : IOException($"The data folder '{folder}' is in use by {holder ?? "another process"}. Stop that one, or start this one with another folder.")
{
    public string Folder { get; } = folder;
    public string? Holder { get; } = holder;
}
