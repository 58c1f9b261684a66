using System.Globalization;
using DigitalTwin.Ingest.Files.Profiles;

namespace DigitalTwin.Ingest.Files.Cells;

/// <summary>What a cell of a value column holds.</summary>
public enum CellKind { Number, BelowDetection, Empty, NotANumber, DecimalComma, AboveRange }

/// <summary>Reads numbers as people and control systems write them, and nothing that only resembles one.</summary>
public sealed class NumberFormat(FileProfile profile)
{
    private const int Longest = 64;

    private readonly char _decimal = profile.Decimal[0];
    private readonly char? _group = profile.Thousands.Length > 0 ? profile.Thousands[0] : null;
    private readonly HashSet<string> _empty = new(profile.Empty.Select(e => e.Trim()), StringComparer.OrdinalIgnoreCase);

    /// <param name="value">The number, or the limit that the value is below.</param>
    public CellKind Read(ReadOnlySpan<char> cell, out double value)
    {
        value = 0;
        cell = cell.Trim();
        if (cell.IsEmpty || _empty.GetAlternateLookup<ReadOnlySpan<char>>().Contains(cell)) return CellKind.Empty;
        if (cell[0] is '<' or '≤' or '＜') return Number(cell[1..].TrimStart('=').Trim(), out value) ? CellKind.BelowDetection : CellKind.NotANumber;
        if (cell[0] is '>' or '≥' or '＞') return CellKind.AboveRange;
        if (Number(cell, out value)) return CellKind.Number;
        return _decimal == '.' && _group != ',' && cell.Count(',') == 1 && IsDigits(cell) ? CellKind.DecimalComma : CellKind.NotANumber;
    }

    private bool Number(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        if (text.IsEmpty || text.Length > Longest) return false;
        Span<char> plain = stackalloc char[Longest];
        var (length, sinceGroup, isWhole) = (0, -1, true);
        for (var i = 0; i < text.Length; i++)
        {
            var c = HalfWidth(text[i]);
            if (c == _group && isWhole)
            {
                // A group has three digits, and something stands before the first sign.
                if (i == 0 || !char.IsAsciiDigit(HalfWidth(text[i - 1])) || sinceGroup >= 0 && sinceGroup != 3) return false;
                sinceGroup = 0;
                continue;
            }
            if (c == _decimal) c = '.';
            else if (c is '.' or ',') return false;
            if (char.IsAsciiDigit(c) && isWhole && sinceGroup >= 0) sinceGroup++;
            if (c is '.' or 'e' or 'E')
            {
                if (sinceGroup >= 0 && sinceGroup != 3) return false;
                (isWhole, sinceGroup) = (false, -1);
            }
            plain[length++] = c;
        }
        if (sinceGroup >= 0 && sinceGroup != 3) return false;
        const NumberStyles plainNumber = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(plain[..length], plainNumber, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => text.IndexOfAnyExcept("0123456789,+-") < 0;

    // Input methods for Chinese write digits as wide as a character.
    private static char HalfWidth(char c) => c switch
    {
        >= '０' and <= '９' or '．' or '－' or '＋' or '，' => (char)(c - '０' + '0'),
        '−' => '-',
        '\u00A0' or '\u202F' => ' ',
        '’' => '\'',
        _ => c,
    };
}
