using System.Globalization;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Simulation.Replay;

/// <summary>Reads a recorded series, row by row and never as a whole: CSV with <c>time</c> first and columns that read <c>{local id}.{quantity}_{unit}</c>.</summary>
/// <remarks>A bad cell or row is left out and reported; the rest is kept. Times must rise from row to row.</remarks>
public sealed class SeriesReader
{
    /// <summary>More defects than this are counted but not kept.</summary>
    public const int MostDefectsKept = 1000;

    private readonly TextReader _text;
    private readonly SeriesOptions _options;
    private readonly int _cells;
    private readonly List<SeriesDefect> _defects = [];

    /// <exception cref="FormatException">The first line is no heading of a series.</exception>
    public SeriesReader(TextReader text, SeriesOptions? options = null)
    {
        (_text, _options) = (text, options ?? new SeriesOptions());
        var headings = (text.ReadLine() ?? throw new FormatException("The series is empty; its first line must read time,{local id}.{quantity}_{unit},…"))
            .TrimStart('\uFEFF').Split(',').Select(Unquote).ToArray();
        if (!headings[0].Equals("time", StringComparison.OrdinalIgnoreCase))
            throw new FormatException($"The first column must be 'time'; it is '{headings[0]}'.");
        _cells = headings.Length;
        var read = headings.Skip(1).Select((heading, i) => SeriesHeading.Read(i, heading, _options)).ToArray();
        var columns = read.Select(r => r.Column).OfType<SeriesColumn>().ToArray();
        Columns = [.. columns.DistinctBy(c => (c.LocalId, c.Quantity))];
        Skipped = [.. read.Select(r => r.Skipped).OfType<SkippedColumn>(), .. columns.Except(Columns).Select(c => new SkippedColumn(c.Heading, "The same asset and quantity stand in an earlier column."))];
    }

    public IReadOnlyList<SeriesColumn> Columns { get; }
    public IReadOnlyList<SkippedColumn> Skipped { get; }
    /// <summary>What could not be read so far; at most <see cref="MostDefectsKept"/>, see <see cref="DefectCount"/>.</summary>
    public IReadOnlyList<SeriesDefect> Defects => _defects;
    public int DefectCount { get; private set; }

    /// <summary>The rows, once: reading goes on where it stopped.</summary>
    public IEnumerable<SeriesRow> Rows()
    {
        Instant? before = null;
        for (var number = 2; _text.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            var cells = line.Split(',');
            if (Time(Unquote(cells[0])) is not { } at)
            {
                Report(number, "time", $"'{cells[0]}' is no time; expected something like 2012-06-29 06:16:00 or 2012-06-29T06:16:00Z.");
                continue;
            }
            if (at <= before)
            {
                Report(number, "time", $"{at} is not after the row before, {before}.");
                continue;
            }
            if (cells.Length != _cells) Report(number, null, $"The row has {cells.Length} cells; the heading has {_cells}.");
            before = at;
            yield return new SeriesRow(at, Values(number, cells));
        }
    }

    private List<SeriesValue> Values(int number, string[] cells)
    {
        var values = new List<SeriesValue>(Columns.Count);
        foreach (var column in Columns)
        {
            if (column.Index + 1 >= cells.Length || Unquote(cells[column.Index + 1]) is not { Length: > 0 } cell) continue;
            if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value))
                values.Add(new SeriesValue(column.LocalId, column.Quantity, column.Scale.ToCanonical(value)));
            else Report(number, column.Heading, $"'{cell}' is no finite number.");
        }
        return values;
    }

    private void Report(int row, string? column, string why)
    {
        DefectCount++;
        if (_defects.Count < MostDefectsKept) _defects.Add(new SeriesDefect(row, column, why));
    }

    private Instant? Time(string text)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)) return null;
        // A time that the zone skips in spring, or a year at the end of what dates can hold, is no time.
        if (time.Kind == DateTimeKind.Unspecified && _options.TimeZone.IsInvalidTime(time) || time.Year is < 1971 or > 9990) return null;
        return Instant.From(time.Kind == DateTimeKind.Unspecified ? new DateTimeOffset(time, _options.TimeZone.GetUtcOffset(time)) : new DateTimeOffset(time));
    }

    private static string Unquote(string cell)
    {
        var text = cell.Trim();
        return text.Length >= 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1].Trim() : text;
    }
}
