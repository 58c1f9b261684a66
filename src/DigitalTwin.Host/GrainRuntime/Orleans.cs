#if GRAINS_ORLEANS
using System.Net;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using DigitalTwin.Host.Auth;
using Orleans.Dashboard;
using Orleans.Hosting;

namespace DigitalTwin.Host.GrainRuntime;

/// <summary>Grains on Microsoft Orleans: one silo on this machine, or a cluster over Azure Storage (Azurite in development) or PostgreSQL.</summary>
internal static class GrainHosting
{
    public const string Name = "Orleans";

    private const string Invariant = "Npgsql";

    public static void AddGrains(this WebApplicationBuilder builder)
    {
        var cluster = builder.Configuration.GetSection("DigitalTwin:Cluster").Get<ClusterOptions>() ?? new ClusterOptions();
        builder.Host.UseOrleans(silo =>
        {
            switch (cluster.Provider)
            {
                case "none": UseThisMachine(silo, cluster); break;
                case "azure": UseAzure(silo, cluster); break;
                case "postgres": UsePostgres(silo, cluster); break;
                default: throw new InvalidOperationException($"DigitalTwin:Cluster:Provider is '{cluster.Provider}'; expected none, azure or postgres.");
            }
            silo.AddDashboard();
        });
    }

    public static void MapGrainDashboard(this WebApplication app) =>
        app.MapOrleansDashboard("/dashboard").RequireAuthorization(Scopes.SeeDashboard).ExcludeFromDescription();

    /// <summary>Grain state is in the data folder's SQLite, which storage has registered as the default already.</summary>
    private static void UseThisMachine(ISiloBuilder silo, ClusterOptions cluster)
    {
        silo.UseLocalhostClustering(cluster.SiloPort, cluster.GatewayPort, serviceId: cluster.ServiceId, clusterId: cluster.ClusterId);
        silo.UseInMemoryReminderService();
    }

    private static void UseAzure(ISiloBuilder silo, ClusterOptions cluster)
    {
        Join(silo, cluster);
        silo.UseAzureStorageClustering(options => options.TableServiceClient = new TableServiceClient(cluster.ConnectionString));
        silo.AddAzureBlobGrainStorageAsDefault(options => options.BlobServiceClient = new BlobServiceClient(cluster.ConnectionString));
        silo.UseAzureTableReminderService(cluster.ConnectionString);
    }

    private static void UsePostgres(ISiloBuilder silo, ClusterOptions cluster)
    {
        Join(silo, cluster);
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, cluster.ConnectionString));
        silo.AddAdoNetGrainStorageAsDefault(options => (options.Invariant, options.ConnectionString) = (Invariant, cluster.ConnectionString));
        silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (Invariant, cluster.ConnectionString));
    }

    private static void Join(ISiloBuilder silo, ClusterOptions cluster)
    {
        silo.Configure<Orleans.Configuration.ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster.ClusterId, cluster.ServiceId));
        silo.ConfigureEndpoints(IPAddress.Parse(cluster.AdvertisedAddress), cluster.SiloPort, cluster.GatewayPort, listenOnAnyHostAddress: true);
    }

    /// <summary>Section <c>DigitalTwin:Cluster</c>. The default connection string is Azurite's well-known development account.</summary>
    private sealed class ClusterOptions
    {
        public string Provider { get; set; } = "none";
        public string ConnectionString { get; set; } = "UseDevelopmentStorage=true";
        public string ClusterId { get; set; } = "digitaltwin";
        public string ServiceId { get; set; } = "digitaltwin";
        public string AdvertisedAddress { get; set; } = "127.0.0.1";
        public int SiloPort { get; set; } = 11111;
        public int GatewayPort { get; set; } = 30000;
    }
}
#endif
