using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Benchmarks.Load;

/// <summary>A viewer that asks for all that a browser asks for, compression too, and then only takes bytes off the socket, so that a hundred of them leave the machine to the server.</summary>
public sealed class LeanViewer : IDisposable
{
    private const byte FinalText = 0x81;
    private const byte Masked = 0x80;
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private long _received;

    /// <summary>Bytes received so far.</summary>
    public long Received => Interlocked.Read(ref _received);

    public static async Task<LeanViewer> Open(Uri server, string network, double[] bounds, int zoom, CancellationToken cancel)
    {
        var viewer = new LeanViewer();
        await viewer._socket.ConnectAsync(server.Host, server.Port, cancel);
        await viewer._socket.SendAsync(Encoding.ASCII.GetBytes($"""
            GET /hubs/map HTTP/1.1
            Host: {server.Authority}
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==
            Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits


            """.ReplaceLineEndings("\r\n")), cancel);
        var answer = new byte[4096];
        var length = await viewer._socket.ReceiveAsync(answer, cancel);
        if (!Encoding.ASCII.GetString(answer, 0, length).StartsWith("HTTP/1.1 101", StringComparison.Ordinal)) throw new InvalidOperationException($"The hub did not open: {Encoding.ASCII.GetString(answer, 0, length)}");
        await viewer.Send("""{"protocol":"json","version":1}""", cancel);
        await viewer.Send(JsonSerializer.Serialize(new { type = 1, target = "View", arguments = new object[] { network, bounds, zoom } }), cancel);
        return viewer;
    }

    public async Task Drain(CancellationToken cancel)
    {
        var buffer = new byte[256 * 1024];
        for (int got; (got = await _socket.ReceiveAsync(buffer, cancel)) > 0;) Interlocked.Add(ref _received, got);
    }

    public void Dispose() => _socket.Dispose();

    // The mask is zero: the server must undo it all the same.
    private async Task Send(string json, CancellationToken cancel)
    {
        var payload = Encoding.UTF8.GetBytes(json + '\u001e');
        byte[] length = payload.Length < 126 ? [(byte)(Masked | payload.Length)] : [Masked | 126, (byte)(payload.Length >> 8), (byte)payload.Length];
        await _socket.SendAsync((byte[])[FinalText, .. length, 0, 0, 0, 0, .. payload], cancel);
    }
}
