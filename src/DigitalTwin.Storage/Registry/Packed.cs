using System.Buffers.Binary;
using System.IO.Compression;

namespace DigitalTwin.Storage.Registry;

/// <summary>A compressed body with the length and check sum of what it expands to.</summary>
internal static class Packed
{
    private const int HeaderLength = 8;

    public static byte[] Compress(ReadOnlySpan<byte> plain)
    {
        using var to = new MemoryStream();
        Span<byte> header = stackalloc byte[HeaderLength];
        BinaryPrimitives.WriteInt32LittleEndian(header, plain.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], CheckSum.Of(plain));
        to.Write(header);
        using (var compressor = new ZLibStream(to, CompressionLevel.Fastest, leaveOpen: true)) compressor.Write(plain);
        return to.ToArray();
    }

    /// <exception cref="InvalidDataException">The body is damaged.</exception>
    public static byte[] Expand(ReadOnlySpan<byte> packed)
    {
        if (packed.Length < HeaderLength) throw new InvalidDataException($"A stored body has {packed.Length} bytes; its header alone has {HeaderLength}.");
        var plain = new byte[BinaryPrimitives.ReadInt32LittleEndian(packed)];
        using (var expander = new ZLibStream(new MemoryStream(packed[HeaderLength..].ToArray()), CompressionMode.Decompress)) expander.ReadExactly(plain);
        if (CheckSum.Of(plain) != BinaryPrimitives.ReadUInt32LittleEndian(packed[4..])) throw new InvalidDataException("A stored body does not match its check sum.");
        return plain;
    }
}
