using DigitalTwin.Ingest.Hj212.Sm4;

namespace DigitalTwin.Ingest.Hj212.Wire;

/// <summary>What stands at the start of a buffer.</summary>
public enum FrameVerdict
{
    /// <summary>Nothing whole yet; keep what is left and read on.</summary>
    NeedMore,
    /// <summary>A whole frame with the right check.</summary>
    Frame,
    /// <summary>A whole frame whose check is right but whose length field is not, as with text counted in characters or encrypted content.</summary>
    FrameOfOtherLength,
    /// <summary>A whole frame with encrypted content, whose check is that of the plain text: decrypt it, then check (<see cref="FrameReader.HasCheck"/>).</summary>
    Encrypted,
    /// <summary>Bytes that belong to no frame were skipped.</summary>
    Garbage,
    /// <summary>Something that begins like a frame but whose check does not hold.</summary>
    BadCheck,
}

/// <summary>Finds frames <c>## LLLL data CRC CR LF</c> in a stream of bytes, whatever segments it came in, and finds its way back after damage.</summary>
/// <remarks>Stateless: the caller holds the buffer and drops <c>consumed</c> bytes after each call. HJ 212-2017 table 2.</remarks>
public static class FrameReader
{
    /// <summary>Four digits cannot say more; the standard's own bound is 1024.</summary>
    public const int MaxData = 9999;
    public const int HeaderLength = 6;
    public const int TrailerLength = Hj212Crc.HexLength + 2;
    /// <summary>A buffer that holds this many bytes without a frame holds none.</summary>
    public const int MaxFrame = HeaderLength + MaxData + TrailerLength;

    /// <param name="buffer">What came and was not consumed yet.</param>
    /// <param name="data">Where the data segment stands in the buffer, if the verdict is a frame.</param>
    /// <param name="consumed">How many bytes the caller drops; 0 only with <see cref="FrameVerdict.NeedMore"/>.</param>
    public static FrameVerdict Read(ReadOnlySpan<byte> buffer, out Range data, out int consumed)
    {
        data = default;
        var start = buffer.IndexOf("##"u8);
        if (start != 0)
        {
            // The last byte may be the first '#' of a frame to come.
            consumed = start > 0 ? start : buffer.Length - (buffer.EndsWith("#"u8) ? 1 : 0);
            return consumed == 0 ? FrameVerdict.NeedMore : FrameVerdict.Garbage;
        }
        if (buffer.StartsWith("###"u8))
        {
            // A stray '#' before a frame must not cost the frame.
            consumed = 1;
            return FrameVerdict.Garbage;
        }
        consumed = 0;
        if (buffer.Length < HeaderLength) return FrameVerdict.NeedMore;
        var declared = Length(buffer[2..HeaderLength]);
        if (declared >= 0)
        {
            var end = HeaderLength + declared + TrailerLength;
            if (buffer.Length >= end && Holds(buffer, declared))
            {
                (data, consumed) = (HeaderLength..(HeaderLength + declared), end);
                return FrameVerdict.Frame;
            }
        }
        return ByLineEnd(buffer, declared, out data, out consumed);
    }

    // The length field is wrong, or the frame is not whole yet, or it is damaged: the line end tells.
    private static FrameVerdict ByLineEnd(ReadOnlySpan<byte> buffer, int declared, out Range data, out int consumed)
    {
        data = default;
        var lineEnd = buffer.IndexOf("\r\n"u8);
        // A new frame that begins before this one ended means that this one lost its tail.
        var next = buffer[2..].IndexOf("##"u8) + 2;
        if (next >= 2 && (lineEnd < 0 || next < lineEnd))
        {
            consumed = next;
            return FrameVerdict.BadCheck;
        }
        if (lineEnd < 0)
        {
            consumed = buffer.Length >= MaxFrame ? 2 : 0;
            return consumed == 0 ? FrameVerdict.NeedMore : FrameVerdict.Garbage;
        }
        var length = lineEnd - Hj212Crc.HexLength - HeaderLength;
        consumed = lineEnd + 2;
        if (length < 0) return FrameVerdict.BadCheck;
        data = HeaderLength..(HeaderLength + length);
        // The length may be that of the plain text; only the line end tells where such a frame ends.
        if (EncryptedContent.IsIn(buffer[data]) && !Holds(buffer, length)) return FrameVerdict.Encrypted;
        if (length != declared && Holds(buffer, length)) return FrameVerdict.FrameOfOtherLength;
        data = default;
        return FrameVerdict.BadCheck;
    }

    /// <summary>Whether the four digits behind an encrypted frame's data are the check of what was decrypted from it.</summary>
    public static bool HasCheck(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> digits) => Hj212Crc.TryParse(digits, out var check) && check == Hj212Crc.Of(plain);

    private static bool Holds(ReadOnlySpan<byte> buffer, int length)
    {
        var trailer = buffer.Slice(HeaderLength + length, TrailerLength);
        return trailer[^2] == '\r' && trailer[^1] == '\n'
            && Hj212Crc.TryParse(trailer[..Hj212Crc.HexLength], out var check)
            && check == Hj212Crc.Of(buffer.Slice(HeaderLength, length));
    }

    private static int Length(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var d in digits)
        {
            if (d is < (byte)'0' or > (byte)'9') return -1;
            value = value * 10 + d - '0';
        }
        return value;
    }
}
