using DigitalTwin.Gis.Import;

namespace DigitalTwin.Gis.Inp;

/// <summary>Rules that start with a RULE line: one entry a rule, its lines kept apart, because both programs read them line by line.</summary>
internal static class InpRules
{
    public static void Read(IReadOnlyList<InpLine> lines, NetworkDraft draft)
    {
        var rule = new List<string>();
        foreach (var line in lines)
        {
            if (line.Id.Equals("RULE", StringComparison.OrdinalIgnoreCase)) Flush(line.Section);
            rule.Add(line.Text);
        }
        if (lines.Count > 0) Flush(lines[0].Section);

        void Flush(string section)
        {
            if (rule.Count == 0) return;
            draft.Controls.Add(string.Join('\n', rule));
            draft.Report.CountElement(section);
            rule.Clear();
        }
    }
}
