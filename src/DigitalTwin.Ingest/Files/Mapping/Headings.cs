using System.Globalization;

namespace DigitalTwin.Ingest.Files.Mapping;

/// <summary>The headings of a file: finds a column by its heading, or by its place as <c>#3</c>.</summary>
internal sealed class Headings
{
    private readonly string[] _names;

    /// <param name="row">The row they stand in; 0 where the file has none, and then <paramref name="names"/> are places.</param>
    public Headings(int row, string[] names) => (Row, _names) = (row, names);

    public int Row { get; }
    public int Count => _names.Length;
    public string Of(int index) => index < _names.Length ? _names[index] : $"#{index + 1}";
    public string Listed => string.Join(", ", _names.Take(50).Select(n => $"'{n}'")) + (_names.Length > 50 ? " …" : "");

    /// <summary>From 0; -1 where there is none. Of two columns of one heading, the first.</summary>
    public int Find(string name)
    {
        var exact = Array.IndexOf(_names, name);
        if (exact < 0) exact = Array.FindIndex(_names, n => n.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));
        if (exact >= 0) return exact;
        return name.StartsWith('#') && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place >= 1 && place <= _names.Length ? place - 1 : -1;
    }
}
