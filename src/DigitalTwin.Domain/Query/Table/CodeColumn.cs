namespace DigitalTwin.Domain.Query.Table;

/// <summary>A text column with few different values: a code a row. Code 0 is no value.</summary>
public sealed class CodeColumn
{
    private readonly int[] _codes;

    internal CodeColumn(string?[] texts, int padded)
    {
        _codes = new int[padded];
        var names = new List<string> { "" };
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var row = 0; row < texts.Length; row++)
        {
            if (texts[row] is not { Length: > 0 } text) continue;
            if (!known.TryGetValue(text, out var code))
            {
                known[text] = code = names.Count;
                names.Add(text);
            }
            _codes[row] = code;
        }
        Names = [.. names];
    }

    /// <summary>Text of each code.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Padded to whole blocks.</summary>
    public ReadOnlySpan<int> Codes => _codes;

    public string this[int row] => Names[_codes[row]];
}
