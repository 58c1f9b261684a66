using System.Collections.Concurrent;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Devices;

/// <summary>What the registered devices were seen doing since this process started, whatever their protocol. Safe from any thread.</summary>
/// <remarks>One entry a device that ever spoke; only registered ones get one, so their number is bounded by the registry.</remarks>
public sealed class DeviceActivity(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DeviceStatus> _byId = new(StringComparer.Ordinal);

    /// <summary>Null where it has not spoken yet.</summary>
    public DeviceStatus? Find(string id) => _byId.GetValueOrDefault(id);

    public DeviceStatus Of(string id) => _byId.GetOrAdd(id, static (_, time) => new DeviceStatus(time), time);

    public void Forget(string id) => _byId.TryRemove(id, out _);
}

/// <summary>Counts of one device. Each number is right by itself; they are not one snapshot.</summary>
public sealed class DeviceStatus
{
    private readonly TimeProvider _time;
    private long _lastSeen, _messages, _readings, _duplicates, _refused, _newestAt;
    private int _connections;
    private volatile string? _from;
    private volatile Refusal? _lastRefusal;

    internal DeviceStatus(TimeProvider time)
    {
        _time = time;
        FirstSeen = Instant.From(time.GetUtcNow());
        _lastSeen = FirstSeen.UnixMilliseconds;
    }

    /// <summary>Wall time, like <see cref="LastSeen"/>.</summary>
    public Instant FirstSeen { get; }
    public Instant LastSeen => new(Interlocked.Read(ref _lastSeen));
    /// <summary>Address that it last spoke from.</summary>
    public string? From => _from;
    /// <summary>Whether a connection of it stands; always false for protocols without one.</summary>
    public bool IsConnected => Volatile.Read(ref _connections) > 0;
    public long Messages => Interlocked.Read(ref _messages);
    /// <summary>Readings that were stored.</summary>
    public long Readings => Interlocked.Read(ref _readings);
    /// <summary>Messages or readings that were known already.</summary>
    public long Duplicates => Interlocked.Read(ref _duplicates);
    public long Refused => Interlocked.Read(ref _refused);
    public Refusal? LastRefusal => _lastRefusal;
    /// <summary>The newest time that a stored reading of it bears; null before the first.</summary>
    public Instant? NewestAt => Interlocked.Read(ref _newestAt) is not 0 and var at ? new Instant(at) : null;

    public void Spoke(string? from, int messages = 1)
    {
        Volatile.Write(ref _lastSeen, _time.GetUtcNow().ToUnixTimeMilliseconds());
        if (from is not null && _from != from) _from = from;
        Interlocked.Add(ref _messages, messages);
    }

    public void Stored(int readings, Instant newestAt)
    {
        Interlocked.Add(ref _readings, readings);
        for (var seen = Interlocked.Read(ref _newestAt); newestAt.UnixMilliseconds > seen;)
        {
            var before = Interlocked.CompareExchange(ref _newestAt, newestAt.UnixMilliseconds, seen);
            if (before == seen) break;
            seen = before;
        }
    }

    public void Repeated(int count = 1) => Interlocked.Add(ref _duplicates, count);

    public void Refuse(string why)
    {
        Interlocked.Increment(ref _refused);
        _lastRefusal = new Refusal(why, Instant.From(_time.GetUtcNow()));
    }

    public void Connected() => Interlocked.Increment(ref _connections);
    public void Disconnected() => Interlocked.Decrement(ref _connections);

    public sealed record Refusal(string Why, Instant At);
}
