using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Http;

/// <summary>Writes who changed what, when and from where into the fact log. Readings are not in it: History keeps those, each with when it was known.</summary>
internal static class Audit
{
    public const string Stream = "audit";

    /// <summary>Every call to this route is recorded with its outcome before it is answered.</summary>
    public static TBuilder Audited<TBuilder>(this TBuilder route, string what) where TBuilder : IEndpointConventionBuilder =>
        route.AddEndpointFilter(async (context, next) =>
        {
            var result = await next(context);
            await Record(context.HttpContext, what, result);
            return result;
        });

    private static Task Record(HttpContext http, string what, object? result)
    {
        var services = http.RequestServices;
        var wall = Instant.From(services.GetRequiredService<TimeProvider>().GetUtcNow());
        var who = http.User.Identity?.Name ?? "";
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            who,
            from = http.Connection.RemoteIpAddress?.ToString(),
            what,
            method = http.Request.Method,
            path = http.Request.Path.Value,
            query = http.Request.QueryString.Value,
            status = (result as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status200OK,
        }, JsonSerializerOptions.Web);
        // An action that has happened is recorded, also when its caller has gone.
        return services.GetRequiredService<IFactLog>().Append(Stream, who, wall, wall, body, CancellationToken.None);
    }
}
