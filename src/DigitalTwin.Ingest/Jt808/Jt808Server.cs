using System.Collections.Concurrent;
using System.Net;
using DigitalTwin.Ingest.Hj212.Server;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace DigitalTwin.Ingest.Jt808;

/// <summary>Listens for terminals of vehicles. One instance a process; <see cref="Start"/> once, dispose at the end.</summary>
public sealed class Jt808Server(Jt808Options options, IConnectionListenerFactory transport, ITerminals terminals, TimeProvider time, ILogger<Jt808Server> log) : IAsyncDisposable
{
    private const int Burst = 200;
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<ConnectionContext, Task> _connections = new();
    private readonly ConcurrentDictionary<string, int> _perAddress = new();
    private readonly CancellationTokenSource _ending = new();
    private IConnectionListener? _listener;
    private Task _accepting = Task.CompletedTask;
    private long _turnedAway;
    private int _isEnded;

    /// <summary>0 where it does not listen.</summary>
    public int Port => (_listener?.EndPoint as IPEndPoint)?.Port ?? 0;

    public int Connections => _connections.Count;

    /// <summary>Connections beyond a bound since the start.</summary>
    public long TurnedAway => Interlocked.Read(ref _turnedAway);

    /// <exception cref="IOException">The port is taken.</exception>
    public async Task Start(CancellationToken cancel = default)
    {
        if (options.Port is not { } port) return;
        try
        {
            _listener = await transport.BindAsync(new IPEndPoint(IPAddress.Parse(options.Listen), port), cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AddressInUseException or System.Net.Sockets.SocketException)
        {
            throw new IOException($"Port {port} for JT/T 808 on {options.Listen} cannot be opened: {e.Message}", e);
        }
        _accepting = Accept(_listener);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isEnded, 1) != 0) return; // By its host, and again by who made it.
        await _ending.CancelAsync().ConfigureAwait(false);
        if (_listener is { } listener)
        {
            await listener.UnbindAsync().ConfigureAwait(false);
            await _accepting.ConfigureAwait(false);
            foreach (var connection in _connections.Keys) connection.Abort();
            await Task.WhenAny(Task.WhenAll(_connections.Values), Task.Delay(StopPatience, time)).ConfigureAwait(false);
            await listener.DisposeAsync().ConfigureAwait(false);
        }
        _ending.Dispose();
    }

    private async Task Accept(IConnectionListener listener)
    {
        while (await listener.AcceptAsync().ConfigureAwait(false) is { } connection)
        {
            var from = (connection.RemoteEndPoint as IPEndPoint)?.Address.ToString() ?? "";
            if (_connections.Count >= options.MaxConnections || _perAddress.GetValueOrDefault(from) >= options.MaxConnectionsPerAddress)
            {
                Interlocked.Increment(ref _turnedAway);
                connection.Abort();
                _ = connection.DisposeAsync().AsTask();
                continue;
            }
            _perAddress.AddOrUpdate(from, 1, (_, n) => n + 1);
            var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _connections[connection] = Serve(connection, from, begin.Task);
            begin.SetResult();
        }
    }

    private async Task Serve(ConnectionContext connection, string from, Task begin)
    {
        await begin.ConfigureAwait(false); // Not before it is listed, so that it is taken off the list afterwards.
        var dialogue = new Dialogue(terminals, from);
        try
        {
            await Read(connection, dialogue).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or ConnectionResetException or ConnectionAbortedException or IOException or TimeoutException)
        {
            // Gone, silent for too long, or at the end of this server.
        }
        catch (Exception e)
        {
            log.LogWarning(e, "A connection of a terminal from {From} is closed.", from);
        }
        finally
        {
            if (dialogue.Phone is { } phone) terminals.Online(phone, false);
            _connections.TryRemove(connection, out _);
            _perAddress.AddOrUpdate(from, 0, (_, n) => n - 1);
            if (_perAddress.TryGetValue(from, out var left) && left <= 0) _perAddress.TryRemove(new(from, left));
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task Read(ConnectionContext connection, Dialogue dialogue)
    {
        var (input, reader, allowance) = (connection.Transport.Input, new FrameReader(), new PacketAllowance(options.MessagesPerSecond, Burst, time));
        var since = time.GetTimestamp();
        while (true)
        {
            var patience = dialogue.Phone is null ? options.HelloTimeout - time.GetElapsedTime(since) : options.IdleTimeout;
            var result = await input.ReadAsync(_ending.Token).AsTask().WaitAsync(patience > TimeSpan.Zero ? patience : TimeSpan.FromMilliseconds(1), time).ConfigureAwait(false);
            foreach (var segment in result.Buffer)
                for (var rest = segment; !rest.IsEmpty;)
                {
                    if (!TryTake(reader, ref rest, out var frame)) continue;
                    await allowance.Some(1).ConfigureAwait(false);
                    allowance.Use(1);
                    if (await dialogue.Answer(frame).ConfigureAwait(false) is { } answer) await connection.Transport.Output.WriteAsync(answer, _ending.Token).AsTask().WaitAsync(options.SendTimeout, time).ConfigureAwait(false);
                    if (dialogue.Faults >= options.MaxFaults) return;
                }
            input.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted || result.IsCanceled || reader.Damaged >= options.MaxFaults) return;
        }
    }

    private static bool TryTake(FrameReader reader, ref ReadOnlyMemory<byte> rest, out byte[] frame)
    {
        var isFrame = reader.TryRead(rest.Span, out var found, out var used);
        frame = isFrame ? found.ToArray() : [];
        rest = rest[used..];
        return isFrame;
    }
}
