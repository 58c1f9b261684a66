using System.Globalization;
using System.Threading.RateLimiting;
using DigitalTwin.Host.Retention;

namespace DigitalTwin.Host.Http;

/// <summary>Reads of the past go over history; so many at once and so many waiting, over that 503 with Retry-After. Reads of now pass freely. Where readings known by then were dropped since, a header says so.</summary>
internal sealed class PastBound(RetentionNotes notes) : IEndpointFilter, IDisposable
{
    public const int MostWaiting = 16;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private static readonly int AtOnce = Math.Max(2, Environment.ProcessorCount);

    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions { PermitLimit = AtOnce, QueueLimit = MostWaiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!http.Request.Query.ContainsKey("asOf") && !http.Request.Path.StartsWithSegments("/api/v1/playback")) return await next(context);
        if (QueryText.TryInstant(http.Request.Query["asOf"].FirstOrDefault() ?? http.Request.Query["from"].FirstOrDefault(), out var asOf) && asOf is { } then && notes.DroppedUntil(then) is { } until)
            http.Response.Headers[RetentionNotes.Header] = until.ToString();
        using var lease = await _limiter.AcquireAsync(1, http.RequestAborted);
        if (lease.IsAcquired) return await next(context);
        http.Response.Headers.RetryAfter = RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return Problems.Of(StatusCodes.Status503ServiceUnavailable, "Too many questions about the past at once; wait as long as Retry-After says.");
    }

    /// <summary>How many wait for their turn.</summary>
    public long Waiting => _limiter.GetStatistics()?.CurrentQueuedCount ?? 0;

    /// <summary>Takes all turns until the answer is disposed.</summary>
    public RateLimitLease HoldAll() => _limiter.AttemptAcquire(AtOnce);

    public void Dispose() => _limiter.Dispose();
}

internal static class PastBounds
{
    /// <summary>One bound for all routes that take <c>asOf</c>.</summary>
    public static RouteHandlerBuilder BoundPast(this RouteHandlerBuilder route) =>
        route.AddEndpointFilter((context, next) => context.HttpContext.RequestServices.GetRequiredService<PastBound>().InvokeAsync(context, next));
}
