using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DigitalTwin.Domain.Query.Execution;

/// <summary>The loops that filters spend their time in. Columns are whole blocks, so there are no tails.</summary>
internal static class Kernels
{
    /// <summary>Clears bits of rows for which the comparison is false; words that are 0 are not looked at.</summary>
    public static void Compare<T>(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<ulong> mask) where T : struct, ICompare
    {
        ref var left = ref MemoryMarshal.GetReference(a);
        ref var right = ref MemoryMarshal.GetReference(b);
        for (var w = 0; w < mask.Length; w++)
        {
            if (mask[w] == 0) continue;
            ulong bits = 0;
            for (var i = 0; i < 64; i += 4)
            {
                var at = (nuint)(w * 64 + i);
                bits |= (ulong)T.Of(Vector256.LoadUnsafe(ref left, at), Vector256.LoadUnsafe(ref right, at)).ExtractMostSignificantBits() << i;
            }
            mask[w] &= bits;
        }
    }

    public static void Compare<T>(ReadOnlySpan<double> a, double b, Span<ulong> mask) where T : struct, ICompare
    {
        ref var left = ref MemoryMarshal.GetReference(a);
        var right = Vector256.Create(b);
        for (var w = 0; w < mask.Length; w++)
        {
            if (mask[w] == 0) continue;
            ulong bits = 0;
            for (var i = 0; i < 64; i += 4)
                bits |= (ulong)T.Of(Vector256.LoadUnsafe(ref left, (nuint)(w * 64 + i)), right).ExtractMostSignificantBits() << i;
            mask[w] &= bits;
        }
    }

    public static void Calculate<T>(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> to) where T : struct, ICalculate
    {
        for (var i = 0; i < to.Length; i += 4) T.Of(Vector256.Create(a[i..]), Vector256.Create(b[i..])).CopyTo(to[i..]);
    }

    public static void Calculate<T>(ReadOnlySpan<double> a, double b, Span<double> to) where T : struct, ICalculate
    {
        var right = Vector256.Create(b);
        for (var i = 0; i < to.Length; i += 4) T.Of(Vector256.Create(a[i..]), right).CopyTo(to[i..]);
    }

    public static void Calculate<T>(double a, ReadOnlySpan<double> b, Span<double> to) where T : struct, ICalculate
    {
        var left = Vector256.Create(a);
        for (var i = 0; i < to.Length; i += 4) T.Of(left, Vector256.Create(b[i..])).CopyTo(to[i..]);
    }

    /// <summary>Clears bits of rows whose masked byte is none of the values.</summary>
    public static void ByteIn(ReadOnlySpan<byte> column, byte and, ReadOnlySpan<byte> values, Span<ulong> mask)
    {
        ref var bytes = ref MemoryMarshal.GetReference(column);
        var bitsKept = Vector256.Create(and);
        for (var w = 0; w < mask.Length; w++)
        {
            if (mask[w] == 0) continue;
            var low = Vector256.LoadUnsafe(ref bytes, (nuint)(w * 64)) & bitsKept;
            var high = Vector256.LoadUnsafe(ref bytes, (nuint)(w * 64 + 32)) & bitsKept;
            Vector256<byte> inLow = default, inHigh = default;
            foreach (var value in values)
            {
                var wanted = Vector256.Create(value);
                inLow |= Vector256.Equals(low, wanted);
                inHigh |= Vector256.Equals(high, wanted);
            }
            mask[w] &= inLow.ExtractMostSignificantBits() | (ulong)inHigh.ExtractMostSignificantBits() << 32;
        }
    }

    /// <summary>Clears bits of rows whose code is none of these.</summary>
    public static void CodeIn(ReadOnlySpan<int> column, ReadOnlySpan<int> values, Span<ulong> mask)
    {
        ref var codes = ref MemoryMarshal.GetReference(column);
        for (var w = 0; w < mask.Length; w++)
        {
            if (mask[w] == 0) continue;
            ulong bits = 0;
            for (var i = 0; i < 64; i += 8)
            {
                var eight = Vector256.LoadUnsafe(ref codes, (nuint)(w * 64 + i));
                Vector256<int> found = default;
                foreach (var value in values) found |= Vector256.Equals(eight, Vector256.Create(value));
                bits |= (ulong)found.ExtractMostSignificantBits() << i;
            }
            mask[w] &= bits;
        }
    }
}

/// <summary>All bits of a lane set where true. Every one is false where a lane is NaN.</summary>
internal interface ICompare
{
    static abstract Vector256<double> Of(Vector256<double> a, Vector256<double> b);
}

internal readonly struct Equal : ICompare
{
    public static Vector256<double> Of(Vector256<double> a, Vector256<double> b) => Vector256.Equals(a, b);
}

internal readonly struct NotEqual : ICompare
{
    public static Vector256<double> Of(Vector256<double> a, Vector256<double> b) => Vector256.LessThan(a, b) | Vector256.GreaterThan(a, b);
}

internal readonly struct Less : ICompare
{
    public static Vector256<double> Of(Vector256<double> a, Vector256<double> b) => Vector256.LessThan(a, b);
}

internal readonly struct LessOrEqual : ICompare
{
    public static Vector256<double> Of(Vector256<double> a, Vector256<double> b) => Vector256.LessThanOrEqual(a, b);
}

internal readonly struct Greater : ICompare
{
    public static Vector256<double> Of(Vector256<double> a, Vector256<double> b) => Vector256.GreaterThan(a, b);
}

internal readonly struct GreaterOrEqual : ICompare
{
    public static Vector256<double> Of(Vector256<double> a, Vector256<double> b) => Vector256.GreaterThanOrEqual(a, b);
}

internal interface ICalculate
{
    static abstract Vector256<double> Of(Vector256<double> a, Vector256<double> b);
}

internal readonly struct Add : ICalculate
{
    public static Vector256<double> Of(Vector256<double> a, Vector256<double> b) => a + b;
}

internal readonly struct Subtract : ICalculate
{
    public static Vector256<double> Of(Vector256<double> a, Vector256<double> b) => a - b;
}

internal readonly struct Multiply : ICalculate
{
    public static Vector256<double> Of(Vector256<double> a, Vector256<double> b) => a * b;
}

internal readonly struct Divide : ICalculate
{
    public static Vector256<double> Of(Vector256<double> a, Vector256<double> b) => a / b;
}
