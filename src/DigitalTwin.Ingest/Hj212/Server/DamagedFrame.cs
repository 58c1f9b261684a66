using DigitalTwin.Ingest.Hj212.Wire;

namespace DigitalTwin.Ingest.Hj212.Server;

/// <summary>What can still be told of a frame whose check does not hold.</summary>
internal static class DamagedFrame
{
    private const int LongestMn = 64;

    /// <summary>The MN that stands in it; empty where there is none.</summary>
    public static ReadOnlySpan<byte> Device(ReadOnlySpan<byte> frame)
    {
        var at = frame.IndexOf("MN="u8);
        if (at < 0) return default;
        var rest = frame[(at + 3)..];
        var end = rest.IndexOf((byte)';');
        return end is > 0 and <= LongestMn ? rest[..end] : default;
    }

    public static string Why(ReadOnlySpan<byte> frame) => IsOfModbus(frame)
        ? "a frame's CRC is that of Modbus; HJ 212 computes its own, see its appendix A"
        : "a frame came damaged: its CRC or its length does not hold";

    /// <summary>The usual mistake of new loggers.</summary>
    private static bool IsOfModbus(ReadOnlySpan<byte> frame)
    {
        const int header = FrameReader.HeaderLength, trailer = FrameReader.TrailerLength;
        if (frame.Length < header + trailer || !Hj212Crc.TryParse(frame[^trailer..][..Hj212Crc.HexLength], out var check)) return false;
        var register = 0xFFFF;
        foreach (var b in frame[header..^trailer])
        {
            register ^= b;
            for (var bit = 0; bit < 8; bit++) register = (register & 1) != 0 ? register >> 1 ^ 0xA001 : register >> 1;
        }
        // Written with the high byte first, or as Modbus sends it.
        return check == register || check == ((register & 0xFF) << 8 | register >> 8);
    }
}
