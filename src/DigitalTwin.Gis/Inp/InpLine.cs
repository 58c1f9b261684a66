using System.Globalization;

namespace DigitalTwin.Gis.Inp;

/// <summary>One data line of an .inp file, in fields.</summary>
/// <param name="Number">1-based line of the file.</param>
/// <param name="Raw">The whole line.</param>
public sealed record InpLine(string Section, int Number, string Raw, string[] Fields)
{
    private const int UsualFields = 24;

    /// <summary>Most fields of a plan are one digit; they need not each be a string of their own.</summary>
    private static readonly string[] OneCharacter = [.. Enumerable.Range(0, 128).Select(c => ((char)c).ToString())];

    /// <summary>Empty where the line has fewer fields.</summary>
    public string this[int index] => index < Fields.Length ? Fields[index] : "";

    public string Id => this[0];

    /// <summary>The line without comment and outer white space.</summary>
    public string Text
    {
        get
        {
            var quoted = false;
            for (var i = 0; i < Raw.Length; i++)
                if (Raw[i] == '"') quoted = !quoted;
                else if (Raw[i] == ';' && !quoted) return Raw[..i].Trim();
            return Raw.Trim();
        }
    }

    public bool Has(int index) => index < Fields.Length && Fields[index].Length > 0;

    public static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    /// <summary>Fields end at white space; double quotes hold white space together; a semicolon starts a comment. Null where nothing but a comment is left.</summary>
    public static InpLine? Parse(string section, int number, string line)
    {
        Span<Range> usual = stackalloc Range[UsualFields];
        var count = Split(line, usual);
        if (count == 0) return null;
        if (count > usual.Length) Split(line, usual = new Range[count]);
        var fields = new string[count];
        for (var i = 0; i < count; i++)
        {
            var field = line.AsSpan(usual[i]).Trim();
            fields[i] = field.Length == 1 && field[0] < 128 ? OneCharacter[field[0]] : field.ToString();
        }
        return new InpLine(section, number, line, fields);
    }

    /// <summary>Writes as many fields as fit, and counts all.</summary>
    private static int Split(string line, Span<Range> fields)
    {
        var count = 0;
        for (var i = 0; i < line.Length && line[i] != ';';)
        {
            if (char.IsWhiteSpace(line[i])) { i++; continue; }
            int start, stop;
            if (line[i] == '"')
            {
                start = i + 1;
                var close = line.IndexOf('"', start);
                stop = close < 0 ? line.Length : close;
                i = Math.Min(stop + 1, line.Length);
            }
            else
            {
                start = i;
                while (i < line.Length && !char.IsWhiteSpace(line[i]) && line[i] != ';') i++;
                stop = i;
            }
            if (count < fields.Length) fields[count] = start..stop;
            count++;
        }
        return count;
    }
}
