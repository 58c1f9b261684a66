using System.Buffers;
using System.Buffers.Text;
using DigitalTwin.Ingest.Hj212.Wire;

namespace DigitalTwin.Ingest.Hj212.Server;

/// <summary>What we answer to a packet, as a frame.</summary>
internal static class Answers
{
    /// <param name="content">Of CP, such as <c>QnRtn=3</c>; empty for a plain acknowledgement.</param>
    public static void Write(IBufferWriter<byte> to, in DataSegment packet, int command, ReadOnlySpan<byte> content)
    {
        Span<byte> data = stackalloc byte[256];
        var at = 0;
        if (packet.RequestNumber.Length is > 0 and <= 32)
        {
            Put(data, ref at, "QN="u8);
            Put(data, ref at, packet.RequestNumber);
            Put(data, ref at, ";"u8);
        }
        Put(data, ref at, "ST=91;CN="u8);
        Number(data, ref at, command);
        Put(data, ref at, ";PW="u8);
        Put(data, ref at, packet.Password.Length <= 32 ? packet.Password : default);
        Put(data, ref at, ";MN="u8);
        Put(data, ref at, packet.Device);
        Put(data, ref at, ";Flag="u8);
        Number(data, ref at, packet.Flag & ~3);
        Put(data, ref at, ";CP=&&"u8);
        Put(data, ref at, content);
        Put(data, ref at, "&&"u8);
        FrameWriter.Write(to, data[..at]);
    }

    private static void Put(Span<byte> data, ref int at, ReadOnlySpan<byte> text)
    {
        text.CopyTo(data[at..]);
        at += text.Length;
    }

    private static void Number(Span<byte> data, ref int at, int value)
    {
        Utf8Formatter.TryFormat(value, data[at..], out var written);
        at += written;
    }
}
