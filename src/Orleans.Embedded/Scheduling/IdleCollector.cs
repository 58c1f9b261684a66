namespace Orleans.Runtime;

/// <summary>Ends activations that nobody has called for <see cref="Orleans.Hosting.EmbeddedGrainOptions.CollectionAge"/>.</summary>
/// <remarks>Looks at all of them once a quantum. An activation notes in which round it was last used, so that use costs no look at a clock.</remarks>
internal sealed class IdleCollector : IDisposable
{
    private readonly GrainRuntime _runtime;
    private readonly ITimer _timer;
    private readonly int _roundsPerAge;
    private int _round;

    public IdleCollector(GrainRuntime runtime)
    {
        _runtime = runtime;
        var quantum = runtime.Options.CollectionQuantum;
        _roundsPerAge = (int)Math.Min(int.MaxValue / 2, Math.Ceiling(runtime.Options.CollectionAge / quantum));
        using var _ = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        _timer = runtime.Time.CreateTimer(static self => ((IdleCollector)self!).Collect(), this, quantum, quantum);
    }

    public int Round => Volatile.Read(ref _round);

    /// <summary>Whether what was last used in that round has been idle for the whole age.</summary>
    public bool IsStale(int lastUsed) => Round - lastUsed > _roundsPerAge;

    public void Dispose() => _timer.Dispose();

    private void Collect()
    {
        Interlocked.Increment(ref _round);
        foreach (var grainClass in _runtime.Classes.All)
        {
            foreach (var activation in grainClass.Activations) activation.CollectIfIdle();
        }
    }
}
