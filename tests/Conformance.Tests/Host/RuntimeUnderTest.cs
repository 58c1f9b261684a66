using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
#if GRAINS_ORLEANS
using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;
#endif
using Orleans.Hosting;

namespace Conformance.Host;

/// <summary>Starts the runtime that this build is compiled against. The only file that knows which one it is.</summary>
public static class RuntimeUnderTest
{
#if GRAINS_ORLEANS
    public static IHost Build(HostSettings settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<Journal>();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), FreePort());
            silo.AddMemoryGrainStorageAsDefault();
            silo.UseInMemoryReminderService();
            silo.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = TimeSpan.FromMilliseconds(100));
            silo.Configure<SiloMessagingOptions>(options =>
            {
                options.ResponseTimeout = settings.ResponseTimeout;
                options.MaxEnqueuedRequestsHardLimit = settings.MaxEnqueuedRequests;
            });
            silo.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = settings.ResponseTimeout);
            silo.Configure<GrainCollectionOptions>(options =>
            {
                options.CollectionAge = settings.CollectionAge;
                options.CollectionQuantum = settings.CollectionQuantum;
            });
        });
        return builder.Build();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
#else
    public static IHost Build(HostSettings settings) => Build(settings, TimeProvider.System);

    public static IHost Build(HostSettings settings, TimeProvider time)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<Journal>();
        builder.Services.AddSingleton(time);
        builder.Services.AddMemoryGrainStorage();
        builder.Services.AddEmbeddedGrains(
            options =>
            {
                options.ResponseTimeout = settings.ResponseTimeout;
                options.CollectionAge = settings.CollectionAge;
                options.CollectionQuantum = settings.CollectionQuantum;
                options.MaxEnqueuedRequests = settings.MaxEnqueuedRequests;
                options.MinimumReminderPeriod = TimeSpan.FromMilliseconds(100);
                options.IsolateArguments = true;
            },
            typeof(RuntimeUnderTest).Assembly);
        return builder.Build();
    }
#endif
}
