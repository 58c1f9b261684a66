using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Storage.History;

/// <summary>A caller's batch on its way to disk. Either the caller withdraws it or the writer takes it, never both.</summary>
internal sealed class AppendRequest(ReadOnlyMemory<Reading> readings, Instant knownAt) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private const int Queued = 0;
    private const int Taken = 1;
    private const int Withdrawn = 2;

    private int _state = Queued;

    public ReadOnlyMemory<Reading> Readings { get; } = readings;
    public Instant KnownAt { get; } = knownAt;

    /// <summary>The writer's: false when the caller has withdrawn it.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Queued) == Queued;

    /// <summary>The caller's: cancels what is still queued. What is being written runs to its end, because its outcome must be told.</summary>
    public void Withdraw(CancellationToken cancel)
    {
        if (Interlocked.CompareExchange(ref _state, Withdrawn, Queued) == Queued) SetCanceled(cancel);
    }
}
