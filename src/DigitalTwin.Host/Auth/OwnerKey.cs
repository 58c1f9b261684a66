using System.Security.Cryptography;
using System.Text.Json;

namespace DigitalTwin.Host.Auth;

/// <summary>What a running server leaves in its data folder: a fresh key for whoever owns the folder, and where it listens.</summary>
internal static class OwnerKey
{
    public const string KeyFile = "owner.key";
    public const string ServerFile = "server.json";

    /// <summary>Makes a new key and writes it for the owner alone to read.</summary>
    public static string Write(string folder)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        WritePrivately(Path.Combine(folder, KeyFile), key + "\n");
        return key;
    }

    /// <summary>Tells local tools where the server is; it is removed at an orderly stop.</summary>
    public static void WriteServer(string folder, string url) => WritePrivately(Path.Combine(folder, ServerFile),
        JsonSerializer.Serialize(new { url, process = Environment.ProcessId }, JsonSerializerOptions.Web) + "\n");

    public static void RemoveServer(string folder)
    {
        File.Delete(Path.Combine(folder, ServerFile));
        File.Delete(Path.Combine(folder, KeyFile));
    }

    private static void WritePrivately(string path, string text)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}
