using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace DigitalTwin.Host.Messages.Push;

/// <summary>Tells push services who sends (RFC 8292): one key of this city, kept in the data folder for its owner alone.</summary>
internal sealed class Vapid
{
    private const string File = "push.key";
    /// <summary>RFC 8292 §2 allows a day.</summary>
    private static readonly TimeSpan Good = TimeSpan.FromHours(12);

    private readonly Lazy<ECDsa> _key;

    public Vapid(string folder) => _key = new(() => Read(Path.Combine(folder, File)));

    internal Vapid(ECDsa key) => _key = new(() => key);

    /// <summary>65 bytes in base64url, as browsers want it to subscribe.</summary>
    public string PublicKey => Base64Url.EncodeToString(P256.Bytes(_key.Value.ExportParameters(false).Q));

    /// <summary>The value of the header Authorization for one endpoint.</summary>
    public string Authorization(Uri endpoint, string contact, DateTimeOffset now)
    {
        var head = Base64Url.EncodeToString("{\"typ\":\"JWT\",\"alg\":\"ES256\"}"u8);
        var claims = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { aud = endpoint.GetLeftPart(UriPartial.Authority), exp = (now + Good).ToUnixTimeSeconds(), sub = contact }));
        var signature = _key.Value.SignData(Encoding.ASCII.GetBytes($"{head}.{claims}"), HashAlgorithmName.SHA256);
        return $"vapid t={head}.{claims}.{Base64Url.EncodeToString(signature)}, k={PublicKey}";
    }

    private static ECDsa Read(string path)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (System.IO.File.Exists(path))
        {
            key.ImportFromPem(System.IO.File.ReadAllText(path));
            return key;
        }
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(key.ExportPkcs8PrivateKeyPem());
        return key;
    }
}
