using System.Globalization;

namespace DigitalTwin.Gis.Inp;

/// <summary>One data line of an .inp file, in fields.</summary>
/// <param name="Number">1-based line of the file.</param>
/// <param name="Text">The line without comment and outer white space.</param>
public sealed record InpLine(string Section, int Number, string Text, string[] Fields)
{
    /// <summary>Empty where the line has fewer fields.</summary>
    public string this[int index] => index < Fields.Length ? Fields[index] : "";

    public string Id => this[0];

    public bool Has(int index) => index < Fields.Length && Fields[index].Length > 0;

    public static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    /// <summary>Fields end at white space; double quotes hold white space together; a semicolon starts a comment.</summary>
    public static InpLine? Parse(string section, int number, string line)
    {
        List<string>? fields = null;
        var end = line.Length;
        for (var i = 0; i < line.Length;)
        {
            var c = line[i];
            if (c == ';') { end = i; break; }
            if (char.IsWhiteSpace(c)) { i++; continue; }
            int start, stop;
            if (c == '"')
            {
                start = i + 1;
                var close = line.IndexOf('"', start);
                stop = close < 0 ? line.Length : close;
                i = stop + 1;
            }
            else
            {
                start = i;
                while (i < line.Length && !char.IsWhiteSpace(line[i]) && line[i] != ';') i++;
                stop = i;
            }
            (fields ??= []).Add(line[start..stop].Trim());
        }
        return fields is null ? null : new InpLine(section, number, line[..Math.Min(end, line.Length)].Trim(), [.. fields]);
    }
}
