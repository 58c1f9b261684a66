using System.Text.Json;
using DigitalTwin.Host.Auth;

namespace DigitalTwin.Host.Cli;

/// <summary>Where servers of this user run: one small file each, so that a tool finds the data folder, and in it the key, by the address alone.</summary>
/// <remarks>A killed server leaves its file; whoever uses it finds nobody listening.</remarks>
internal static class LocalServers
{
    /// <summary>False where this user has no place to write to, as in a container; the server runs all the same.</summary>
    public static bool Announce(string url, string dataFolder)
    {
        try
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(FileOf(new Uri(url)), JsonSerializer.Serialize(new LocalServer(url, dataFolder), JsonSerializerOptions.Web));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public static void Withdraw(string url)
    {
        if (Directory.Exists(Folder)) File.Delete(FileOf(new Uri(url)));
    }

    /// <summary>The server at an address, or the one that started last.</summary>
    public static LocalServer? Find(string? url)
    {
        if (!Directory.Exists(Folder)) return null;
        var file = url is not null ? FileOf(new Uri(url)) : new DirectoryInfo(Folder).GetFiles("*.json").MaxBy(f => f.LastWriteTimeUtc)?.FullName;
        return file is not null && File.Exists(file) ? JsonSerializer.Deserialize<LocalServer>(File.ReadAllText(file), JsonSerializerOptions.Web) : null;
    }

    /// <summary>The key that a server left for its owner; null where there is none that this user can read.</summary>
    public static string? KeyOf(LocalServer server)
    {
        try
        {
            return File.ReadAllText(Path.Combine(server.DataFolder, OwnerKey.KeyFile)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Folder => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state ? state : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state"),
        "digitaltwin");

    private static string FileOf(Uri url) => Path.Combine(Folder, $"{url.Port}.json");
}

internal sealed record LocalServer(string Url, string DataFolder);
