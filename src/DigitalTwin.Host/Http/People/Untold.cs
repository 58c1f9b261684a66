namespace DigitalTwin.Host.Http.People;

/// <summary>An answer with a secret in it: told to the caller, kept out of caches and of the audit.</summary>
internal sealed class Untold(object value, int status = StatusCodes.Status200OK) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => status;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.CacheControl = "no-store";
        return Results.Json(value, statusCode: status).ExecuteAsync(httpContext);
    }
}
