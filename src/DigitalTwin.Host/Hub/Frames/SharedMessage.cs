using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace DigitalTwin.Host.Hub.Frames;

/// <summary>One message to many viewers: serialised once, put into a WebSocket frame once, compressed once. Safe from any thread.</summary>
internal sealed class SharedMessage(SerializedHubMessage message)
{
    /// <summary>Below this, compression saves nothing worth having.</summary>
    private const int LeastCompressed = 256;
    private const byte FinalText = 0x81;
    private const byte Compressed = 0x40;

    private readonly Lock _gate = new();
    private byte[]? _plain;
    private byte[]? _compressed;

    /// <summary>For viewers that are not on a WebSocket of ours.</summary>
    public SerializedHubMessage Hub => message;

    /// <summary>The whole message as one unmasked text frame (RFC 6455), so the same bytes for every viewer.</summary>
    /// <param name="protocol">The hub protocol; there is one only, JSON.</param>
    /// <param name="compressed">As permessage-deflate without context takeover (RFC 7692), which makes it the same for everyone too.</param>
    public ReadOnlyMemory<byte> Frame(IHubProtocol protocol, bool compressed)
    {
        lock (_gate)
        {
            var text = message.GetSerializedMessage(protocol);
            if (!compressed || text.Length < LeastCompressed) return _plain ??= Framed(FinalText, text.Span);
            return _compressed ??= Framed(FinalText | Compressed, Deflate(text.Span));
        }
    }

    private static byte[] Framed(byte head, ReadOnlySpan<byte> payload)
    {
        var extra = payload.Length < 126 ? 0 : payload.Length <= ushort.MaxValue ? 2 : 8;
        var frame = new byte[2 + extra + payload.Length];
        (frame[0], frame[1]) = (head, extra switch { 0 => (byte)payload.Length, 2 => 126, _ => 127 });
        if (extra == 2) BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
        if (extra == 8) BinaryPrimitives.WriteUInt64BigEndian(frame.AsSpan(2), (ulong)payload.Length);
        payload.CopyTo(frame.AsSpan(2 + extra));
        return frame;
    }

    private static ReadOnlySpan<byte> Deflate(ReadOnlySpan<byte> text)
    {
        var packed = new MemoryStream(text.Length / 3);
        using var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true);
        deflate.Write(text);
        deflate.Flush();
        // A flush ends with an empty block, 00 00 FF FF, which the receiver adds by itself.
        return packed.GetBuffer().AsSpan(0, (int)packed.Length - 4);
    }
}
