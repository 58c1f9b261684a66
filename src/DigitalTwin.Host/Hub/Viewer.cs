using System.Threading.Channels;
using DigitalTwin.Host.Hub.Frames;
using Microsoft.AspNetCore.SignalR;

namespace DigitalTwin.Host.Hub;

/// <summary>One browser: a bounded queue of messages that are serialised already, and the loop that sends them.</summary>
/// <remarks>A viewer slower than its messages loses what waits and is told so by a gap in each of its groups, upon which it fetches a snapshot. Memory never grows for it.</remarks>
internal sealed class Viewer
{
    /// <summary>Messages that may wait: some ten seconds of ticks. At the bound all of them are dropped.</summary>
    public const int MaxWaiting = 64;
    public static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(60);

    private readonly HubConnectionContext _connection;
    private readonly Func<Viewer, IEnumerable<SharedMessage>> _resync;
    private readonly Channel<SharedMessage> _waiting = Channel.CreateBounded<SharedMessage>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly ILogger _log;
    private readonly SharedFrames? _frames;
    private int _missed;

    /// <param name="connection">The browser's connection.</param>
    /// <param name="resync">Makes what tells this viewer that it has missed something.</param>
    /// <param name="log">Where what should not happen is told.</param>
    public Viewer(HubConnectionContext connection, Func<Viewer, IEnumerable<SharedMessage>> resync, ILogger log)
    {
        (_connection, _resync, _log, _frames) = (connection, resync, log, connection.GetHttpContext()?.Features.Get<SharedFrames>());
        Finished = Task.Run(SendAll);
    }

    public Task Finished { get; }

    /// <summary>Never waits and never throws.</summary>
    public void Send(SharedMessage message)
    {
        if (_waiting.Writer.TryWrite(message)) return;
        if (Interlocked.Exchange(ref _missed, 1) == 0) HubMeters.Resyncs.Add(1);
    }

    public void Leave() => _waiting.Writer.TryComplete();

    private async Task SendAll()
    {
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(_connection.ConnectionAborted))
                while (_waiting.Reader.TryRead(out var message))
                {
                    if (Volatile.Read(ref _missed) != 0) await Resync();
                    else await Write(message);
                }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            _connection.Abort(); // Gone, or stuck for longer than the time-out; the page reconnects by itself.
        }
        catch (Exception e)
        {
            _log.LogError(e, "A viewer could not be sent to; it is asked to connect again.");
            _connection.Abort();
        }
    }

    private async Task Resync()
    {
        while (_waiting.Reader.TryRead(out _)) { } // Stale by now: a snapshot holds it all.
        Volatile.Write(ref _missed, 0);
        foreach (var message in _resync(this)) await Write(message);
    }

    private async Task Write(SharedMessage message)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(_connection.ConnectionAborted);
        timeout.CancelAfter(SendTimeout);
        if (_frames is not null && await _frames.TrySend(message, timeout.Token)) return;
        await _connection.WriteAsync(message.Hub(_connection.Protocol), timeout.Token);
    }
}
