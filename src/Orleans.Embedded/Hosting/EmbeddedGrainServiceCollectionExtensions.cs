using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using Orleans.Timers;

namespace Orleans.Hosting;

/// <summary>Our own way in: runs grains in this process, without a cluster.</summary>
public static class EmbeddedGrainServiceCollectionExtensions
{
    /// <summary>Adds the embedded runtime with the grain classes of these assemblies. <see cref="IGrainFactory"/> and <see cref="IClusterClient"/> then reach them.</summary>
    /// <remarks>
    /// Time is the registered <see cref="TimeProvider"/>, or the system's. Reminders start and activations end with the host;
    /// without a host, grains work and reminders do not fire. A registered <see cref="IReminderTable"/> is used instead of the one in memory.
    /// </remarks>
    public static IServiceCollection AddEmbeddedGrains(
        this IServiceCollection services, Action<EmbeddedGrainOptions>? configure = null, params Assembly[] assemblies)
    {
        services.AddLogging();
        services.AddOptions<EmbeddedGrainOptions>().Validate(IsUsable, "Time-outs, ages and limits of the embedded grain runtime must be positive.");
        if (configure is not null) services.Configure(configure);
        var all = services.FirstOrDefault(one => one.ServiceType == typeof(GrainAssemblies))?.ImplementationInstance as GrainAssemblies;
        if (all is null) services.AddSingleton(all = new GrainAssemblies());
        all.All.AddRange(assemblies);

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new ServiceLifetimes(services));
        services.TryAddSingleton<GrainRuntime>();
        services.TryAddSingleton<IClusterClient>(provider => provider.GetRequiredService<GrainRuntime>().Factory);
        services.TryAddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GrainRuntime>().Factory);
        services.TryAddSingleton<IReminderTable, MemoryReminderTable>();
        services.TryAddSingleton<ReminderService>();
        services.TryAddSingleton<IReminderRegistry>(provider => provider.GetRequiredService<ReminderService>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EmbeddedGrainHost>());
        return services;
    }

    /// <summary>A grain storage that forgets with the process; named <c>Default</c> it serves states that name none.</summary>
    public static IServiceCollection AddMemoryGrainStorage(this IServiceCollection services, string name = "Default") =>
        services.AddGrainStorage(name, (_, _) => new MemoryGrainStorage());

    private static bool IsUsable(EmbeddedGrainOptions options) =>
        options.ResponseTimeout > TimeSpan.Zero
        && options.CollectionAge > TimeSpan.Zero
        && options.CollectionQuantum > TimeSpan.Zero
        && options.ActivationTimeout > TimeSpan.Zero
        && options.DeactivationTimeout > TimeSpan.Zero
        && options.MaxEnqueuedRequests > 0;
}
