using System.Buffers.Binary;
using System.Security.Cryptography;

namespace DigitalTwin.Host.Messages.Push;

/// <summary>Encrypts a push message so that only the browser can read it: RFC 8291 over the content coding aes128gcm of RFC 8188.</summary>
internal static class PushEncryption
{
    /// <summary>All in one record; push services take no more than 4096 bytes.</summary>
    public const int LongestText = 3993;
    public const int PublicKeyLength = 65, AuthLength = 16, SaltLength = 16;
    private const int RecordSize = 4096, TagLength = 16;

    /// <param name="plain">At most <see cref="LongestText"/> bytes.</param>
    /// <param name="browser">Its public key on P-256, uncompressed.</param>
    /// <param name="auth">Its authentication secret.</param>
    public static byte[] Encrypt(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> browser, ReadOnlySpan<byte> auth)
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Encrypt(plain, browser, auth, own, RandomNumberGenerator.GetBytes(SaltLength));
    }

    internal static byte[] Encrypt(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> browser, ReadOnlySpan<byte> auth, ECDiffieHellman own, ReadOnlySpan<byte> salt)
    {
        if (plain.Length > LongestText) throw new ArgumentException($"A push message has at most {LongestText} bytes.");
        using var other = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = P256.Point(browser) });
        var ownPublic = P256.Bytes(own.ExportParameters(false).Q);
        var shared = own.DeriveRawSecretAgreement(other.PublicKey);
        var input = HKDF.Expand(HashAlgorithmName.SHA256, HKDF.Extract(HashAlgorithmName.SHA256, shared, auth.ToArray()), 32, [.. "WebPush: info\0"u8, .. browser, .. ownPublic]);
        var secret = HKDF.Extract(HashAlgorithmName.SHA256, input, salt.ToArray());
        var key = HKDF.Expand(HashAlgorithmName.SHA256, secret, 16, "Content-Encoding: aes128gcm\0"u8.ToArray());
        var nonce = HKDF.Expand(HashAlgorithmName.SHA256, secret, 12, "Content-Encoding: nonce\0"u8.ToArray());

        byte[] padded = [.. plain, 2]; // The last record's delimiter (RFC 8188 §2).
        var header = SaltLength + 5 + PublicKeyLength;
        var body = new byte[header + padded.Length + TagLength];
        salt.CopyTo(body);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(SaltLength), RecordSize);
        body[SaltLength + 4] = PublicKeyLength;
        ownPublic.CopyTo(body, SaltLength + 5);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, padded, body.AsSpan(header, padded.Length), body.AsSpan(header + padded.Length));
        return body;
    }
}

/// <summary>Points of the curve P-256 as 65 bytes: 4, x, y.</summary>
internal static class P256
{
    private const int Coordinate = 32;

    public static ECPoint Point(ReadOnlySpan<byte> bytes) => bytes.Length == 1 + 2 * Coordinate && bytes[0] == 4
        ? new() { X = bytes.Slice(1, Coordinate).ToArray(), Y = bytes[(1 + Coordinate)..].ToArray() } : throw new FormatException("A public key on P-256 has 65 bytes, of which the first is 4.");

    public static byte[] Bytes(ECPoint point) => [4, .. point.X!, .. point.Y!];

    /// <summary>Whether it is a point of the curve, as a browser's key must be.</summary>
    public static bool IsKey(ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var key = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = Point(bytes) });
            return true;
        }
        catch (Exception e) when (e is FormatException or CryptographicException or PlatformNotSupportedException)
        {
            return false;
        }
    }
}
