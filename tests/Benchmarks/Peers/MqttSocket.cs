using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Benchmarks.Peers;

/// <summary>The least of an MQTT 3.1.1 client: connect, publish and receive at QoS 1.</summary>
internal sealed class MqttSocket : IDisposable
{
    private const byte Connect0 = 0x10, PublishQos1 = 0x32, PubAck = 0x40, Subscribe0 = 0x82;
    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly byte[] _received = new byte[64 * 1024];
    private Stream _stream = Stream.Null;
    private int _from, _to;

    public static async Task<MqttSocket> Connect(int port, string id, bool cleanSession, CancellationToken cancel)
    {
        var socket = new MqttSocket();
        await socket._client.ConnectAsync(IPAddress.Loopback, port, cancel);
        socket._stream = socket._client.GetStream();
        await socket._stream.WriteAsync(Packet(Connect0, [.. Text("MQTT"), 4, (byte)(cleanSession ? 2 : 0), 0, 0, .. Text(id)]), cancel);
        await socket.Next(cancel);
        return socket;
    }

    public async Task Subscribe(string topic, CancellationToken cancel)
    {
        await _stream.WriteAsync(Packet(Subscribe0, [0, 1, .. Text(topic), 1]), cancel);
        await Next(cancel);
    }

    /// <summary>Publishes all, with at most <paramref name="window"/> of them not yet acknowledged; done when all are.</summary>
    public async Task Publish(IEnumerable<(string Topic, byte[] Body)> messages, int window, CancellationToken cancel)
    {
        var (sent, acknowledged) = (0, 0);
        var out_ = new List<byte>(window * 200);
        foreach (var (topic, body) in messages)
        {
            sent++;
            out_.AddRange(Packet(PublishQos1, [.. Text(topic), (byte)(sent % 65_535 + 1 >> 8), (byte)(sent % 65_535 + 1), .. body]));
            if (sent - acknowledged < window) continue;
            await _stream.WriteAsync(out_.ToArray(), cancel);
            out_.Clear();
            do
            {
                await Next(cancel);
                acknowledged++;
            } while (Buffered >= 4);
        }
        await _stream.WriteAsync(out_.ToArray(), cancel);
        for (; acknowledged < sent; acknowledged++) await Next(cancel);
    }

    /// <summary>Takes and acknowledges so many messages.</summary>
    public async Task Receive(int messages, CancellationToken cancel)
    {
        var acknowledgements = new List<byte>();
        for (var i = 0; i < messages; i++)
        {
            var (_, body) = await Next(cancel);
            var id = 2 + BinaryPrimitives.ReadUInt16BigEndian(body.Span);
            acknowledgements.AddRange([PubAck, 2, body.Span[id], body.Span[id + 1]]);
            if (Buffered > 4 && acknowledgements.Count < 2_000) continue;
            await _stream.WriteAsync(acknowledgements.ToArray(), cancel);
            acknowledgements.Clear();
        }
        if (acknowledgements.Count > 0) await _stream.WriteAsync(acknowledgements.ToArray(), cancel);
    }

    public void Dispose() => _client.Dispose();

    private int Buffered => _to - _from;

    /// <summary>The next packet; its body is valid until the next call.</summary>
    private async ValueTask<(byte Head, ReadOnlyMemory<byte> Body)> Next(CancellationToken cancel)
    {
        var (length, size) = (0, 1);
        for (byte more = 0x80; (more & 0x80) != 0; size++)
        {
            await Have(size + 1, cancel);
            more = _received[_from + size];
            length |= (more & 0x7f) << 7 * (size - 1);
        }
        await Have(size + length, cancel);
        var packet = (_received[_from], _received.AsMemory(_from + size, length));
        _from += size + length;
        return packet;
    }

    private async ValueTask Have(int bytes, CancellationToken cancel)
    {
        if (Buffered >= bytes) return;
        _received.AsSpan(_from, Buffered).CopyTo(_received);
        (_from, _to) = (0, Buffered);
        while (_to < bytes)
        {
            var got = await _stream.ReadAsync(_received.AsMemory(_to), cancel);
            _to += got > 0 ? got : throw new IOException("The broker closed the connection.");
        }
    }

    private static byte[] Text(string text) => [(byte)(text.Length >> 8), (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Packet(byte head, byte[] body)
    {
        var packet = new List<byte>(body.Length + 5) { head };
        var rest = body.Length;
        do packet.Add((byte)(rest % 128 | (rest >= 128 ? 0x80 : 0)));
        while ((rest /= 128) > 0);
        packet.AddRange(body);
        return [.. packet];
    }
}
