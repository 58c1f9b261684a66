using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Mqtt;

/// <summary>A message that was not taken, and why.</summary>
public sealed record RefusedMessage(Instant At, string Topic, string? Device, string Why, string Payload);

/// <summary>How the connection to the broker stands, and the last messages that were refused. Safe from any thread.</summary>
public sealed class MqttStatus(TimeProvider time)
{
    /// <summary>Over it, the oldest is forgotten here; the broker keeps it in its dead-letter queue.</summary>
    public const int Bound = 500;
    private const int MaxPayload = 200;

    private readonly Lock _gate = new();
    private readonly Queue<RefusedMessage> _refused = new();
    private long _messages, _readings, _refusals;

    public bool IsConnected { get; private set; }
    /// <summary>Since when it is as it is; wall time.</summary>
    public Instant? Since { get; private set; }
    public string? LastFault { get; private set; }
    public long Messages => Interlocked.Read(ref _messages);
    /// <summary>Readings on disk.</summary>
    public long Readings => Interlocked.Read(ref _readings);
    public long Refusals => Interlocked.Read(ref _refusals);

    /// <summary>The newest first.</summary>
    public IReadOnlyList<RefusedMessage> Refused
    {
        get { lock (_gate) return [.. _refused.Reverse()]; }
    }

    public void Connected()
    {
        lock (_gate) (IsConnected, Since) = (true, Now);
    }

    public void Lost(string why)
    {
        lock (_gate)
        {
            if (IsConnected || Since is null) Since = Now;
            (IsConnected, LastFault) = (false, why);
        }
    }

    public void Stored(int messages, int readings)
    {
        Interlocked.Add(ref _messages, messages);
        Interlocked.Add(ref _readings, readings);
    }

    public void Refuse(string topic, string? device, string why, ReadOnlySpan<byte> payload)
    {
        Interlocked.Increment(ref _refusals);
        var shown = System.Text.Encoding.UTF8.GetString(payload[..Math.Min(payload.Length, MaxPayload)]);
        lock (_gate)
        {
            if (_refused.Count == Bound) _refused.Dequeue();
            _refused.Enqueue(new RefusedMessage(Now, topic, device, why, new string([.. shown.Select(c => char.IsControl(c) ? '·' : c)])));
        }
    }

    private Instant Now => Instant.From(time.GetUtcNow());
}
