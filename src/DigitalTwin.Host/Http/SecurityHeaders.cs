using DigitalTwin.Host.Configuration;
using Microsoft.Extensions.Options;

namespace DigitalTwin.Host.Http;

/// <summary>Headers that keep the page to its own code, and its code to this host.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, IOptions<TwinOptions> options)
{
    private readonly string _policy = Policy(options.Value.Tiles);

    public Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = _policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(self), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return next(http);
    }

    // Charts write style attributes, so those are allowed; scripts never are but from here.
    private static string Policy(TileOptions? tiles)
    {
        var images = "'self' data: blob:" + (tiles is null ? "" : " " + TileHosts(tiles));
        return $"default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src {images}; font-src 'self' data:; "
            + "connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private static string TileHosts(TileOptions tiles)
    {
        var start = tiles.Url.IndexOf("://", StringComparison.Ordinal);
        if (start < 0) return "";
        var end = tiles.Url.IndexOf('/', start + 3);
        var origin = end < 0 ? tiles.Url : tiles.Url[..end];
        return origin.Contains("{s}") ? string.Join(' ', tiles.Subdomains.Select(s => origin.Replace("{s}", s))) : origin;
    }
}
