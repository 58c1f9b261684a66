using System.Globalization;

namespace DigitalTwin.Gis.Swmm;

/// <summary>Lines of a SWMM input file: a heading once a section has something to say, fields apart by spaces, numbers to the last digit.</summary>
internal sealed class SwmmWriter(TextWriter output)
{
    private string? _waiting;

    public void Section(string name) => _waiting = name;

    public void Line(params ReadOnlySpan<object> fields)
    {
        Begin();
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0) output.Write(' ');
            output.Write(Text(fields[i]));
        }
        output.Write('\n');
    }

    /// <summary>Written as it stands; it may be several lines.</summary>
    public void Raw(string text)
    {
        Begin();
        output.Write(text);
        output.Write('\n');
    }

    private void Begin()
    {
        if (_waiting is null) return;
        output.Write($"\n[{_waiting}]\n");
        _waiting = null;
    }

    private static string Text(object field) => field switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool yes => yes ? "YES" : "NO",
        DateTime time => time.ToString("MM/dd/yyyy HH:mm:ss", CultureInfo.InvariantCulture),
        string { Length: 0 } => "*",
        string text when text.AsSpan().IndexOfAny(" \t;") >= 0 => $"\"{text.Replace('"', '\'')}\"",
        _ => Convert.ToString(field, CultureInfo.InvariantCulture) ?? "*",
    };
}
