using System.Buffers;
using System.Net;
using DigitalTwin.Ingest.Hj212.Devices;
using DigitalTwin.Ingest.Hj212.Dialogue;
using DigitalTwin.Ingest.Hj212.Wire;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace DigitalTwin.Ingest.Hj212.Server;

/// <summary>One TCP connection: reads frames, has them stored, answers. Reads no further while it stores, so that a fast sender waits and no one else.</summary>
internal sealed class Hj212Connection : IBatchSource, IDeviceLink
{
    private readonly ConnectionContext _context;
    private readonly Hj212Services _services;
    private readonly FrameBatch _batch;
    private readonly PacketAllowance _allowance;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly HashSet<DeviceSession> _met = [];
    private DeviceSession? _lastMet;
    private long _lastFrame;
    private long _partialSince;
    private long _sendingSince;
    private volatile bool _stopping;

    public Hj212Connection(ConnectionContext context, Hj212Services services)
    {
        (_context, _services) = (context, services);
        _batch = new FrameBatch(services, this);
        _allowance = new PacketAllowance(services.Options.PacketsPerSecond, services.Options.PacketBurst, services.Time);
        _lastFrame = services.Time.GetTimestamp();
        From = (context.RemoteEndPoint as IPEndPoint)?.Address.ToString();
    }

    public string? From { get; }

    public async Task Run()
    {
        var input = _context.Transport.Input;
        try
        {
            while (!_stopping)
            {
                var result = await input.ReadAsync().ConfigureAwait(false);
                var buffer = result.Buffer;
                var (used, seen) = buffer.IsEmpty ? (0, 0) : await Take(buffer).ConfigureAwait(false);
                var left = buffer.Length - used;
                if (left == 0) _partialSince = 0;
                else if (used > 0 || _partialSince == 0) _partialSince = _services.Time.GetTimestamp();
                input.AdvanceTo(buffer.GetPosition(used), seen == buffer.Length ? buffer.End : buffer.GetPosition(used));
                if (result.IsCompleted || result.IsCanceled || _batch.Faults > _services.Options.MaxFaults) break;
            }
        }
        catch (Exception e) when (e is ConnectionResetException or ConnectionAbortedException or OperationCanceledException)
        {
            // The other end is gone, or had to go.
        }
        catch (Exception e)
        {
            // Not durable, so not acknowledged: the device sends it again.
            _services.Logger.LogWarning(e, "The HJ 212 connection from {From} is closed; what it sent last was not stored.", From);
        }
        finally
        {
            _batch.Rewind();
            foreach (var session in _met)
            {
                session.Dialogues.Gone(this);
                session.Status.Disconnected();
            }
            await _context.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Called once a second: ends the connection where it keeps a frame open, says nothing, or takes nothing.</summary>
    public void Check()
    {
        var options = _services.Options;
        var why = IsLonger(Volatile.Read(ref _partialSince), options.FrameTimeout) ? "a frame that it began did not end in time"
            : IsLonger(Volatile.Read(ref _sendingSince), options.SendTimeout) ? "it does not take what is sent to it"
            : IsLonger(Volatile.Read(ref _lastFrame), _lastMet is null ? options.HelloTimeout : options.IdleTimeout) ? "it is silent" : null;
        if (why is null) return;
        _services.Logger.LogInformation("The HJ 212 connection from {From} is closed: {Why}.", From, why);
        _context.Abort(new ConnectionAbortedException(why));
    }

    /// <summary>Finishes what it stores, and ends.</summary>
    public void Stop()
    {
        _stopping = true;
        _context.Transport.Input.CancelPendingRead();
    }

    public void Abort() => _context.Abort();

    public void Met(DeviceSession session)
    {
        if (_lastMet == session) return;
        _lastMet = session;
        session.Dialogues.Spoke(this);
        session.Status.Spoke(From, 0);
        if (_met.Add(session)) session.Status.Connected();
    }

    public async ValueTask<bool> Send(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await Write(bytes).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is ConnectionResetException or ConnectionAbortedException or InvalidOperationException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <returns>How much was used up, and how much was looked at.</returns>
    private async ValueTask<(int Used, int Seen)> Take(ReadOnlySequence<byte> buffer)
    {
        byte[]? rented = null;
        try
        {
            var bytes = Contiguous(buffer, ref rented);
            var used = 0;
            while (true)
            {
                var most = await _allowance.Some(FrameBatch.MostFrames).ConfigureAwait(false);
                var began = _services.Time.GetTimestamp();
                var taken = _batch.Fill(bytes.Span[used..], most);
                if (_batch.Frames > 0)
                {
                    Volatile.Write(ref _lastFrame, began);
                    Volatile.Write(ref _partialSince, 0);
                    while (await BatchCommit.Run(_batch, _services, began).ConfigureAwait(false) == BatchCommit.Result.Again)
                    {
                        Volatile.Write(ref _lastFrame, _services.Time.GetTimestamp());
                        taken = _batch.Fill(bytes.Span[used..], most);
                    }
                    if (_batch.Answers.WrittenCount > 0) await Write(_batch.Answers.WrittenMemory).ConfigureAwait(false);
                    _allowance.Use(_batch.Frames);
                }
                var isFull = _batch.Frames == most;
                _batch.Stored();
                used += taken;
                if (!isFull || _batch.Faults > _services.Options.MaxFaults) return (used, bytes.Length);
            }
        }
        finally
        {
            if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        }
    }

    // A frame may lie across two segments of the pipe.
    private static ReadOnlyMemory<byte> Contiguous(ReadOnlySequence<byte> buffer, ref byte[]? rented)
    {
        if (buffer.IsSingleSegment) return buffer.First;
        const int most = 4 * FrameReader.MaxFrame;
        var length = (int)Math.Min(buffer.Length, most);
        rented = ArrayPool<byte>.Shared.Rent(length);
        buffer.Slice(0, length).CopyTo(rented);
        return rented.AsMemory(0, length);
    }

    private async ValueTask Write(ReadOnlyMemory<byte> bytes)
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            Volatile.Write(ref _sendingSince, _services.Time.GetTimestamp());
            var flushed = await _context.Transport.Output.WriteAsync(bytes).ConfigureAwait(false);
            if (flushed.IsCompleted) throw new ConnectionResetException("The other end reads no more.");
        }
        finally
        {
            Volatile.Write(ref _sendingSince, 0);
            _writing.Release();
        }
    }

    private bool IsLonger(long since, TimeSpan limit) => since != 0 && _services.Time.GetElapsedTime(since) > limit;
}
