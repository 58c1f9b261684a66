using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Files.Mapping;
using DigitalTwin.Ingest.Files.Text;

namespace DigitalTwin.Ingest.Files.Taking;

/// <summary>Counts what a file gives, keeps a bounded part of it to show, and hands readings on in batches.</summary>
internal sealed class Tally(FileIntakeOptions options)
{
    private const int FirstRowsShown = 12;
    private const int MostRowsShown = 160;
    private const int MostSamples = 50;
    private const int LongestText = 80;

    private readonly List<Refusal> _refused = [];
    private readonly Dictionary<string, int> _byCode = [];
    private readonly Dictionary<int, int> _byColumn = [];
    private readonly Dictionary<(int Column, int Asset, ushort Quantity), RunningSeries> _series = [];
    private readonly List<SampleReading> _sample = [];
    private readonly List<ShownRow> _rows = [];
    private long _refusedCount, _empty, _below;
    private long _first = long.MaxValue, _last = long.MinValue;
    private int _refusedBefore;

    public List<Reading> Batch { get; } = [];
    public FileMap? Map { get; set; }
    public int Rows { get; private set; }
    public long Readings { get; private set; }
    public long Stored { get; set; }
    public long Unchanged { get; set; }

    public static string Show(ReadOnlySpan<char> text) => text.Length > LongestText ? $"{text[..LongestText]}…" : text.ToString();

    public void Empty() => _empty++;

    public void Refuse(DelimitedReader row, int index, ReadOnlySpan<char> text, string code, string why) =>
        Refuse(row.Row, index + 1, Map?.Shown.FirstOrDefault(s => s.Column == index + 1)?.Heading ?? "", Show(text), code, why);

    public void Refuse(int row, int column, string heading, string text, string code, string why)
    {
        _refusedCount++;
        _byCode[code] = _byCode.GetValueOrDefault(code) + 1;
        if (_refused.Count < options.MaxRefusals) _refused.Add(new Refusal(row, column, heading, text, code, why));
        if (Map?.Long is null) _byColumn[column - 1] = _byColumn.GetValueOrDefault(column - 1) + 1;
    }

    public void Take(DelimitedReader row, int index, AssetEntry asset, QuantityDefinition definition, in Reading reading)
    {
        Readings++;
        if (reading.Quality.Flag() == Quality.BelowDetection) _below++;
        Batch.Add(reading);
        (_first, _last) = (Math.Min(_first, reading.At.UnixMilliseconds), Math.Max(_last, reading.At.UnixMilliseconds));
        var key = (index, asset.Key.Value, definition.Quantity.Code);
        if (!_series.TryGetValue(key, out var series) && _series.Count < options.MaxSeries)
            _series[key] = series = new RunningSeries(Map!.Shown.First(s => s.Column == index + 1).Heading, asset.Id.Value, definition);
        series?.Add(reading);
        if (_sample.Count < MostSamples)
            _sample.Add(new SampleReading(row.Row, index + 1, Show(row.Cell(index)), asset.Id.Value, definition.Name, reading.At.ToString(), reading.Value, definition.Unit, QualityRules.Default.MarkOf(reading.Quality).Id));
    }

    /// <summary>A row is done: it is kept to be shown where it is one of the first, or something of it was refused.</summary>
    public void EndRow(DelimitedReader row)
    {
        Rows++;
        var isRefused = _refused.Count > _refusedBefore;
        _refusedBefore = _refused.Count;
        if (_rows.Count >= MostRowsShown || !isRefused && Rows > FirstRowsShown) return;
        _rows.Add(new ShownRow(row.Row, [.. Map!.Shown.Select(s => s.Column <= row.Cells ? Show(row.Cell(s.Column - 1)) : "")]));
    }

    public FileReport Report(FileSource file, bool isDryRun, string encoding, string delimiter, string sha256, long bytes, Instant? knownFrom, Instant? knownTo) => new(
        file.Name, file.Profile.Name, file.ProfileVersion, isDryRun, sha256, bytes, encoding, delimiter, Rows, Readings, Stored, Unchanged, _empty, _below, _refusedCount,
        _byCode, _refused, [.. _series.Select(s => s.Value.Done(_byColumn.GetValueOrDefault(s.Key.Column)))], _series.Count, _sample, Map?.Shown ?? [], _rows,
        Readings == 0 ? null : new Instant(_first).ToString(), Readings == 0 ? null : new Instant(_last).ToString(), knownFrom?.ToString(), knownTo?.ToString());

    private sealed class RunningSeries(string heading, string asset, QuantityDefinition definition)
    {
        private int _count;
        private double _lowest = double.PositiveInfinity, _highest = double.NegativeInfinity;
        private Instant _first = new(long.MaxValue), _last = new(long.MinValue);

        public void Add(in Reading reading)
        {
            _count++;
            (_lowest, _highest) = (Math.Min(_lowest, reading.Value), Math.Max(_highest, reading.Value));
            if (reading.At < _first) _first = reading.At;
            if (reading.At > _last) _last = reading.At;
        }

        public SeriesTally Done(int refused) => new(heading, asset, definition.Name, definition.Unit, _count, refused, _lowest, _highest, _first.ToString(), _last.ToString());
    }
}

/// <summary>A file as it came: what it is called, and how it is to be read.</summary>
public sealed record FileSource(string Name, Profiles.FileProfile Profile, int ProfileVersion = 0);
