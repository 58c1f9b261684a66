using System.Buffers.Binary;

namespace DigitalTwin.Ingest.Jt808;

/// <summary>The head of a message of JT/T 808-2013 or -2019, as a bit in it tells.</summary>
/// <param name="Phone">The terminal's number without leading zeros.</param>
/// <param name="Is2019">Its number has twenty digits and a version goes before it.</param>
/// <param name="IsPart">One of several packets of a message.</param>
public readonly record struct FrameHeader(ushort Id, string Phone, ushort Serial, bool Is2019, bool IsEncrypted, bool IsPart)
{
    private const int LengthBits = 0x3FF, EncryptionBits = 0x1C00, PartBit = 0x2000, VersionBit = 0x4000;

    /// <param name="frame">As <see cref="FrameReader"/> gives it.</param>
    /// <param name="body">What follows the head.</param>
    public static bool TryRead(ReadOnlySpan<byte> frame, out FrameHeader header, out ReadOnlySpan<byte> body)
    {
        header = default;
        body = default;
        if (frame.Length < 4) return false;
        var properties = BinaryPrimitives.ReadUInt16BigEndian(frame[2..]);
        var is2019 = (properties & VersionBit) != 0;
        var (phoneAt, phoneLength) = is2019 ? (5, 10) : (4, 6);
        var isPart = (properties & PartBit) != 0;
        var length = phoneAt + phoneLength + 2 + (isPart ? 4 : 0);
        if (frame.Length != length + (properties & LengthBits) || !Bcd.TryRead(frame.Slice(phoneAt, phoneLength), out var phone)) return false;
        header = new(BinaryPrimitives.ReadUInt16BigEndian(frame), phone.TrimStart('0') is { Length: > 0 } number ? number : "0", BinaryPrimitives.ReadUInt16BigEndian(frame[(phoneAt + phoneLength)..]), is2019, (properties & EncryptionBits) != 0, isPart);
        body = frame[length..];
        return true;
    }
}

/// <summary>Two digits a byte.</summary>
internal static class Bcd
{
    public static bool TryRead(ReadOnlySpan<byte> bytes, out string digits)
    {
        Span<char> text = stackalloc char[bytes.Length * 2];
        digits = "";
        for (var i = 0; i < bytes.Length; i++)
        {
            var (high, low) = (bytes[i] >> 4, bytes[i] & 15);
            if (high > 9 || low > 9) return false;
            (text[2 * i], text[2 * i + 1]) = ((char)('0' + high), (char)('0' + low));
        }
        digits = text.ToString();
        return true;
    }

    public static void Write(string digits, Span<byte> bytes)
    {
        var padded = digits.PadLeft(bytes.Length * 2, '0');
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)((padded[2 * i] - '0') << 4 | padded[2 * i + 1] - '0');
    }
}
