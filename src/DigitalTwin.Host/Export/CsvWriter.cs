using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Live;

namespace DigitalTwin.Host.Export;

/// <summary>RFC 4180, UTF-8, times in UTC; behind the rows a line that begins with # for each series of which readings were dropped.</summary>
internal sealed class CsvWriter(PipeWriter to) : IReadingsWriter
{
    private const string Header = "asset,quantity,unit,at,value,quality,provenance,knownAt\r\n";
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    private readonly StringBuilder _text = new(Header);

    public async Task Write(AssetEntry asset, QuantityDefinition definition, IReadOnlyList<KnownReading> readings, CancellationToken cancel)
    {
        var head = $"{Field(asset.Id.Value)},{Field(definition.Name)},{Field(definition.Unit)},";
        foreach (var (reading, knownAt) in readings)
            _text.Append(head).Append(CultureInfo.InvariantCulture, $"{reading.At},{reading.Value:R},{WireNames.Of(reading.Quality)},{WireNames.Of(reading.Provenance)},{knownAt}\r\n");
        await Flush(cancel); // A slow reader holds the writer back here, so nothing piles up.
    }

    public Task Finish(IReadOnlyCollection<DroppedNote> dropped, CancellationToken cancel)
    {
        foreach (var note in dropped) _text.Append(note.Line()).Append("\r\n");
        return Flush(cancel);
    }

    private async Task Flush(CancellationToken cancel)
    {
        await to.WriteAsync(Encoding.UTF8.GetBytes(_text.ToString()), cancel);
        _text.Clear();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Field(string text) => text.AsSpan().ContainsAny(Special) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
