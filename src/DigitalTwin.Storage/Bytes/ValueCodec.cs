using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace DigitalTwin.Storage;

/// <summary>Numbers that are alike in few bytes, exact to the bit.</summary>
/// <remarks>
/// Sensors report decimals, so first as integers of a power of ten, each as its difference to the one before (as in ALP, Afroozeh et al. 2023);
/// where that is not exact, as the bytes in which a value differs from the one before (as in Gorilla, Pelkonen et al. 2015, on whole bytes).
/// </remarks>
internal static class ValueCodec
{
    private const byte Constant = 0;
    private const byte Decimal = 1;
    private const byte Xor = 2;

    private const int MostDecimals = 9;
    private const double LargestExact = 1L << 53;
    private static readonly double[] PowersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

    public static void Write(ByteBuffer to, ReadOnlySpan<double> values)
    {
        if (AllEqual(values)) WriteConstant(to, values[0]);
        else if (FindDecimals(values) is var decimals && decimals >= 0) WriteDecimals(to, values, decimals);
        else WriteXor(to, values);
    }

    public static void Read(ref ReadOnlySpan<byte> from, Span<double> values)
    {
        var form = from[0];
        from = from[1..];
        switch (form)
        {
            case Constant:
                values.Fill(BinaryPrimitives.ReadDoubleLittleEndian(from));
                from = from[8..];
                break;
            case Decimal:
                ReadDecimals(ref from, values);
                break;
            case Xor:
                ReadXor(ref from, values);
                break;
            default:
                throw new InvalidDataException($"Stored values are in form {form}, which this program does not know.");
        }
    }

    private static bool AllEqual(ReadOnlySpan<double> values)
    {
        var first = BitConverter.DoubleToInt64Bits(values[0]);
        foreach (var value in values)
            if (BitConverter.DoubleToInt64Bits(value) != first) return false;
        return true;
    }

    /// <summary>With how many decimals every value is exact; -1 if with none up to 9.</summary>
    private static int FindDecimals(ReadOnlySpan<double> values)
    {
        var decimals = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (IsExact(values[i], PowersOfTen[decimals])) continue;
            if (++decimals > MostDecimals) return -1;
            i = -1; // What was exact with fewer decimals may be too large with more.
        }
        return decimals;
    }

    private static bool IsExact(double value, double power)
    {
        var scaled = Math.Round(value * power);
        return Math.Abs(scaled) < LargestExact && BitConverter.DoubleToInt64Bits((long)scaled / power) == BitConverter.DoubleToInt64Bits(value);
    }

    private static void WriteConstant(ByteBuffer to, double value)
    {
        to.Add(Constant);
        BinaryPrimitives.WriteDoubleLittleEndian(to.Room(8), value);
        to.Advance(8);
    }

    private static void WriteDecimals(ByteBuffer to, ReadOnlySpan<double> values, int decimals)
    {
        to.Add(Decimal);
        to.Add((byte)decimals);
        long before = 0;
        foreach (var value in values)
        {
            var scaled = (long)Math.Round(value * PowersOfTen[decimals]);
            to.AddSigned(scaled - before);
            before = scaled;
        }
    }

    private static void ReadDecimals(ref ReadOnlySpan<byte> from, Span<double> values)
    {
        var power = PowersOfTen[from[0]];
        from = from[1..];
        long scaled = 0;
        foreach (ref var value in values)
        {
            scaled += Varint.ReadSigned(ref from);
            value = scaled / power;
        }
    }

    /// <remarks>A byte a value says how many of the difference's low bytes are zero (high 4 bits) and how many follow (low 4 bits).</remarks>
    private static void WriteXor(ByteBuffer to, ReadOnlySpan<double> values)
    {
        to.Add(Xor);
        ulong before = 0;
        Span<byte> bytes = stackalloc byte[8];
        foreach (var value in values)
        {
            var bits = BitConverter.DoubleToUInt64Bits(value);
            var difference = bits ^ before;
            before = bits;
            if (difference == 0)
            {
                to.Add(0);
                continue;
            }
            var skipped = BitOperations.TrailingZeroCount(difference) / 8;
            var kept = 8 - skipped - BitOperations.LeadingZeroCount(difference) / 8;
            to.Add((byte)((skipped << 4) | kept));
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, difference);
            to.Add(bytes.Slice(skipped, kept));
        }
    }

    private static void ReadXor(ref ReadOnlySpan<byte> from, Span<double> values)
    {
        ulong bits = 0;
        Span<ulong> difference = stackalloc ulong[1];
        foreach (ref var value in values)
        {
            var (skipped, kept) = (from[0] >> 4, from[0] & 15);
            difference[0] = 0;
            from.Slice(1, kept).CopyTo(MemoryMarshal.AsBytes(difference)[skipped..]);
            from = from[(1 + kept)..];
            bits ^= difference[0];
            value = BitConverter.UInt64BitsToDouble(bits);
        }
    }
}
