#if GRAINS_EMBEDDED
using DigitalTwin.Grains.Assets;
using Orleans.Hosting;

namespace DigitalTwin.Host.GrainRuntime;

/// <summary>Grains in this process, on Orleans.Embedded.</summary>
internal static class GrainHosting
{
    public const string Name = "Embedded";

    public static void AddGrains(this WebApplicationBuilder builder) =>
        builder.Services.AddEmbeddedGrains(options => builder.Configuration.GetSection("DigitalTwin:Grains").Bind(options), typeof(AssetGrain).Assembly);

    /// <summary>Only a cluster has a dashboard.</summary>
    public static void MapGrainDashboard(this WebApplication app) { }
}
#endif
