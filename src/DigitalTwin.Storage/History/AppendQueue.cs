using System.Threading.Channels;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Storage.History;

/// <summary>Batches that wait for the disk, bounded by their readings.</summary>
internal sealed class AppendQueue(int bound)
{
    private readonly Channel<AppendRequest> _channel = Channel.CreateUnbounded<AppendRequest>(new UnboundedChannelOptions { SingleReader = true });
    private long _readings;

    public long Readings => Interlocked.Read(ref _readings);

    /// <exception cref="HistoryFullException">With this batch more readings than the bound would wait.</exception>
    public void Add(AppendRequest request)
    {
        var length = request.Readings.Length;
        if (length > bound) throw new ArgumentException($"A batch of {length} readings is larger than the queue before the disk ({bound}); send it in parts.");
        if (Interlocked.Add(ref _readings, length) > bound)
        {
            Interlocked.Add(ref _readings, -length);
            throw new HistoryFullException($"{bound} readings are waiting for the disk; try again later.");
        }
        if (_channel.Writer.TryWrite(request)) return;
        Interlocked.Add(ref _readings, -length);
        throw new ObjectDisposedException(nameof(SegmentedHistory));
    }

    /// <summary>Waits until something is queued; false when nothing will come any more.</summary>
    public bool Wait() => _channel.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Moves batches into <paramref name="group"/> until it has <paramref name="readings"/> readings or the queue is empty; whole batches only.</summary>
    public int Take(List<AppendRequest> group, int readings)
    {
        var taken = 0;
        while (taken < readings && _channel.Reader.TryRead(out var request))
        {
            Interlocked.Add(ref _readings, -request.Readings.Length);
            if (!request.TryTake()) continue;
            group.Add(request);
            taken += request.Readings.Length;
        }
        return taken;
    }

    public bool Close() => _channel.Writer.TryComplete();
}
