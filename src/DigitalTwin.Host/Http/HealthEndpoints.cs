using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Configuration;
using DigitalTwin.Host.Hub;
using DigitalTwin.Host.Startup;
using DigitalTwin.Ingest.Dispatch;
using DigitalTwin.Ingest.Hj212.Server;
using DigitalTwin.Storage.History;
using Microsoft.Extensions.Options;

namespace DigitalTwin.Host.Http;

/// <summary><c>/healthz</c> says the process answers; <c>/readyz</c> that it takes work. Open to all, and free of anything secret.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", (IRegistry registry, IHistory history, SegmentedHistory store, IOptions<TwinOptions> options, Viewers viewers, Dispatcher dispatcher, Hj212Server hj212) => Results.Ok(new
        {
            status = "ok",
            version = Build.Version,
            runtime = Build.GrainRuntime,
            storage = options.Value.Storage.IsPostgres ? "postgres" : "sqlite",
            storageFails = store.Trouble is not null,
            networks = registry.Networks.Count,
            assets = registry.HighestKey,
            readings = history.Count,
            inFlight = dispatcher.InFlight,
            viewers = viewers.Count,
            hj212 = hj212.Status,
        })).WithSummary("Whether the process answers");
        routes.MapGet("/readyz", (IHostApplicationLifetime lifetime) => lifetime.ApplicationStarted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested
            ? Results.Ok(new { status = "ready" })
            : Problems.Of(503, "The host is starting or stopping.")).WithSummary("Whether it takes work");
    }
}
