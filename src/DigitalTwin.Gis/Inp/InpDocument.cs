using DigitalTwin.Gis.Import;

namespace DigitalTwin.Gis.Inp;

/// <summary>The lines of an .inp file by section, whatever order, letter case or repetition the sections come in.</summary>
internal sealed class InpDocument
{
    private readonly Dictionary<string, List<InpLine>> _sections = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lines of a section by its canonical name; empty where absent.</summary>
    public IReadOnlyList<InpLine> this[string section] => _sections.TryGetValue(section, out var lines) ? lines : [];

    public bool IsEmpty => _sections.Values.All(lines => lines.Count == 0);

    /// <param name="used">Canonical names of the sections that the importer reads.</param>
    /// <param name="skipped">Those that the format has and the importer has no use for.</param>
    public static InpDocument Read(TextReader reader, IReadOnlyCollection<string> used, IReadOnlyCollection<string> skipped, ReportBuilder report)
    {
        var document = new InpDocument();
        string? section = null;
        var order = new List<(string Name, SectionUse Use, int Line)>();
        int outside = 0, firstOutside = 0;
        for (var number = 1; reader.ReadLine() is { } text; number++)
        {
            var trimmed = text.AsSpan().TrimStart();
            if (trimmed.Length > 0 && trimmed[0] == '[')
            {
                var close = trimmed.IndexOf(']');
                var header = trimmed[1..(close < 0 ? trimmed.Length : close)].Trim().ToString();
                if (header.Equals("END", StringComparison.OrdinalIgnoreCase)) break;
                var use = Canonical(header, used) is { } name ? SectionUse.Imported : (name = Canonical(header, skipped)) is not null ? SectionUse.Skipped : SectionUse.Unknown;
                section = name ?? header;
                if (document._sections.TryAdd(section, [])) order.Add((section, use, number));
                continue;
            }
            if (InpLine.Parse(section ?? "", number, text) is not { } line) continue;
            if (section is not null) document._sections[section].Add(line);
            else if (outside++ == 0) firstOutside = number;
        }
        if (outside > 0)
            report.Add(DefectCode.TextOutsideSection, Remedy.LeftOut, "", firstOutside, "", $"{outside} lines before the first [SECTION] header; expected a header such as [JUNCTIONS].");
        foreach (var (name, use, line) in order)
        {
            report.Open(name, document._sections[name].Count, use);
            if (use == SectionUse.Unknown)
                report.Add(DefectCode.UnknownSection, Remedy.LeftOut, name, line, "", $"[{name}] with {document._sections[name].Count} lines is not a section of this format; expected one of {string.Join(", ", used)}.");
        }
        return document;
    }

    /// <summary>Both programs match headers by their beginning, so [RAINGAGE] and [COORDINATE] are read too.</summary>
    private static string? Canonical(string header, IReadOnlyCollection<string> names) =>
        names.FirstOrDefault(n => n.Equals(header, StringComparison.OrdinalIgnoreCase))
        ?? names.FirstOrDefault(n => header.Length >= 4 && (n.StartsWith(header, StringComparison.OrdinalIgnoreCase) || header.StartsWith(n, StringComparison.OrdinalIgnoreCase)));
}
