using System.Buffers;
using System.Security.Cryptography;
using DigitalTwin.Storage.Folder;

namespace DigitalTwin.Host.Incidents.Files;

/// <summary>A file that was taken.</summary>
/// <param name="Hash">SHA-256 of what is in it, in hexadecimal.</param>
internal sealed record StoredFile(string Hash, string Type, long Bytes);

/// <summary>Files of incidents, by the hash of what is in them, in the data folder and outside all that is served. A name that somebody gives never becomes a path.</summary>
internal sealed class AttachmentStore(DataFolder folder)
{
    public const long MostBytes = 20 * 1024 * 1024;
    private readonly string _root = Path.Combine(folder.Path, "attachments");

    /// <returns>The file; or why it is not taken, and the status that says so.</returns>
    public async Task<(StoredFile? File, int Status, string? Why)> Take(Stream body, string name, CancellationToken cancel)
    {
        Directory.CreateDirectory(_root);
        var arriving = Path.Combine(_root, $"arriving-{Guid.NewGuid():N}");
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.Asynchronous };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using var file = new FileStream(arriving, options);
            if (await Copy(body, file, cancel) is not { } hash) return (null, StatusCodes.Status413PayloadTooLarge, $"The file is larger than {MostBytes} bytes, the most that is taken.");
            if (file.Length == 0) return (null, StatusCodes.Status400BadRequest, "The file is empty.");
            file.Position = 0;
            var (type, why) = FileKinds.Of(file, name);
            if (type is null) return (null, StatusCodes.Status415UnsupportedMediaType, why);
            file.Flush(flushToDisk: true); // Acknowledged is durable.
            var to = PathOf(hash);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            if (!File.Exists(to)) File.Move(arriving, to, overwrite: true);
            return (new StoredFile(hash, type, file.Length), 0, null);
        }
        finally
        {
            File.Delete(arriving);
        }
    }

    /// <summary>Null where there is no such file.</summary>
    public FileStream? Open(string hash) => IsHash(hash) && File.Exists(PathOf(hash)) ? new FileStream(PathOf(hash), FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.Asynchronous) : null;

    public static bool IsHash(string hash) => hash.Length == 64 && hash.All(c => c is >= '0' and <= '9' or >= 'a' and <= 'f');

    /// <summary>Without folders and without what could end a line; the name that a download gets.</summary>
    public static string? CleanName(string? given)
    {
        var name = new string([.. Path.GetFileName((given ?? "").Replace('\\', '/')).Where(c => !char.IsControl(c) && c is not ('"' or '<' or '>' or ':' or '|' or '?' or '*'))]).Trim(' ', '.');
        const int longest = 120;
        return name.Length == 0 ? null : name.Length <= longest ? name : string.Concat(Path.GetFileNameWithoutExtension(name).AsSpan(0, Math.Min(100, Path.GetFileNameWithoutExtension(name).Length)), Path.GetExtension(name).AsSpan(0, Math.Min(10, Path.GetExtension(name).Length)));
    }

    private string PathOf(string hash) => Path.Combine(_root, hash[..2], hash);

    private static async Task<string?> Copy(Stream from, FileStream to, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            int read;
            while ((read = await from.ReadAsync(buffer, cancel)) > 0)
            {
                if (to.Length + read > MostBytes) return null;
                hash.AppendData(buffer, 0, read);
                await to.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
