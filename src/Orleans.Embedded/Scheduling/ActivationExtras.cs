using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime;

/// <summary>What few activations need, kept out of the activation itself to keep a million of them small.</summary>
internal sealed class ActivationExtras
{
    public readonly TaskCompletionSource Deactivated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    public readonly List<GrainTimer> Timers = [];
    public AsyncServiceScope? Scope;
    public GrainReference? Reference;
    public DeactivationReason Reason;
    public CancellationToken DeactivationCancellation;

    /// <summary>Not collected as idle before this tick of the coarse clock.</summary>
    public int KeepAliveUntil;

    public Dictionary<Guid, int>? ReentrantSections;
}
