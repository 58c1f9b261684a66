using DigitalTwin.Host.Configuration;
using DigitalTwin.Host.GrainRuntime;
using DigitalTwin.Host.Http;
using DigitalTwin.Host.Hub;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace DigitalTwin.Host.Startup;

/// <summary>The order in which a request passes.</summary>
internal static class Pipeline
{
    public static void Use(WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseResponseCompression();
        UsePage(app);
        app.UseMiddleware<OriginCheck>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();

        app.MapHealth();
        var api = app.MapGroup("/api/v1");
        api.MapCity();
        api.MapMap();
        api.MapReadings();
        api.MapNetworks();
        api.MapClock();
        api.MapWarnings();
        api.MapAssets();
        api.MapTrace();
        app.MapHub<MapHub>("/hubs/map").RequireAuthorization(Auth.Scopes.Read);
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapDocs();
        app.MapGrainDashboard();
    }

    /// <summary>Addresses inside the page (web/src/router): the page itself answers them, so that they can be reloaded and sent to someone.</summary>
    private static readonly string[] PageRoutes = ["/assets", "/settings"];

    /// <summary>The built page: <c>wwwroot</c> beside the program, or the folder that is configured.</summary>
    private static void UsePage(WebApplication app)
    {
        var folder = app.Services.GetRequiredService<IOptions<TwinOptions>>().Value.WebRoot ?? Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (!Directory.Exists(folder)) return;
        var files = new PhysicalFileProvider(Path.GetFullPath(folder));
        app.Use((context, next) =>
        {
            if (PageRoutes.Contains(context.Request.Path.Value, StringComparer.OrdinalIgnoreCase)) context.Request.Path = "/index.html";
            return next(context);
        });
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            // Built names carry a hash; the page itself does not.
            OnPrepareResponse = context => context.Context.Response.Headers.CacheControl =
                context.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache",
        });
    }
}
