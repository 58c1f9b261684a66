namespace Orleans.Hosting;

/// <summary>Limits of the embedded runtime. The defaults are those of Orleans.</summary>
public sealed class EmbeddedGrainOptions
{
    /// <summary>How long a caller waits for an answer before it gets a <see cref="TimeoutException"/>.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an activation is left idle before it ends.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often idle activations are looked for.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Calls that may wait or run at one activation; the next one fails with <see cref="Runtime.LimitExceededException"/>.</summary>
    public int MaxEnqueuedRequests { get; set; } = 10_000;

    public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Tests only: every argument and result crosses as a serialized copy, also where a reference would do, so that what cannot cross is found.</summary>
    public bool IsolateArguments { get; set; }
}
