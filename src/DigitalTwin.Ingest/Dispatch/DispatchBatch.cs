using System.Diagnostics;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Intake;
using DigitalTwin.Ingest.Json;

namespace DigitalTwin.Ingest.Dispatch;

/// <summary>A batch between its admission and the moment when every shard has handed its share to the grains.</summary>
public sealed class DispatchBatch
{
    private readonly Dispatcher _owner;
    private readonly ReadingBuffer _readings;
    private int _shardsLeft;
    private bool _failed;

    internal DispatchBatch(Dispatcher owner, ReadingBuffer readings, Instant knownAt, ActivityContext cause, long receivedAt, IntakeSender? sender)
    {
        (_owner, _readings, KnownAt, Cause, ReceivedAt, Sender) = (owner, readings, knownAt, cause, receivedAt, sender);
        Count = readings.Count;
    }

    internal Instant KnownAt { get; }
    internal ActivityContext Cause { get; }
    internal long ReceivedAt { get; }
    internal IntakeSender? Sender { get; }
    internal int Count { get; }
    internal ReadOnlySpan<Reading> Readings => _readings.Span;

    /// <summary>The readings are durable: hand them on.</summary>
    public void Dispatch()
    {
        _shardsLeft = _owner.ShardCount;
        _owner.Enqueue(this);
    }

    /// <summary>The readings are not durable: forget them.</summary>
    public void Abandon() => End();

    /// <summary>Whether all of it reached the grains.</summary>
    internal bool IsDelivered => !Volatile.Read(ref _failed);

    internal void ShardDone(bool delivered)
    {
        if (!delivered) Volatile.Write(ref _failed, true);
        if (Interlocked.Decrement(ref _shardsLeft) == 0) End();
    }

    private void End()
    {
        _readings.Dispose();
        _owner.End(this);
    }
}
