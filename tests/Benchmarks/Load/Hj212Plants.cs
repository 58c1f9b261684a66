using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using DigitalTwin.Ingest.Hj212.Wire;

namespace Benchmarks.Load;

/// <summary>Plants on one TCP connection each, which report ten factors at a fixed pace and wait for each acknowledgement.</summary>
public sealed class Hj212Plants(int port, int plants) : IAsyncDisposable
{
    public const int Factors = 10;
    private static readonly string[] Codes = ["w00000", "w01001", "w01010", "w01012", "w01018", "w01017", "w21003", "w21011", "w21001", "w01009"];
    private readonly Socket[] _sockets = new Socket[plants];

    /// <summary>Latency of each acknowledgement, in ms, from before the packet was written.</summary>
    public List<double> Latencies { get; } = [];
    public long Sent { get; private set; }
    /// <summary>Acknowledged with 9014.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Registers the plants, each with an asset of its own.</summary>
    public static async Task Register(BenchServer server, int plants)
    {
        for (var from = 0; from < plants; from += 1000)
        {
            var rows = Enumerable.Range(from, Math.Min(1000, plants - from)).Select(i => new { id = Mn(i), protocol = "hj212", asset = BenchNetwork.NodeId(i), password = "123456", intervalSeconds = 10 });
            using var answer = await server.Process.Http.PostAsJsonAsync("api/v1/devices/import", rows);
            answer.EnsureSuccessStatusCode();
        }
    }

    public async Task Connect()
    {
        for (var i = 0; i < plants; i++)
        {
            _sockets[i] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await _sockets[i].ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        }
    }

    /// <summary>Each plant reports every <paramref name="every"/>, the plants spread evenly over that time, for <paramref name="span"/>.</summary>
    public async Task Report(TimeSpan every, TimeSpan span, DateTimeOffset from)
    {
        var gate = new Lock();
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, plants).Select(async i =>
        {
            var (own, sent, acknowledged, buffer) = (new List<double>(), 0L, 0L, new byte[1024]);
            for (var round = 0; ; round++)
            {
                var due = every * (round + i / (double)plants);
                if (due >= span) break;
                var wait = due - Stopwatch.GetElapsedTime(start);
                if (wait > TimeSpan.Zero) await Task.Delay(wait);
                var packet = Packet(i, from + round * (every < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : every), round);
                var began = Stopwatch.GetTimestamp();
                await _sockets[i].SendAsync(packet);
                sent++;
                var length = 0;
                while (length < 2 || buffer[length - 1] != '\n')
                {
                    var read = await _sockets[i].ReceiveAsync(buffer.AsMemory(length));
                    if (read == 0) break;
                    length += read;
                }
                own.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                if (buffer.AsSpan(0, length).IndexOf("CN=9014"u8) >= 0) acknowledged++;
            }
            lock (gate)
            {
                Latencies.AddRange(own);
                Sent += sent;
                Acknowledged += acknowledged;
            }
        }));
    }

    public static byte[] Packet(int plant, DateTimeOffset at, int round)
    {
        var local = at.ToOffset(TimeSpan.FromHours(8));
        var text = new StringBuilder(600);
        text.Append(CultureInfo.InvariantCulture, $"QN={local:yyyyMMddHHmmssfff};ST=32;CN=2011;PW=123456;MN={Mn(plant)};Flag=5;CP=&&DataTime={local:yyyyMMddHHmmss}");
        for (var f = 0; f < Factors; f++) text.Append(CultureInfo.InvariantCulture, $";{Codes[f]}-Rtd={(plant + round * 7 + f) % 13 + 0.25:0.00},{Codes[f]}-Flag=N");
        return FrameWriter.Frame(text.Append("&&").ToString());
    }

    public double Percentile(double p)
    {
        var sorted = Latencies.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(p * sorted.Length))];
    }

    public ValueTask DisposeAsync()
    {
        foreach (var socket in _sockets) socket?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Mn(int plant) => string.Create(CultureInfo.InvariantCulture, $"BENCH{plant:00000}");
}
