using System.Buffers;
using System.Globalization;
using System.Text.Json;
using DigitalTwin.Host.Live;

namespace DigitalTwin.Host.Hub;

/// <summary>Writes columns of rows as the page reads them: <c>{"group","prev","seq","at","key":[],"state":[],"quantity":[],"value":[],"fill":[]}</c>.</summary>
internal static class ChangesWriter
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true };

    public static ReadOnlyMemory<byte> Batch(string group, long previous, long sequence, long at, ReadOnlySpan<int> keys, ReadOnlySpan<LiveRow> rows)
    {
        var buffer = new ArrayBufferWriter<byte>(128 + keys.Length * 24);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("group"u8, group);
            writer.WriteNumber("prev"u8, previous);
            writer.WriteNumber("seq"u8, sequence);
            writer.WriteNumber("at"u8, at);
            Columns(writer, keys, rows);
            writer.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    /// <summary>An empty batch that follows nothing the viewer has seen.</summary>
    public static ReadOnlyMemory<byte> Gap(string group, long sequence, long at) => Batch(group, sequence, sequence, at, [], []);

    public static void Columns(Utf8JsonWriter writer, ReadOnlySpan<int> keys, ReadOnlySpan<LiveRow> rows)
    {
        writer.WriteStartArray("key"u8);
        foreach (var key in keys) writer.WriteNumberValue(key);
        writer.WriteEndArray();
        writer.WriteStartArray("state"u8);
        foreach (ref readonly var row in rows) writer.WriteNumberValue((int)row.State);
        writer.WriteEndArray();
        writer.WriteStartArray("quantity"u8);
        foreach (ref readonly var row in rows) writer.WriteNumberValue((int)row.Quantity);
        writer.WriteEndArray();
        writer.WriteStartArray("value"u8);
        foreach (ref readonly var row in rows) Value(writer, row.Value);
        writer.WriteEndArray();
        writer.WriteStartArray("fill"u8);
        foreach (ref readonly var row in rows) writer.WriteNumberValue((int)row.Fill);
        writer.WriteEndArray();
    }

    // Five significant digits are more than any sensor has, and a third of the bytes.
    private static void Value(Utf8JsonWriter writer, double value)
    {
        Span<byte> text = stackalloc byte[32];
        if (value.TryFormat(text, out var length, "G5", CultureInfo.InvariantCulture)) writer.WriteRawValue(text[..length], skipInputValidation: true);
        else writer.WriteNumberValue(value);
    }
}
