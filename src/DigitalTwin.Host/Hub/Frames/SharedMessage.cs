using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace DigitalTwin.Host.Hub.Frames;

/// <summary>One or several messages to many viewers: serialised once, put into WebSocket frames once, compressed once. Safe from any thread.</summary>
/// <remarks>Frames are unmasked text (RFC 6455), so the same bytes for every viewer; permessage-deflate without context takeover (RFC 7692) makes them the same for everyone too.</remarks>
internal sealed class SharedMessage
{
    /// <summary>Ends a message of the hub's JSON protocol.</summary>
    public const byte RecordSeparator = 0x1e;

    /// <summary>Below this, compression saves nothing worth having.</summary>
    private const int LeastCompressed = 256;
    private const byte FinalText = 0x81;
    private const byte Compressed = 0x40;

    // Long texts are kept packed only, as nearly all browsers take them: plain they would be a garbage of megabytes a second.
    private readonly Lazy<byte[]> _packed;
    private readonly Lazy<byte[]> _plain;
    private readonly Lazy<byte[]> _text;
    private readonly SharedMessage[] _parts;

    /// <param name="text">A message of the hub's JSON protocol with its separator; copied.</param>
    public SharedMessage(ReadOnlySpan<byte> text)
    {
        _parts = [this];
        if (text.Length < LeastCompressed)
        {
            var all = text.ToArray();
            _text = new(all);
            _plain = _packed = new(Framed(FinalText, all));
            return;
        }
        var (deflated, length) = (Deflate(text), text.Length);
        _packed = new(Framed(FinalText | Compressed, deflated.Span));
        _text = new(() => Inflate(deflated, length));
        _plain = new(() => Framed(FinalText, _text.Value));
    }

    /// <summary>Both, one after the other, as one.</summary>
    public SharedMessage(SharedMessage first, SharedMessage second)
    {
        _parts = [.. first._parts, .. second._parts];
        _packed = new(() => Concatenate(part => part._packed.Value));
        _plain = new(() => Concatenate(part => part._plain.Value));
        _text = new(() => Concatenate(part => part._text.Value));
    }

    /// <summary>For viewers that are not on a WebSocket of ours.</summary>
    public SerializedHubMessage Hub(IHubProtocol protocol) => new([new SerializedMessage(protocol.Name, _text.Value)]);

    /// <summary>Each message as one whole frame.</summary>
    public ReadOnlyMemory<byte> Frames(bool compressed) => compressed ? _packed.Value : _plain.Value;

    private byte[] Concatenate(Func<SharedMessage, byte[]> of)
    {
        var all = new byte[_parts.Sum(part => of(part).Length)];
        var at = 0;
        foreach (var part in _parts)
        {
            of(part).CopyTo(all.AsSpan(at));
            at += of(part).Length;
        }
        return all;
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

    private static ReadOnlyMemory<byte> Deflate(ReadOnlySpan<byte> text)
    {
        var packed = new MemoryStream(text.Length / 3);
        using var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true);
        deflate.Write(text);
        deflate.Flush();
        // A flush ends with an empty block, 00 00 FF FF, which the receiver adds by itself.
        return packed.GetBuffer().AsMemory(0, (int)packed.Length - 4);
    }

    private static byte[] Inflate(ReadOnlyMemory<byte> packed, int length)
    {
        var text = new byte[length];
        using var inflate = new DeflateStream(new MemoryStream([.. packed.Span, 0, 0, 0xff, 0xff]), CompressionMode.Decompress);
        inflate.ReadExactly(text);
        return text;
    }
}
