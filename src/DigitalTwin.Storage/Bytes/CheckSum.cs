using System.Numerics;
using System.Runtime.InteropServices;

namespace DigitalTwin.Storage;

/// <summary>CRC-32C (Castagnoli), which processors compute by themselves.</summary>
internal static class CheckSum
{
    public static uint Of(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(data)) crc = BitOperations.Crc32C(crc, word);
        foreach (var rest in data[(data.Length & ~7)..]) crc = BitOperations.Crc32C(crc, rest);
        return ~crc;
    }
}
