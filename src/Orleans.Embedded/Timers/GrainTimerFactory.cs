namespace Orleans.Runtime;

internal interface IGrainTimerFactory
{
    IGrainTimer RegisterGrainTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options);
}

internal static class GrainTimerFactory
{
    /// <summary>A test may hand a grain a context of its own; such a context makes timers by implementing <see cref="IGrainTimerFactory"/>.</summary>
    public static IGrainTimerFactory Of(IGrainContext? context) => context as IGrainTimerFactory
        ?? throw new InvalidOperationException("Only a grain that the runtime has activated can have timers.");
}
