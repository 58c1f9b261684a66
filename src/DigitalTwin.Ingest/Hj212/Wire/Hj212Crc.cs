using System.Globalization;

namespace DigitalTwin.Ingest.Hj212.Wire;

/// <summary>The check of HJ 212-2017 Appendix A. Not CRC-16/MODBUS: here the low byte of the register is shifted out before each byte comes in.</summary>
/// <remarks>So only 256 values exist; length and schema are checked beside it.</remarks>
public static class Hj212Crc
{
    public const int HexLength = 4;
    private const ushort Polynomial = 0xA001;
    private static readonly ushort[] Table = MakeTable();

    public static ushort Of(ReadOnlySpan<byte> data)
    {
        ushort register = 0xFFFF;
        // reg = (reg >> 8) ^ byte has its high byte gone, so the eight shifts depend on that one byte alone: one look-up.
        foreach (var b in data) register = Table[(register >> 8) ^ b];
        return register;
    }

    /// <summary>Upper- or lower-case hex, high byte first; false if it is not four hex digits.</summary>
    public static bool TryParse(ReadOnlySpan<byte> hex, out ushort value)
    {
        value = 0;
        return hex.Length == HexLength && ushort.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Writes four upper-case hex digits.</summary>
    public static void Write(ushort value, Span<byte> hex)
    {
        const string digits = "0123456789ABCDEF";
        for (var i = 0; i < HexLength; i++) hex[i] = (byte)digits[(value >> (12 - 4 * i)) & 15];
    }

    private static ushort[] MakeTable()
    {
        var table = new ushort[256];
        for (var i = 0; i < table.Length; i++)
        {
            var register = (ushort)i;
            for (var bit = 0; bit < 8; bit++) register = (ushort)((register & 1) != 0 ? (register >> 1) ^ Polynomial : register >> 1);
            table[i] = register;
        }
        return table;
    }
}
