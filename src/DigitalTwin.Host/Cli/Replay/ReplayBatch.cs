using System.Buffers;
using System.Text.Json;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Simulation.Replay;

namespace DigitalTwin.Host.Cli.Replay;

/// <summary>Readings of some rows as the API takes them, in canonical units.</summary>
internal sealed class ReplayBatch(string network, TimeSpan shift)
{
    public const int MaxReadings = 1000;

    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);

    public int Count { get; private set; }

    public byte[] Write(IEnumerable<SeriesRow> rows)
    {
        _buffer.Clear();
        Count = 0;
        using var json = new Utf8JsonWriter(_buffer);
        json.WriteStartArray();
        foreach (var row in rows)
        {
            var at = (row.At + shift).ToString();
            foreach (var value in row.Values)
            {
                json.WriteStartObject();
                json.WriteString("asset"u8, $"{network}:{value.LocalId}");
                json.WriteString("quantity"u8, QuantityCatalogue.Default.Of(value.Quantity).Name);
                json.WriteString("at"u8, at);
                json.WriteNumber("value"u8, value.Value);
                json.WriteEndObject();
                Count++;
            }
        }
        json.WriteEndArray();
        json.Flush();
        return _buffer.WrittenSpan.ToArray();
    }
}
