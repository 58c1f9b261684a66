namespace Conformance.Host;

/// <summary>What a test may set of the runtime under test, on either.</summary>
public sealed record HostSettings
{
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan CollectionAge { get; init; } = TimeSpan.FromMinutes(10);

    public TimeSpan CollectionQuantum { get; init; } = TimeSpan.FromMinutes(1);

    public int MaxEnqueuedRequests { get; init; } = 1000;
}
