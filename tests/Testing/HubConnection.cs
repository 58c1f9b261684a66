using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace DigitalTwin.Testing;

/// <summary>The least of a SignalR client over WebSocket with the JSON protocol: hand-shake, call, and what the server sends.</summary>
public sealed class HubConnection : IAsyncDisposable
{
    private const byte RecordSeparator = 0x1e;
    private readonly ClientWebSocket _socket = new();
    private readonly ArrayBufferWriter<byte> _pending = new();
    private readonly byte[] _chunk = new byte[64 * 1024];
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _closing = new();
    private Task _pinging = Task.CompletedTask;
    private int _invocation;

    /// <summary>Bytes received so far.</summary>
    public long Received { get; private set; }

    /// <param name="compressed">Asks for compressed messages, as browsers do.</param>
    /// <param name="path">Of the hub.</param>
    /// <param name="header">Who calls, as <c>("Cookie", …)</c> or <c>("Authorization", "Bearer …")</c>.</param>
    public static async Task<HubConnection> Open(Uri server, CancellationToken cancel, bool compressed = false, string path = "/hubs/map", (string Name, string Value)? header = null)
    {
        var connection = new HubConnection();
        if (header is { } caller) connection._socket.Options.SetRequestHeader(caller.Name, caller.Value);
        if (compressed) connection._socket.Options.DangerousDeflateOptions = new WebSocketDeflateOptions();
        await connection._socket.ConnectAsync(new Uri($"ws://{server.Authority}{path}"), cancel);
        await connection.Send("{\"protocol\":\"json\",\"version\":1}", cancel);
        await connection.Next(_ => true, cancel); // The hand-shake's answer.
        connection._pinging = connection.Ping();
        return connection;
    }

    public Task View(string network, double[] bounds, int zoom, CancellationToken cancel) => Call("View", [network, bounds, zoom], cancel);

    public Task Call(string target, object?[] arguments, CancellationToken cancel) =>
        Send(JsonSerializer.Serialize(new { type = 1, invocationId = $"{++_invocation}", target, arguments }), cancel);

    /// <summary>Reads one record after the other until <paramref name="take"/> says that it has what it wants.</summary>
    public async Task Next(Func<ReadOnlyMemory<byte>, bool> take, CancellationToken cancel)
    {
        while (true)
        {
            var end = _pending.WrittenSpan.IndexOf(RecordSeparator);
            if (end >= 0)
            {
                var record = _pending.WrittenMemory[..end].ToArray();
                var rest = _pending.WrittenMemory[(end + 1)..].ToArray();
                _pending.ResetWrittenCount();
                _pending.Write(rest);
                if (take(record)) return;
                continue;
            }
            var got = await _socket.ReceiveAsync(_chunk.AsMemory(), cancel);
            if (got.MessageType == WebSocketMessageType.Close) throw new WebSocketException("The server closed the connection.");
            Received += got.Count;
            _pending.Write(_chunk.AsSpan(0, got.Count));
        }
    }

    /// <summary>Takes bytes off the socket without looking at them: a viewer that only costs the server.</summary>
    public async Task Drain(CancellationToken cancel)
    {
        while (_socket.State == WebSocketState.Open) Received += (await _socket.ReceiveAsync(_chunk.AsMemory(), cancel)).Count;
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _pinging;
        _socket.Dispose();
    }

    /// <summary>A client that says nothing for 30 s is gone for the server.</summary>
    private async Task Ping()
    {
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(10), _closing.Token);
                await Send("{\"type\":6}", _closing.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // Closed, by us or by the server; whoever reads will be told.
        }
    }

    private async Task Send(string json, CancellationToken cancel)
    {
        await _sending.WaitAsync(cancel);
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(json + (char)RecordSeparator), WebSocketMessageType.Text, endOfMessage: true, cancel);
        }
        finally
        {
            _sending.Release();
        }
    }
}
