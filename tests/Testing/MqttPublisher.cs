using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DigitalTwin.Testing;

/// <summary>A small MQTT 3.1.1 client that publishes at QoS 1: CONNECT, PUBLISH, PUBACK, and nothing else.</summary>
public sealed class MqttPublisher : IAsyncDisposable
{
    private const byte Connect = 0x10, ConnectAck = 0x20, PublishQos1 = 0x32, PublishAck = 0x40, Disconnect = 0xE0;
    private const int MostInFlight = 1000;

    private readonly TcpClient _tcp = new() { NoDelay = true };
    private readonly ConcurrentDictionary<ushort, TaskCompletionSource> _waiting = new();
    private readonly SemaphoreSlim _inFlight = new(MostInFlight);
    private readonly SemaphoreSlim _writing = new(1);
    private Task _reading = Task.CompletedTask;
    private ushort _id;

    private MqttPublisher() { }

    /// <exception cref="IOException">The broker did not take the name or the password.</exception>
    public static async Task<MqttPublisher> Open(int port, string user, string password, string clientId)
    {
        var client = new MqttPublisher();
        await client._tcp.ConnectAsync(IPAddress.Loopback, port);
        var body = new MemoryStream();
        Text(body, "MQTT");
        body.Write([4, 0b1100_0010, 0, 120]); // Level 4; name, password, clean session; keep alive 120 s.
        foreach (var text in (string[])[clientId, user, password]) Text(body, text);
        await client.Send(Connect, body.ToArray());
        var answer = new byte[4];
        await client._tcp.GetStream().ReadExactlyAsync(answer);
        if (answer[0] != ConnectAck || answer[3] != 0) throw new IOException($"The broker refused the connection with code {answer[3]}.");
        client._reading = client.ReadAcknowledgements();
        return client;
    }

    /// <summary>Completes when the broker has it safe; fails when the connection goes before.</summary>
    public async Task Publish(string topic, ReadOnlyMemory<byte> payload)
    {
        await _inFlight.WaitAsync();
        try
        {
            await (await Begin(topic, payload));
        }
        finally
        {
            _inFlight.Release();
        }
    }

    public Task Publish(string topic, string payload) => Publish(topic, Encoding.UTF8.GetBytes(payload));

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Send(Disconnect, []);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // The broker has gone before us.
        }
        _tcp.Dispose();
        await _reading;
        _inFlight.Dispose();
        _writing.Dispose();
    }

    private async Task<Task> Begin(string topic, ReadOnlyMemory<byte> payload)
    {
        var acknowledged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _writing.WaitAsync();
        try
        {
            while (!_waiting.TryAdd(++_id == 0 ? _id = 1 : _id, acknowledged)) { }
            var body = new MemoryStream();
            Text(body, topic);
            body.Write([(byte)(_id >> 8), (byte)_id]);
            body.Write(payload.Span);
            await Send(PublishQos1, body.ToArray());
        }
        finally
        {
            _writing.Release();
        }
        if (_reading.IsCompleted) acknowledged.TrySetException(new IOException("The broker has gone."));
        return acknowledged.Task;
    }

    private async Task ReadAcknowledgements()
    {
        var packet = new byte[4];
        try
        {
            while (true)
            {
                await _tcp.GetStream().ReadExactlyAsync(packet);
                if (packet[0] != PublishAck) throw new IOException($"The broker sent packet {packet[0]:X2} unasked.");
                if (_waiting.TryRemove(BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(2)), out var acknowledged)) acknowledged.TrySetResult();
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            foreach (var waiting in _waiting.Values) waiting.TrySetException(new IOException("The broker has gone.", e));
        }
    }

    private async Task Send(byte type, byte[] body)
    {
        var packet = new MemoryStream();
        packet.WriteByte(type);
        var length = body.Length;
        do
        {
            packet.WriteByte((byte)(length % 128 | (length >= 128 ? 0x80 : 0)));
            length /= 128;
        }
        while (length > 0);
        packet.Write(body);
        await _tcp.GetStream().WriteAsync(packet.ToArray());
    }

    private static void Text(MemoryStream to, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        to.Write([(byte)(utf8.Length >> 8), (byte)utf8.Length]);
        to.Write(utf8);
    }
}
