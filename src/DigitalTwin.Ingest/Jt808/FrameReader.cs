namespace DigitalTwin.Ingest.Jt808;

/// <summary>Takes a stream of JT/T 808 apart into frames: between two bytes 0x7E, with 0x7D 01 for 0x7D and 0x7D 02 for 0x7E. Bytes may come in any pieces. For one connection.</summary>
public sealed class FrameReader
{
    private const byte Border = 0x7E, Escape = 0x7D;
    /// <summary>Header of 2019 with its packet numbers, 1023 bytes of body, checksum.</summary>
    public const int LongestFrame = 21 + 1023 + 1;

    private readonly byte[] _frame = new byte[LongestFrame];
    private int _length;
    private bool _isEscaped, _isDamaged;
    // What comes before the first border belongs to no frame.
    private bool _isInside;

    /// <summary>Frames that were too long, wrongly escaped, or whose checksum is wrong.</summary>
    public long Damaged { get; private set; }

    /// <summary>True while a frame has begun and not ended.</summary>
    public bool IsPartial => _isInside && (_length > 0 || _isEscaped || _isDamaged);

    /// <summary>Takes bytes up to the end of the next whole frame.</summary>
    /// <param name="frame">Header and body, without border, escapes and checksum; good until the next call.</param>
    /// <param name="used">Bytes that were taken.</param>
    public bool TryRead(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> frame, out int used)
    {
        for (used = 0; used < bytes.Length;)
        {
            var b = bytes[used++];
            if (b == Border)
            {
                var isWhole = IsWhole();
                frame = _frame.AsSpan(0, Math.Max(0, _length - 1));
                (_length, _isEscaped, _isDamaged, _isInside) = (0, false, false, true);
                if (isWhole) return true;
            }
            else if (_isInside) Take(b);
        }
        frame = default;
        return false;
    }

    private void Take(byte b)
    {
        if (_isDamaged) return;
        if (_isEscaped)
        {
            _isEscaped = false;
            if (b is 1 or 2) Keep(b == 1 ? Escape : Border);
            else _isDamaged = true;
        }
        else if (b == Escape) _isEscaped = true;
        else Keep(b);
    }

    private void Keep(byte b)
    {
        if (_length == _frame.Length) _isDamaged = true;
        else _frame[_length++] = b;
    }

    private bool IsWhole()
    {
        if (!IsPartial) return false; // Two borders side by side, an end and a beginning.
        byte sum = 0;
        foreach (var b in _frame.AsSpan(0, _length)) sum ^= b;
        if (!_isDamaged && !_isEscaped && _length > 1 && sum == 0) return true;
        Damaged++;
        return false;
    }
}
