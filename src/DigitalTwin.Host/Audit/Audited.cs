using System.Security.Cryptography;
using System.Text.Json;

namespace DigitalTwin.Host.Audit;

/// <summary>Records calls of routes that change something: who, from where, what, with which outcome, what it was before and is after.</summary>
internal static class AuditedRoutes
{
    /// <summary>More than this of a thing is kept as its length and hash; bytes of JSON.</summary>
    private const int LargestThing = 32 * 1024;

    private static readonly object BeforeKey = new();

    /// <summary>Every call to this route is recorded with its outcome before it is answered. What is answered is what the thing is after.</summary>
    public static TBuilder Audited<TBuilder>(this TBuilder route, string what) where TBuilder : IEndpointConventionBuilder =>
        route.AddEndpointFilter(async (context, next) =>
        {
            object? result;
            try
            {
                result = await next(context);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                await Record(context.HttpContext, what, StatusCodes.Status500InternalServerError, null);
                throw;
            }
            await Record(context.HttpContext, what, (result as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status200OK, result is IValueHttpResult value ? value.Value : result is IResult ? null : result);
            return result;
        });

    /// <summary>Says what a thing was before this call changed it, for the record. Secrets must be left out.</summary>
    public static void Was(this HttpContext http, object? before) => http.Items[BeforeKey] = before;

    private static Task Record(HttpContext http, string what, int status, object? after) =>
        http.RequestServices.GetRequiredService<AuditTrail>().Append(http.User.Identity?.Name ?? "", new
        {
            what,
            from = http.Connection.RemoteIpAddress?.ToString(),
            method = http.Request.Method,
            path = http.Request.Path.Value,
            query = http.Request.QueryString is { HasValue: true } query ? query.Value : null,
            status,
            before = Bounded(http.Items[BeforeKey]),
            after = Bounded(after),
        });

    private static JsonElement? Bounded(object? thing)
    {
        if (thing is null) return null;
        var json = JsonSerializer.SerializeToUtf8Bytes(thing, AuditTrail.Json);
        return json.Length <= LargestThing ? JsonSerializer.Deserialize<JsonElement>(json)
            : JsonSerializer.SerializeToElement(new { bytes = json.Length, sha256 = Convert.ToHexStringLower(SHA256.HashData(json)) }, AuditTrail.Json);
    }
}
