using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using DigitalTwin.Host.Hub;
using DigitalTwin.Host.Hub.Frames;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace DigitalTwin.Host.Tests.Hub.Frames;

public class SharedMessageTests
{
    private static readonly JsonHubProtocol Json = new();

    [Theory]
    [InlineData(3, true)]
    [InlineData(3, false)]
    [InlineData(100, false)]
    [InlineData(1_000, true)]
    [InlineData(1_000, false)]
    [InlineData(100_000, true)]
    [InlineData(100_000, false)]
    public async Task A_frame_holds_the_whole_message_whatever_its_length(int numbers, bool compressed)
    {
        var message = Viewers.Message("Changes", Enumerable.Range(0, numbers), Json);
        using var socket = Client(new MemoryStream(message.Frames(compressed).ToArray()));
        Assert.Equal($"{{\"type\":1,\"target\":\"Changes\",\"arguments\":[[{string.Join(',', Enumerable.Range(0, numbers))}]]}}\u001e", await Next(socket));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Joined_messages_arrive_whole_and_in_their_order(bool compressed)
    {
        SharedMessage[] parts = [.. new[] { 2, 3_000, 1, 500 }.Select(numbers => Viewers.Message("Changes", Enumerable.Range(0, numbers), Json))];
        var joined = parts.Aggregate((all, next) => new SharedMessage(all, next));
        using var socket = Client(new MemoryStream(joined.Frames(compressed).ToArray()));

        var received = "";
        foreach (var part in parts)
        {
            received += await Next(socket);
            Assert.EndsWith(Text(part), received);
        }
        Assert.Equal(Text(joined), received);
    }

    [Fact]
    public async Task Frames_for_all_do_not_fall_into_messages_of_the_socket()
    {
        const int each = 200;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var far = new TcpClient();
        await far.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using var near = await listener.AcceptTcpClientAsync();
        var stream = new FrameStream(near.GetStream());
        using var server = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, DangerousDeflateOptions = new() { ServerContextTakeover = false } });
        using var client = Client(far.GetStream());
        var toAll = Viewers.Message("Changes", Enumerable.Range(0, 2_000), Json).Frames(compressed: true);
        var frames = Task.Run(async () =>
        {
            for (var i = 0; i < each; i++) await stream.Send(toAll, CancellationToken.None);
        });
        var own = Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                foreach (var part in (string[])["one ", "whole ", "message "]) await server.SendAsync(Encoding.UTF8.GetBytes(part), WebSocketMessageType.Text, endOfMessage: false, CancellationToken.None);
                await Task.Yield();
                await server.SendAsync(Encoding.UTF8.GetBytes($"{i}"), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            }
        });

        var received = new List<string>();
        while (received.Count < 2 * each) received.Add(await Next(client));
        await Task.WhenAll(frames, own);

        Assert.Equal(Enumerable.Range(0, each).Select(i => $"one whole message {i}"), received.Where(r => r[0] == 'o'));
        Assert.Equal(each, received.Count(r => r.EndsWith(",1999]]}\u001e", StringComparison.Ordinal)));
    }

    private static string Text(SharedMessage message) => Encoding.UTF8.GetString(message.Hub(Json).GetSerializedMessage(Json).Span);

    private static WebSocket Client(Stream from) =>
        WebSocket.CreateFromStream(from, new WebSocketCreationOptions { IsServer = false, DangerousDeflateOptions = new() { ServerContextTakeover = false } });

    private static async Task<string> Next(WebSocket socket)
    {
        var (text, chunk) = (new ArrayBufferWriter<byte>(), new byte[4096]);
        while (true)
        {
            var got = await socket.ReceiveAsync(chunk.AsMemory(), CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
            text.Write(chunk.AsSpan(0, got.Count));
            if (got.EndOfMessage) return Encoding.UTF8.GetString(text.WrittenSpan);
        }
    }
}
