using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Base of grain classes. All code of one activation runs one turn at a time, continuations of <c>await</c> included.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    protected Grain() : this(RuntimeContext.Current)
    {
    }

    /// <summary>For tests that construct a grain themselves.</summary>
    protected Grain(IGrainContext? grainContext) => GrainContext = grainContext;

    [AllowNull]
    public IGrainContext GrainContext { get; private set => field = value!; }

    public GrainReference GrainReference => GrainContext.GrainReference;

    public string IdentityString => GrainContext.GrainId.ToString();

    protected IGrainFactory GrainFactory => GrainContext is Activation activation
        ? activation.Runtime.Factory
        : ServiceProvider.GetRequiredService<IGrainFactory>();

    protected internal IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    /// <summary>Called before the first call. Where it fails, so does the call, and the next call tries anew.</summary>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Called before the activation ends, but not when the process dies.</summary>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends the activation once the calls that run now have finished.</summary>
    protected void DeactivateOnIdle() => GrainBaseExtensions.DeactivateOnIdle(this);

    /// <summary>Keeps the activation from idle collection for at least this long; zero or less takes that back.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan)
    {
        if (GrainContext is not Activation activation) throw new InvalidOperationException("The runtime has not activated this grain.");
        activation.DelayDeactivation(timeSpan);
    }
}
