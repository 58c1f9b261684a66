namespace DigitalTwin.Storage;

/// <summary>Bytes that grow while they are written and are used again and again.</summary>
internal sealed class ByteBuffer
{
    private byte[] _bytes = new byte[256];

    public int Length { get; private set; }
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>What is written, to be overwritten in place.</summary>
    public Span<byte> All => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Room for at least so many more bytes; say with <see cref="Advance"/> how many were used.</summary>
    public Span<byte> Room(int bytes)
    {
        if (_bytes.Length - Length < bytes) Array.Resize(ref _bytes, Math.Max(Length + bytes, 2 * _bytes.Length));
        return _bytes.AsSpan(Length);
    }

    public void Advance(int bytes) => Length += bytes;

    public void Add(byte value)
    {
        Room(1)[0] = value;
        Length++;
    }

    public void Add(ReadOnlySpan<byte> values)
    {
        values.CopyTo(Room(values.Length));
        Length += values.Length;
    }

    public void AddSigned(long value) => Advance(Varint.Write(Room(Varint.MostBytes), value));

    public void AddUnsigned(ulong value) => Advance(Varint.Write(Room(Varint.MostBytes), value));
}
