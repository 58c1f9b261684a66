using System.Buffers;
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
        Column(writer, "key"u8, keys, static (ref ColumnText text, int key) => text.Add(key));
        Column(writer, "state"u8, rows, static (ref ColumnText text, LiveRow row) => text.Add((int)row.State));
        Column(writer, "quantity"u8, rows, static (ref ColumnText text, LiveRow row) => text.Add((int)row.Quantity));
        Column(writer, "value"u8, rows, static (ref ColumnText text, LiveRow row) => text.Add(row.Value));
        Column(writer, "fill"u8, rows, static (ref ColumnText text, LiveRow row) => text.Add((int)row.Fill));
    }

    private delegate void Put<T>(ref ColumnText text, T row);

    private static void Column<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<T> rows, Put<T> put)
    {
        var text = new ColumnText(rows.Length);
        foreach (ref readonly var row in rows) put(ref text, row);
        text.End(writer, name);
    }
}
