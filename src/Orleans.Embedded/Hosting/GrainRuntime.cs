using System.Reflection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Hosting;

namespace Orleans.Runtime;

/// <summary>The embedded runtime of one service provider: classes, clock, time-outs and collection.</summary>
internal sealed class GrainRuntime : IDisposable
{
    public GrainRuntime(
        IServiceProvider services, ServiceLifetimes lifetimes, IOptions<EmbeddedGrainOptions> options, GrainAssemblies assemblies,
        TimeProvider time, ILoggerFactory loggers)
    {
        (Services, Lifetimes, Options, Time) = (services, lifetimes, options.Value, time);
        Logger = loggers.CreateLogger("Orleans.Embedded");
        Clock = new CoarseClock(time, CallTimeouts.TickLengthFor(Options.ResponseTimeout));
        Classes = new GrainClassMap(this, assemblies.All);
        Factory = new GrainFactory(this);
        Timeouts = new CallTimeouts(this);
        Collector = new IdleCollector(this);
    }

    public IServiceProvider Services { get; }

    public ServiceLifetimes Lifetimes { get; }

    public EmbeddedGrainOptions Options { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    public CoarseClock Clock { get; }

    public GrainClassMap Classes { get; }

    public GrainFactory Factory { get; }

    public CallTimeouts Timeouts { get; }

    public IdleCollector Collector { get; }

    /// <summary>Once true, no grain is activated any more.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>Ends all activations; those that are not done when the token fires are left.</summary>
    public async Task Stop(CancellationToken cancellation)
    {
        IsStopping = true;
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The runtime is stopping.");
        var ends = new List<Task>();
        foreach (var activation in Classes.All.SelectMany(one => one.Activations))
        {
            if (activation.HasNothingToEnd) continue;
            ends.Add(activation.Deactivated);
            activation.Deactivate(reason, cancellation);
        }

        var left = Task.WhenAll(ends);
        try
        {
            await left.WaitAsync(Options.DeactivationTimeout, Time, cancellation);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            Logger.LogWarning("{Count} activations had not ended when the runtime stopped.", ends.Count(end => !end.IsCompleted));
        }
    }

    public void Dispose()
    {
        Timeouts.Dispose();
        Collector.Dispose();
    }
}

/// <summary>Where grain classes are looked for.</summary>
internal sealed class GrainAssemblies
{
    public List<Assembly> All { get; } = [];
}
