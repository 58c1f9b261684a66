using System.Buffers;
using System.Text.Json;
using DigitalTwin.Host.Hub.Frames;
using DigitalTwin.Host.Live;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace DigitalTwin.Host.Hub;

/// <summary>Writes rows as the page reads them, in columns: <c>{"group","prev","seq","at","key":[],"state":[],"quantity":[],"value":[],"fill":[]}</c>.</summary>
internal static class ChangesWriter
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true };

    /// <summary>A batch as the hub's message <c>Changes</c>. Written here and not by the hub's protocol, which would copy it into three arrays more.</summary>
    /// <param name="scratch">What it is written in; may be used again at once.</param>
    /// <param name="group">Whose batch it is.</param>
    /// <param name="previous">The group's count before.</param>
    /// <param name="sequence">The group's count now.</param>
    /// <param name="at">City time, Unix ms.</param>
    /// <param name="rows">What changed.</param>
    public static SharedMessage Message(ArrayBufferWriter<byte> scratch, string group, long previous, long sequence, long at, LiveRows rows)
    {
        scratch.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(scratch, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("type"u8, HubProtocolConstants.InvocationMessageType);
            writer.WriteString("target"u8, "Changes"u8);
            writer.WriteStartArray("arguments"u8);
            writer.WriteStartObject();
            writer.WriteString("group"u8, group);
            writer.WriteNumber("prev"u8, previous);
            writer.WriteNumber("seq"u8, sequence);
            writer.WriteNumber("at"u8, at);
            Columns(writer, rows);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        scratch.Write([SharedMessage.RecordSeparator]);
        return new SharedMessage(scratch.WrittenSpan);
    }

    /// <summary>An empty batch that follows nothing the viewer has seen.</summary>
    public static SharedMessage Gap(string group, long sequence, long at) => Message(new ArrayBufferWriter<byte>(256), group, sequence, sequence, at, new LiveRows());

    public static void Columns(Utf8JsonWriter writer, LiveRows rows)
    {
        Column(writer, "key"u8, rows.Keys, static (ref ColumnText text, int key) => text.Add(key));
        Column(writer, "state"u8, rows.Rows, static (ref ColumnText text, LiveRow row) => text.Add((int)row.State));
        Column(writer, "quantity"u8, rows.Rows, static (ref ColumnText text, LiveRow row) => text.Add((int)row.Quantity));
        Column(writer, "value"u8, rows.Rows, static (ref ColumnText text, LiveRow row) => text.Add(row.Value));
        Column(writer, "fill"u8, rows.Rows, static (ref ColumnText text, LiveRow row) => text.Add((int)row.Fill));
    }

    private delegate void Put<T>(ref ColumnText text, T row);

    private static void Column<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<T> rows, Put<T> put)
    {
        var text = new ColumnText(rows.Length);
        foreach (ref readonly var row in rows) put(ref text, row);
        text.End(writer, name);
    }
}
