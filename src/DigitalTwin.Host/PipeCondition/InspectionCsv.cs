using System.Globalization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.PipeCondition;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.PipeCondition;

/// <summary>A row that was not taken: from 1 with the heading, the field and what was expected.</summary>
internal sealed record RowFault(int Row, string Field, string Why);

/// <summary>Reads inspections from CSV: one row a defect, rows of one pipe and time together one inspection; a row without a code says that nothing was found.</summary>
internal static class InspectionCsv
{
    public const int MostRows = 50_000;
    private static readonly string[] Needed = ["asset", "at", "lengthM"];
    public static readonly string[] Columns = ["asset", "at", "method", "lengthM", "importance", "soil", "code", "grade", "fromM", "toM", "clock", "note", "inspector", "report"];

    /// <summary>An inspection of which one row is at fault is not taken at all.</summary>
    public static (IReadOnlyList<Inspection> Inspections, IReadOnlyList<RowFault> Faults) Read(string text, string network, IRegistry registry, CityCalendar calendar)
    {
        var faults = new List<RowFault>();
        var lines = text.TrimStart('\uFEFF').Split('\n').Select(l => l.TrimEnd('\r')).ToArray();
        var heading = Cells(lines[0]).Select(c => c.Trim()).ToArray();
        foreach (var missing in Needed.Where(n => !heading.Contains(n, StringComparer.OrdinalIgnoreCase))) faults.Add(new RowFault(1, missing, $"The heading has no '{missing}'; expected {string.Join(", ", Columns)}."));
        if (lines.Length > MostRows) faults.Add(new RowFault(1, "", $"There are {lines.Length} rows; expected at most {MostRows}."));
        if (faults.Count > 0) return ([], faults);
        var column = heading.Select((name, i) => (name, i)).DistinctBy(h => h.name.ToUpperInvariant()).ToDictionary(h => h.name, h => h.i, StringComparer.OrdinalIgnoreCase);
        var groups = new Dictionary<(string Asset, Instant At), (Inspection Inspection, int Row)>();
        var broken = new HashSet<(string, Instant)>();
        for (var r = 1; r < lines.Length; r++)
        {
            if (string.IsNullOrWhiteSpace(lines[r])) continue;
            var cells = Cells(lines[r]);
            string Cell(string name) => column.TryGetValue(name, out var i) && i < cells.Count ? cells[i].Trim() : "";
            var fault = Row(r + 1, Cell, network, registry, calendar, out var inspection, out var defect);
            if (inspection is null)
            {
                faults.Add(fault!);
                continue;
            }
            var key = (inspection.Asset, inspection.At);
            var whole = groups.TryGetValue(key, out var before) ? before.Inspection : inspection;
            if (defect is not null) whole = whole with { Defects = [.. whole.Defects, defect] };
            groups[key] = (whole, groups.ContainsKey(key) ? before.Row : r + 1);
            if (fault is null && (whole with { Defects = defect is null ? [] : [defect] }).Fault(DefectCatalogue.Default) is { } wrong) fault = new RowFault(r + 1, wrong.Field.Replace("defects[0].", "", StringComparison.Ordinal), wrong.Why);
            if (fault is null) continue;
            faults.Add(fault);
            broken.Add(key);
        }
        return ([.. groups.Where(g => !broken.Contains(g.Key)).Select(g => g.Value.Inspection)], faults);
    }

    private static RowFault? Row(int row, Func<string, string> cell, string network, IRegistry registry, CityCalendar calendar, out Inspection? inspection, out Defect? defect)
    {
        (inspection, defect) = (null, null);
        var id = cell("asset");
        if (!id.Contains(':')) id = $"{network}:{id}";
        if (!AssetId.IsValid(id) || registry.Find(new AssetId(id)) is not { Kind: AssetKind.PipeSegment } asset) return new RowFault(row, "asset", $"asset is '{cell("asset")}'; expected the id of a pipe of network {network}.");
        if (ReadTime(cell("at"), calendar) is not { } at) return new RowFault(row, "at", $"at is '{cell("at")}'; expected a day such as 2026-05-01, or a local time such as 2026-05-01 09:30.");
        if (Number(cell("lengthM")) is not { } length) return new RowFault(row, "lengthM", $"lengthM is '{cell("lengthM")}'; expected metres.");
        inspection = new Inspection(InspectionBook.IdOf(asset.Id.Value, at), asset.Id.Value, at, Or(cell("method"), "cctv"), length, false, new PipeSite(Or(cell("importance"), "other"), Or(cell("soil"), "ordinary")), [], Null(cell("inspector")), Null(cell("report")));
        if (cell("code") is "" or "-") return null;
        if (!int.TryParse(cell("grade"), NumberStyles.None, CultureInfo.InvariantCulture, out var grade)) return new RowFault(row, "grade", $"grade is '{cell("grade")}'; expected 1 to 4.");
        if (Number(cell("fromM")) is not { } from) return new RowFault(row, "fromM", $"fromM is '{cell("fromM")}'; expected metres from where the camera set out.");
        if (cell("toM") is not "" and var end && Number(end) is null) return new RowFault(row, "toM", $"toM is '{end}'; expected metres, or nothing.");
        defect = new Defect(cell("code").ToUpperInvariant(), grade, from, Number(cell("toM")), Null(cell("clock")), Null(cell("note")));
        return null;
    }

    internal static Instant? ReadTime(string text, CityCalendar calendar)
    {
        if (CityCalendar.TryRead(text, out var day)) return calendar.StartOf(day);
        if (text.Length > 16 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var exact) && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10)) return Instant.From(exact);
        return DateTime.TryParseExact(text.Replace('T', ' '), "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? calendar.InstantOf(local) : null;
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
    private static string Or(string text, string otherwise) => text == "" ? otherwise : text;
    private static string? Null(string text) => text == "" ? null : text;

    /// <summary>Cells of a line; quoted ones may hold commas and doubled quotes.</summary>
    private static List<string> Cells(string line)
    {
        var (cells, cell, quoted) = (new List<string>(), new System.Text.StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                if (quoted && i + 1 < line.Length && line[i + 1] == '"') cell.Append(line[++i]);
                else quoted = !quoted;
            }
            else if (line[i] == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else cell.Append(line[i]);
        }
        cells.Add(cell.ToString());
        return cells;
    }
}
