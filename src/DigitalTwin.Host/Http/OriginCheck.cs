using DigitalTwin.Host.Configuration;
using Microsoft.Extensions.Options;

namespace DigitalTwin.Host.Http;

/// <summary>Keeps other sites' pages from using this host through a visitor's browser: a request that names an origin must come from here.</summary>
/// <remarks>Browsers send WebSocket requests to anywhere and check nothing themselves; a name that resolves to loopback would pass as local.</remarks>
internal sealed class OriginCheck(RequestDelegate next, IOptions<TwinOptions> options)
{
    public Task InvokeAsync(HttpContext http)
    {
        var origin = http.Request.Headers.Origin.ToString();
        if (origin.Length == 0 || origin == $"{http.Request.Scheme}://{http.Request.Host}" || options.Value.AllowedOrigins.Contains(origin)) return next(http);
        return Problems.Of(StatusCodes.Status403Forbidden, $"Origin {origin} may not use this host; see DigitalTwin:AllowedOrigins.").ExecuteAsync(http);
    }
}
