using DigitalTwin.Domain.Assets;
using DigitalTwin.Host.Configuration;
using DigitalTwin.Host.GrainRuntime;
using DigitalTwin.Host.Http;
using DigitalTwin.Host.Http.Imports;
using DigitalTwin.Host.Http.Alarms;
using DigitalTwin.Host.Http.DataQuality;
using DigitalTwin.Host.Http.Devices;
using DigitalTwin.Host.Http.Forecasts;
using DigitalTwin.Host.Http.Incidents;
using DigitalTwin.Host.Http.Indicators;
using DigitalTwin.Host.Http.Messages;
using DigitalTwin.Host.Http.Mqtt;
using DigitalTwin.Host.Http.People;
using DigitalTwin.Host.Http.Ogc;
using DigitalTwin.Host.Http.PipeCondition;
using DigitalTwin.Host.Http.Questions;
using DigitalTwin.Host.Http.Resources;
using DigitalTwin.Host.Http.Rules;
using DigitalTwin.Host.Hub;
using DigitalTwin.Host.Hub.Frames;
using DigitalTwin.Host.Incidents;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace DigitalTwin.Host.Startup;

/// <summary>The order in which a request passes.</summary>
internal static class Pipeline
{
    private const string HubPath = "/hubs/map";

    public static void Use(WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseResponseCompression();
        UsePage(app);
        app.UseMiddleware<OriginCheck>();
        SharedFrames.Use(app, HubPath);
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();

        app.MapHealth();
        var api = app.MapGroup("/api/v1");
        api.MapCity();
        api.MapMap();
        api.MapReadings();
        api.MapFiles();
        api.MapImports();
        api.MapImportProfiles();
        api.MapFileProfiles();
        api.MapLaboratory();
        api.MapAccess();
        api.MapAudit();
        api.MapSession();
        api.MapPeople();
        api.MapKeys();
        api.MapMessages();
        api.MapMessageSettings();
        api.MapWebhooks();
        api.MapRosters();
        api.MapHandovers();
        api.MapResources();
        api.MapTerminals();
        api.MapNetworks();
        api.MapClock();
        api.MapWarnings();
        api.MapAlarms();
        api.MapAssets();
        api.MapQuestions();
        api.MapExport();
        api.MapTrace();
        api.MapCause();
        api.MapDataQuality();
        api.MapLimits();
        api.MapMqtt();
        api.MapMapping();
        api.MapDevices();
        api.MapStandards();
        api.MapRetention();
        api.MapCompliance();
        api.MapRules();
        api.MapForecasts();
        api.MapRain();
        api.MapWhatIfs();
        api.MapOutlooks();
        api.MapLedger();
        api.MapCondition();
        Http.WorkOrders.OrderEndpoints.MapOrders(api);
        api.MapDeviceRequests();
        api.MapPlayback();
        api.MapDemo();
        api.MapIncidents();
        app.MapOgc();
        // A viewer's own queue says what it misses; the transport's 10 s would cut whoever stalls for a moment.
        app.MapHub<MapHub>(HubPath, options => options.TransportSendTimeout = Viewer.SendTimeout).RequireAuthorization(Auth.Scopes.Read);
        app.MapHub<IncidentHub>("/hubs/incidents").RequireAuthorization(Auth.Scopes.ReadIncidents);
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapDocs();
        app.MapGrainDashboard();
    }

    /// <summary>Addresses inside the page (web/src/router): the page itself answers them, so that they can be reloaded and sent to someone.</summary>
    private static readonly string[] PageRoutes = ["/assets", "/devices", "/devices/files", "/devices/laboratory", "/devices/limits", "/devices/mapping", "/compliance", "/standards", "/rules", "/settings", "/forecast", "/forecast/skill", "/forecast/plants", "/forecast/whatifs", "/ledger", "/ledger/statistics", "/ledger/targets", "/ledger/report", "/condition", "/condition/plan", "/condition/inflow", "/orders", "/orders/due", "/alarms", "/alarms/kpis", "/alarms/definitions"];

    /// <summary>Pages with more of an address behind them.</summary>
    private static readonly string[] PageFolders = ["/signin", "/account", "/people", "/incidents", "/field", "/wall", "/imports"];

    private static bool IsOfPage(PathString path) => PageRoutes.Contains(path.Value, StringComparer.OrdinalIgnoreCase) || Array.Exists(PageFolders, folder => path.StartsWithSegments(folder));

    private static void UsePage(WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<TwinOptions>>().Value;
        if (PageFolder(options) is not { } folder) return;
        var files = new PhysicalFileProvider(folder);
        var registry = app.Services.GetRequiredService<IRegistry>();
        app.Use((context, next) =>
        {
            if (IsOfPage(context.Request.Path)) context.Request.Path = "/index.html";
            return next(context);
        });
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            OnPrepareResponse = context =>
            {
                var headers = context.Context.Response.Headers;
                // Built names carry a hash; the page itself does not.
                headers.CacheControl = context.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache";
                // Where a key is needed the browser would ask without it, and keep the refusal.
                if (context.File.Name == "index.html" && Auth.Authorization.IsOpenTo(context.Context, options)) headers.Link = FirstRequests(registry);
            },
        });
    }

    /// <summary>What the page will ask for first: told with the page itself, so that the browser fetches it while it still reads the code.</summary>
    private static StringValues FirstRequests(IRegistry registry)
    {
        static string Preload(string path) => $"<{path}>; rel=preload; as=fetch; crossorigin=anonymous";
        var city = Preload("/api/v1/city");
        if (registry.Networks.Select(name => registry.Find(name)).FirstOrDefault(n => n is not null) is not { } network) return city;
        return new StringValues([city, Preload($"/api/v1/map/{Uri.EscapeDataString(network.Name)}/{network.Revision}/geometry")]);
    }

    /// <summary>The built page: the folder that is configured, <c>wwwroot</c> beside the program, or <c>web/dist</c> of the source tree that the program lies in.</summary>
    private static string? PageFolder(TwinOptions options)
    {
        if (options.WebRoot is { } configured) return Path.GetFullPath(configured) is var full && Directory.Exists(full) ? full : null;
        var folders = new List<string> { Path.Combine(AppContext.BaseDirectory, "wwwroot") };
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent) folders.Add(Path.Combine(at.FullName, "web", "dist"));
        return folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "index.html")));
    }
}
