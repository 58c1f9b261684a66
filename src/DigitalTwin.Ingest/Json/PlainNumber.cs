using System.Buffers.Text;

namespace DigitalTwin.Ingest.Json;

/// <summary>Numbers by JSON's grammar, at their nearest double.</summary>
internal static class PlainNumber
{
    /// <summary>Digits up to here are a whole number that a double holds exactly, and so is the power of ten; their quotient is then rounded once (Clinger 1990).</summary>
    private const int MostDigits = 15;

    private static readonly double[] PowersOfTen = [.. Enumerable.Range(0, 23).Select(power => double.Parse($"1e{power}", System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>Takes the number that begins at <paramref name="at"/> and leaves that behind it; false where none does.</summary>
    public static bool TryTake(ReadOnlySpan<byte> text, ref int at, out double value)
    {
        value = 0;
        var start = at;
        var next = at;
        var negative = Next(text, next) == '-';
        if (negative) next++;
        long digits = 0;
        var whole = Digits(text, ref next, ref digits);
        if (whole == 0 || (whole > 1 && text[next - whole] == '0')) return false;
        var decimals = 0;
        if (Next(text, next) == '.')
        {
            next++;
            decimals = Digits(text, ref next, ref digits);
            if (decimals == 0) return false;
        }
        var hasExponent = (Next(text, next) | 0x20) == 'e';
        if (hasExponent)
        {
            next++;
            if (Next(text, next) is '+' or '-') next++;
            long exponent = 0;
            if (Digits(text, ref next, ref exponent) == 0) return false;
        }
        at = next;
        if (hasExponent || whole + decimals > MostDigits)
            return Utf8Parser.TryParse(text[start..next], out value, out var read) && read == next - start;
        value = digits / PowersOfTen[decimals];
        if (negative) value = -value;
        return true;
    }

    private static int Next(ReadOnlySpan<byte> text, int at) => (uint)at < (uint)text.Length ? text[at] : 0;

    /// <summary>Takes digits behind those in <paramref name="number"/>, which overflows where they are more than a double holds anyway.</summary>
    private static int Digits(ReadOnlySpan<byte> text, ref int at, ref long number)
    {
        var start = at;
        for (; (uint)at < (uint)text.Length && text[at] - (uint)'0' is <= 9 and var digit; at++) number = number * 10 + digit;
        return at - start;
    }
}
