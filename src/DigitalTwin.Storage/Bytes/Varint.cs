namespace DigitalTwin.Storage;

/// <summary>Integers in as few bytes as they need, 7 bits a byte, lowest first (LEB128); signed ones zigzag.</summary>
internal static class Varint
{
    public const int MostBytes = 10;

    public static int Write(Span<byte> to, ulong value)
    {
        var i = 0;
        for (; value >= 0x80; value >>= 7) to[i++] = (byte)(value | 0x80);
        to[i++] = (byte)value;
        return i;
    }

    public static int Write(Span<byte> to, long value) => Write(to, Zigzag(value));

    public static ulong ReadUnsigned(ref ReadOnlySpan<byte> from)
    {
        ulong value = from[0];
        if (value < 0x80)
        {
            from = from[1..];
            return value;
        }
        value &= 0x7f;
        var i = 1;
        for (var shift = 7; ; shift += 7)
        {
            if (i == MostBytes) throw new InvalidDataException("A stored number is longer than 10 bytes.");
            ulong next = from[i++];
            value |= (next & 0x7f) << shift;
            if (next < 0x80) break;
        }
        from = from[i..];
        return value;
    }

    public static long ReadSigned(ref ReadOnlySpan<byte> from)
    {
        var value = ReadUnsigned(ref from);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>A length or number of rows.</summary>
    public static int ReadCount(ref ReadOnlySpan<byte> from)
    {
        var value = ReadUnsigned(ref from);
        return value <= int.MaxValue ? (int)value : throw new InvalidDataException($"A stored length of {value} cannot be right.");
    }

    private static ulong Zigzag(long value) => (ulong)((value << 1) ^ (value >> 63));
}
