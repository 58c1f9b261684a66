using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using DigitalTwin.Ingest.Hj212.Wire;

namespace DigitalTwin.Host.Demo.Stations;

/// <summary>The data logger of a demo station: keeps packets until they are acknowledged, over a real connection, and answers what the server asks.</summary>
internal sealed class StationLogger(DemoStation station, Func<int> port, TimeProvider time)
{
    /// <summary>Packets kept while there is no connection; over it the oldest are lost, as in a logger's own memory.</summary>
    private const int MostKept = 512;
    private const int BadEvery = 40;
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10), Pause = TimeSpan.FromSeconds(5);

    private readonly Channel<(string Number, string Content)> _packets = Channel.CreateBounded<(string, string)>(new BoundedChannelOptions(MostKept) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private volatile TaskCompletionSource<bool>? _waiting;
    private volatile string _awaited = "";
    private int _sent;

    public void Report(string number, string content) => _packets.Writer.TryWrite((number, content));

    /// <summary>Ends with <paramref name="stop"/>.</summary>
    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await _packets.Reader.WaitToReadAsync(stop);
                using var client = new TcpClient { NoDelay = true };
                await client.ConnectAsync(IPAddress.Loopback, port(), stop);
                await using var stream = client.GetStream();
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
                var listening = Listen(stream, ended.Token);
                try
                {
                    await Send(stream, listening, ended.Token);
                }
                finally
                {
                    await ended.CancelAsync();
                    await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
            catch (Exception e) when (e is IOException or SocketException or TimeoutException or OperationCanceledException or InvalidDataException)
            {
                // Cut off, or the server ends: comes again.
            }
            await Task.Delay(Pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Send(NetworkStream stream, Task listening, CancellationToken stop)
    {
        while (await _packets.Reader.WaitToReadAsync(stop))
            while (_packets.Reader.TryPeek(out var packet))
            {
                var frame = FrameWriter.Frame(Segment(packet.Number, 2011, 5, packet.Content));
                if (station.HasBadLine && ++_sent % BadEvery == 0)
                {
                    var damaged = frame.ToArray();
                    damaged[^12] ^= 1;
                    await stream.WriteAsync(damaged, stop);
                }
                var answered = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
                (_awaited, _waiting) = (packet.Number, answered);
                await stream.WriteAsync(frame, stop);
                if (await Task.WhenAny(answered.Task, listening).WaitAsync(AnswerWithin, time, stop) == listening) throw new IOException("The server has closed the connection.");
                // What is refused stays refused, as with a station that nobody has registered.
                _packets.Reader.TryRead(out _);
            }
    }

    private async Task Listen(NetworkStream stream, CancellationToken stop)
    {
        var (buffer, held) = (new byte[FrameReader.MaxFrame], 0);
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(held), stop);
            if (read == 0) return;
            held += read;
            var used = 0;
            while (FrameReader.Read(buffer.AsSpan(used, held - used), out var data, out var consumed) is var verdict && verdict != FrameVerdict.NeedMore)
            {
                if (verdict == FrameVerdict.Frame) await Hear(stream, Encoding.UTF8.GetString(buffer.AsSpan(used, held - used)[data]), stop);
                used += consumed;
            }
            buffer.AsSpan(used, held - used).CopyTo(buffer);
            held -= used;
        }
    }

    private async Task Hear(NetworkStream stream, string segment, CancellationToken stop)
    {
        var (number, command) = (Field(segment, "QN="), Field(segment, "CN="));
        if (command is "9014" or "9011")
        {
            if (number == _awaited) _waiting?.TrySetResult(command == "9014");
            return;
        }
        // Asked for something: ready, what there is to say, done.
        await Answer(9011, "QnRtn=1");
        if (command == "1011") await stream.WriteAsync(FrameWriter.Frame(Segment(number, 1011, 4, $"SystemTime={number[..14]}")), stop);
        if (command == "3015") await stream.WriteAsync(FrameWriter.Frame(Segment(number, 3015, 4, $"DataTime={number[..14]};VaseNo=1")), stop);
        await Answer(9012, command is "2011" or "2031" or "2051" or "2061" ? "ExeRtn=100" : "ExeRtn=1");

        Task Answer(int with, string content) => stream.WriteAsync(FrameWriter.Frame(FrameWriter.Segment(number, "91", with, DemoStation.Password, station.Device.Address, 4, content)), stop).AsTask();
    }

    private string Segment(string number, int command, int flag, string content) => FrameWriter.Segment(number, "32", command, DemoStation.Password, station.Device.Address, flag, content);

    private static string Field(string segment, string name)
    {
        var at = segment.IndexOf(name, StringComparison.Ordinal) + name.Length;
        var end = at < name.Length ? -1 : segment.IndexOf(';', at);
        return end < 0 ? "" : segment[at..end];
    }
}
