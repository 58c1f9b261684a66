using DigitalTwin.Gis.Import;

namespace DigitalTwin.Gis.Inp;

/// <summary>Reads fields of lines and reports what cannot be read, so that section readers only say what they want.</summary>
internal sealed class InpRows(ReportBuilder report)
{
    /// <summary>A field that may be absent; where it is there but no number, <paramref name="fallback"/> is used and reported.</summary>
    public double Number(InpLine line, int index, string field, double fallback = 0)
    {
        var text = line[index];
        if (text.Length == 0 || text == "*") return fallback;
        if (InpLine.TryNumber(text, out var value)) return value;
        report.Add(DefectCode.UnparsableNumber, Remedy.Substituted, line.Section, line.Number, line.Id,
            FormattableString.Invariant($"{field} is '{Shorten(text)}'; expected a number. {fallback} was used."));
        return fallback;
    }

    /// <summary>A field without which the line is of no use; reported and false where it is absent or no number.</summary>
    public bool TryNumber(InpLine line, int index, string field, out double value)
    {
        if (InpLine.TryNumber(line[index], out value)) return true;
        report.Add(line.Has(index) ? DefectCode.UnparsableNumber : DefectCode.TooFewFields, Remedy.LeftOut, line.Section, line.Number, line.Id,
            line.Has(index) ? $"{field} is '{Shorten(line[index])}'; expected a number." : $"{field} is missing; expected a number in field {index + 1}.");
        return false;
    }

    /// <summary>False, and reported, where the line has fewer than <paramref name="count"/> fields.</summary>
    public bool HasFields(InpLine line, int count, string expected)
    {
        if (line.Fields.Length >= count) return true;
        report.Add(DefectCode.TooFewFields, Remedy.LeftOut, line.Section, line.Number, line.Id, $"{line.Fields.Length} fields; expected at least {count}: {expected}.");
        return false;
    }

    public static bool IsYes(string text) => text.Equals("YES", StringComparison.OrdinalIgnoreCase);

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
