using System.Buffers.Binary;

namespace DigitalTwin.Ingest.Jt808;

/// <summary>Writes messages of JT/T 808 as they go over the line.</summary>
public static class FrameWriter
{
    private const byte Border = 0x7E, Escape = 0x7D;
    private const int LongestBody = 0x3FF;

    /// <param name="phone">Digits; twelve at most, twenty by 2019.</param>
    /// <param name="body">At most 1023 bytes.</param>
    public static byte[] Write(ushort id, string phone, ushort serial, bool is2019, ReadOnlySpan<byte> body)
    {
        if (body.Length > LongestBody) throw new ArgumentException($"A body has at most {LongestBody} bytes.");
        var (phoneAt, phoneLength) = is2019 ? (5, 10) : (4, 6);
        var plain = new byte[phoneAt + phoneLength + 2 + body.Length + 1];
        BinaryPrimitives.WriteUInt16BigEndian(plain, id);
        BinaryPrimitives.WriteUInt16BigEndian(plain.AsSpan(2), (ushort)(body.Length | (is2019 ? 0x4000 : 0)));
        if (is2019) plain[4] = 1;
        Bcd.Write(phone, plain.AsSpan(phoneAt, phoneLength));
        BinaryPrimitives.WriteUInt16BigEndian(plain.AsSpan(phoneAt + phoneLength), serial);
        body.CopyTo(plain.AsSpan(phoneAt + phoneLength + 2));
        foreach (var b in plain.AsSpan(0, plain.Length - 1)) plain[^1] ^= b;

        var written = new List<byte>(plain.Length + 8) { Border };
        foreach (var b in plain)
            if (b is Border or Escape) written.AddRange([Escape, (byte)(b == Escape ? 1 : 2)]);
            else written.Add(b);
        written.Add(Border);
        return [.. written];
    }
}
