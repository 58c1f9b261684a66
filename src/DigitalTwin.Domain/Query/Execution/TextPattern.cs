using DigitalTwin.Domain.Query.Table;

namespace DigitalTwin.Domain.Query.Execution;

/// <summary>A pattern of <c>like</c>: % is any characters, _ is one, a backslash takes the next as it is. Empty texts (absent ones) match nothing.</summary>
/// <remarks>Runs between % are placed leftmost-first, which finds a match wherever there is one; time is text length times pattern length at worst.</remarks>
internal sealed class TextPattern
{
    private const char AnyOne = '\u0001'; // Cannot be in a pattern: control characters are refused.

    private readonly string[] _runs;
    private readonly bool _opensFree, _closesFree;

    private TextPattern(string[] runs, bool opensFree, bool closesFree)
    {
        (_runs, _opensFree, _closesFree) = (runs, opensFree, closesFree);
        if (runs.Any(r => r.Contains(AnyOne))) return;
        Needle = (runs.Length, opensFree, closesFree) switch
        {
            (1, true, true) => runs[0],
            (1, false, true) => $"\0{runs[0]}",
            (1, true, false) => $"{runs[0]}\0",
            (1, false, false) => $"\0{runs[0]}\0",
            _ => null,
        };
    }

    /// <summary>What the text with a NUL on either side must hold, where that is all there is to the pattern; else null.</summary>
    public string? Needle { get; }

    public static TextPattern Exactly(string text) => new([TextColumn.Fold(text)], false, false);

    public static TextPattern Like(string pattern)
    {
        var runs = new List<string>();
        var run = new System.Text.StringBuilder();
        bool opensFree = false, free = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '%')
            {
                if (run.Length > 0) { runs.Add(run.ToString()); run.Clear(); }
                else if (runs.Count == 0) opensFree = true;
                free = true;
                continue;
            }
            free = false;
            if (pattern[i] == '\\' && i + 1 < pattern.Length) run.Append(char.ToUpperInvariant(pattern[++i]));
            else run.Append(pattern[i] == '_' ? AnyOne : char.ToUpperInvariant(pattern[i]));
        }
        if (run.Length > 0) runs.Add(run.ToString());
        return new TextPattern([.. runs], opensFree, free);
    }

    /// <param name="text">Folded.</param>
    public bool Matches(ReadOnlySpan<char> text)
    {
        if (text.Length == 0) return false;
        if (_runs.Length == 0) return _closesFree; // Only % signs; an empty pattern matches nothing that is there.
        var last = _runs.Length - 1;
        var first = 0;
        if (!_opensFree)
        {
            if (!StartsWith(text, _runs[0])) return false;
            if (last == 0) return _closesFree || text.Length == _runs[0].Length;
            text = text[_runs[0].Length..];
            first = 1;
        }
        if (!_closesFree)
        {
            var tail = _runs[last];
            if (text.Length < tail.Length || !StartsWith(text[^tail.Length..], tail)) return false;
            text = text[..^tail.Length];
            last--;
        }
        for (var i = first; i <= last; i++)
        {
            var at = 0;
            while (!StartsWith(text[at..], _runs[i]))
                if (++at > text.Length - _runs[i].Length) return false;
            text = text[(at + _runs[i].Length)..];
        }
        return true;
    }

    private static bool StartsWith(ReadOnlySpan<char> text, string run)
    {
        if (text.Length < run.Length) return false;
        for (var i = 0; i < run.Length; i++)
            if (run[i] != AnyOne && run[i] != text[i]) return false;
        return true;
    }
}
