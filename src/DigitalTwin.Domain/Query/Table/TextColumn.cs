namespace DigitalTwin.Domain.Query.Table;

/// <summary>
/// One text a row, all in one buffer in upper case with a NUL around each, so that a search for a part, a beginning, an end or the whole
/// is one vectorised search over the buffer. Empty means there is none.
/// </summary>
public sealed class TextColumn
{
    private readonly char[] _buffer;
    private readonly int[] _start;

    internal TextColumn(string?[] texts)
    {
        _start = new int[texts.Length + 1];
        var length = 1L + texts.Length + texts.Sum(t => (long)(t?.Length ?? 0));
        _buffer = new char[checked((int)length)];
        var at = 1;
        for (var row = 0; row < texts.Length; row++)
        {
            _start[row] = at;
            at += Fold(texts[row], _buffer.AsSpan(at)) + 1;
        }
        _start[^1] = at;
    }

    /// <summary>How texts are compared here: without regard to letter case.</summary>
    public static string Fold(string text) => text.ToUpperInvariant();

    public ReadOnlySpan<char> this[int row] => _buffer.AsSpan(_start[row], _start[row + 1] - 1 - _start[row]);

    /// <summary>Clears the bits of rows whose text, with its NULs, does not hold <paramref name="needle"/>.</summary>
    /// <param name="first">The row of the first bit.</param>
    internal void KeepHolding(ReadOnlySpan<char> needle, int first, int rows, Span<ulong> mask)
    {
        Span<ulong> found = stackalloc ulong[mask.Length];
        found.Clear();
        var end = _start[first + rows];
        var row = first;
        for (var at = _start[first] - 1; at < end;)
        {
            var hit = _buffer.AsSpan(at, end - at).IndexOf(needle);
            if (hit < 0) break;
            var inside = at + hit + (needle[0] == '\0' ? 1 : 0); // A leading NUL is the end of the row before.
            while (_start[row + 1] <= inside) row++;
            found[(row - first) >> 6] |= 1UL << (row - first);
            at = _start[row + 1] - 1;
        }
        for (var w = 0; w < mask.Length; w++) mask[w] &= found[w];
    }

    private static int Fold(string? text, Span<char> to)
    {
        if (text is null) return 0;
        text.AsSpan().ToUpperInvariant(to);
        to[..text.Length].Replace('\0', ' ');
        return text.Length;
    }
}
