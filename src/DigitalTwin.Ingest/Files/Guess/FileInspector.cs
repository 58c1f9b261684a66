using System.Globalization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Files.Cells;
using DigitalTwin.Ingest.Files.Profiles;
using DigitalTwin.Ingest.Files.Taking;
using DigitalTwin.Ingest.Files.Text;

namespace DigitalTwin.Ingest.Files.Guess;

/// <summary>Looks at the beginning of a file and guesses how it is to be read.</summary>
public sealed class FileInspector(IRegistry registry, QuantityCatalogue quantities)
{
    /// <summary>As much of the file as is looked at.</summary>
    public const int MaxBytes = 1024 * 1024;
    private const int MostRows = 400;
    private const int RowsShown = 20;

    /// <exception cref="FormatException">It is no table.</exception>
    public async Task<FileInspection> Inspect(Stream beginning, CancellationToken cancel)
    {
        using var source = new CharacterSource(beginning, "auto", MaxBytes + 1);
        var reader = await DelimitedReader.Open(source, "auto", cancel);
        var rows = new List<string[]>();
        try
        {
            while (rows.Count < MostRows && await reader.Read(cancel)) rows.Add([.. Enumerable.Range(0, reader.Cells).Select(i => reader.Cell(i).ToString())]);
        }
        catch (FileFormatException) when (rows.Count > 2)
        {
            // The sample may end within a quoted cell.
        }
        if (rows.Count == 0) throw new FormatException("The file is empty.");
        var header = HeaderRow(rows);
        var width = rows.Skip(header).Take(50).Append(rows[0]).Max(r => r.Length);
        var headings = Enumerable.Range(0, width).Select(i => header > 0 && i < rows[header - 1].Length && rows[header - 1][i].Length > 0 ? rows[header - 1][i] : $"#{i + 1}").ToArray();
        var columns = Enumerable.Range(0, width).Select(i => new SampledColumn(i, headings[i], [.. rows.Skip(header).Where(r => i < r.Length).Select(r => r[i])])).ToArray();
        var (profile, doubts) = new ProfileGuess(registry, quantities, columns, header).Make();
        profile = profile with { Delimiter = Delimiters.NameOf(reader.Delimiter), HeaderRow = header };
        return new FileInspection(source.Encoding, Delimiters.NameOf(reader.Delimiter), header,
            [.. columns.Select(c => new InspectedColumn(c.Index + 1, c.Heading, c.Kind, c.Numbers, c.Texts, c.Examples))],
            [.. rows.Take(RowsShown).Select((r, i) => new ShownRow(i + 1, [.. r.Select(c => Tally.Show(c))]))], profile, doubts);
    }

    /// <summary>The first row that is all text and as wide as the next; 0 where the first row holds numbers.</summary>
    private static int HeaderRow(List<string[]> rows)
    {
        for (var i = 0; i < Math.Min(rows.Count - 1, 10); i++)
        {
            var filled = rows[i].Count(c => c.Length > 0);
            if (filled < 2 || rows[i + 1].Length < rows[i].Length - 1) continue;
            var numbers = rows[i].Count(c => double.TryParse(c, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
            return numbers * 3 > filled ? 0 : i + 1;
        }
        return 1;
    }
}

/// <summary>The cells of one column of the sample.</summary>
internal sealed class SampledColumn
{
    public SampledColumn(int index, string heading, string[] cells)
    {
        (Index, Heading) = (index, heading);
        Cells = [.. cells.Where(c => c.Length > 0)];
        CommaNumbers = Cells.Count(c => IsNumber(c, ','));
        PointNumbers = Cells.Count(c => IsNumber(c, '.'));
        Numbers = Math.Max(CommaNumbers, PointNumbers);
        TimeFormat = TimeGuess.FormatOf(Cells);
        IsTimeOfDay = Cells.Length > 0 && Cells.All(TimeGuess.IsTimeOfDay);
    }

    public int Index { get; }
    public string Heading { get; }
    public string[] Cells { get; }
    public int Numbers { get; }
    public int PointNumbers { get; }
    public int CommaNumbers { get; }
    public int Texts => Cells.Length - Numbers;
    public string? TimeFormat { get; }
    public bool IsTimeOfDay { get; }
    public string Kind => Cells.Length == 0 ? "empty" : TimeFormat is not null || IsTimeOfDay ? "time" : Numbers * 2 >= Cells.Length ? "number" : "text";
    public string[] Examples => [.. Cells.Where(c => !IsNumber(c, '.')).Concat(Cells).Distinct().Take(4).Select(c => Tally.Show(c))];

    private static bool IsNumber(string cell, char sign)
    {
        var number = new NumberFormat(new FileProfile { Decimal = sign.ToString(), Thousands = sign == ',' ? "." : "," });
        return number.Read(cell, out _) is CellKind.Number or CellKind.BelowDetection;
    }
}
