using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DigitalTwin.Ingest.Hj212.Sm4;
using DigitalTwin.Ingest.Hj212.Wire;

namespace DigitalTwin.Testing;

/// <summary>A station's data logger as the other end of a real socket. One thread at a time.</summary>
public sealed class Hj212Station : IDisposable
{
    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly List<byte> _read = [];
    private NetworkStream _stream = null!;

    public static async Task<Hj212Station> Connect(int port)
    {
        var station = new Hj212Station();
        await station._client.ConnectAsync(IPAddress.Loopback, port);
        station._stream = station._client.GetStream();
        return station;
    }

    public Task Send(string segment, Sm4Cipher? cipher = null) => SendRaw(FrameWriter.Frame(segment, cipher));

    public Task SendRaw(ReadOnlyMemory<byte> bytes) => _stream.WriteAsync(bytes).AsTask();

    /// <summary>In pieces of the given sizes, round and round, each its own write.</summary>
    public async Task SendInPieces(ReadOnlyMemory<byte> bytes, IReadOnlyList<int> sizes)
    {
        for (var (at, i) = (0, 0); at < bytes.Length; i++)
        {
            var length = Math.Min(Math.Max(1, sizes[i % sizes.Count]), bytes.Length - at);
            await SendRaw(bytes.Slice(at, length));
            at += length;
        }
    }

    /// <summary>The next frame's data segment; null where the server closes the connection instead.</summary>
    /// <exception cref="TimeoutException">Nothing came.</exception>
    public async Task<string?> Receive(TimeSpan? limit = null)
    {
        using var timeout = new CancellationTokenSource(limit ?? TimeSpan.FromSeconds(60));
        var buffer = new byte[4096];
        while (true)
        {
            if (Next() is { } segment) return segment;
            int read;
            try
            {
                read = await _stream.ReadAsync(buffer, timeout.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException("The server sent nothing.");
            }
            catch (IOException)
            {
                return null;
            }
            if (read == 0) return null;
            _read.AddRange(buffer.AsSpan(0, read));
        }
    }

    /// <summary>Sends and waits for the answer to it.</summary>
    public async Task<string?> Ask(string segment, Sm4Cipher? cipher = null)
    {
        await Send(segment, cipher);
        return await Receive();
    }

    public void Dispose() => _client.Dispose();

    /// <summary>A data packet as a logger of 2017 writes it.</summary>
    public static string Data(string mn, DateTimeOffset at, string factors, int command = 2011, string qn = "", int flag = 5, string password = "123456", string more = "")
    {
        var local = at.ToOffset(TimeSpan.FromHours(8));
        if (qn.Length == 0) qn = local.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);
        return $"QN={qn};ST=32;CN={command};PW={password};MN={mn};Flag={flag};{more}CP=&&DataTime={local.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)};{factors}&&";
    }

    private string? Next()
    {
        var span = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_read);
        if (span.IsEmpty) return null;
        var verdict = FrameReader.Read(span, out var data, out var consumed);
        if (verdict == FrameVerdict.NeedMore) return null;
        var segment = verdict is FrameVerdict.Frame or FrameVerdict.Encrypted ? Encoding.UTF8.GetString(span[data]) : throw new InvalidDataException($"The server sent {verdict}: {Encoding.UTF8.GetString(span)}");
        _read.RemoveRange(0, consumed);
        return segment;
    }
}
