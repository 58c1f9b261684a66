namespace Orleans.Runtime;

/// <summary>Ends activations that nobody has called for <see cref="Orleans.Hosting.EmbeddedGrainOptions.CollectionAge"/>.</summary>
internal sealed class IdleCollector : IDisposable
{
    private readonly GrainRuntime _runtime;
    private readonly ITimer _timer;

    public IdleCollector(GrainRuntime runtime)
    {
        _runtime = runtime;
        using var _ = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        var quantum = runtime.Options.CollectionQuantum;
        _timer = runtime.Time.CreateTimer(static self => ((IdleCollector)self!).Collect(), this, quantum, quantum);
    }

    public void Dispose() => _timer.Dispose();

    private void Collect()
    {
        _runtime.Clock.Update();
        var now = _runtime.Clock.Tick;
        var since = now - _runtime.Clock.TicksIn(_runtime.Options.CollectionAge);
        foreach (var grainClass in _runtime.Classes.All)
        {
            foreach (var activation in grainClass.Activations) activation.CollectIfIdle(now, since);
        }
    }
}
