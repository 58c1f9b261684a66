using System.Globalization;
using System.Threading.RateLimiting;
using DigitalTwin.Host.Configuration;
using DigitalTwin.Ingest.Intake;
using Microsoft.AspNetCore.RateLimiting;

namespace DigitalTwin.Host.Http;

/// <summary>Bounds on what clients may ask for at once; over them, 429 with Retry-After.</summary>
internal static class RateLimits
{
    /// <summary>Ingest is bounded by bodies in memory, not by requests per second.</summary>
    public const string Ingest = "ingest";
    /// <summary>Imports and computations over a whole network.</summary>
    public const string Heavy = "heavy";
    /// <summary>Guesses of passwords and codes, per client address.</summary>
    public const string SignIn = "signIn";
    private const int SignInsPerMinute = 30;

    public static void AddRateLimits(this IServiceCollection services, TwinOptions options, IngestOptions ingest) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.AddConcurrencyLimiter(Ingest, o => (o.PermitLimit, o.QueueLimit) = (ingest.MaxConcurrentRequests, ingest.MaxConcurrentRequests));
        limiter.AddConcurrencyLimiter(Heavy, o => (o.PermitLimit, o.QueueLimit) = (Math.Max(2, Environment.ProcessorCount), 16));
        limiter.AddPolicy(SignIn, http => RateLimitPartition.GetSlidingWindowLimiter(http.Connection.RemoteIpAddress?.ToString() ?? "here", _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = SignInsPerMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, QueueLimit = 0,
        }));
        limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(RequestsOf(options), BodiesOf(ingest));
        limiter.OnRejected = async (context, cancel) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await Problems.Of(StatusCodes.Status429TooManyRequests, "Too many requests at once; wait as long as Retry-After says.").ExecuteAsync(context.HttpContext);
        };
    });

    private static PartitionedRateLimiter<HttpContext> RequestsOf(TwinOptions options) => PartitionedRateLimiter.Create<HttpContext, string>(http =>
        IsIngest(http) ? RateLimitPartition.GetNoLimiter("") : RateLimitPartition.GetTokenBucketLimiter(http.Connection.RemoteIpAddress?.ToString() ?? "here", _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.RequestsPerSecond * 4,
            TokensPerPeriod = options.RequestsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        }));

    /// <summary>Before the bound of all: who floods, or sends a byte now and then, waits in a line of his own.</summary>
    private static PartitionedRateLimiter<HttpContext> BodiesOf(IngestOptions ingest) => PartitionedRateLimiter.Create<HttpContext, string>(http =>
        !IsIngest(http) ? RateLimitPartition.GetNoLimiter("") : RateLimitPartition.GetConcurrencyLimiter(IngestSenders.NameOf(http), _ => new ConcurrencyLimiterOptions
        {
            PermitLimit = ingest.MaxConcurrentRequestsPerSender,
            QueueLimit = ingest.MaxConcurrentRequestsPerSender,
        }));

    private static bool IsIngest(HttpContext http) => http.Request.Path.StartsWithSegments("/api/v1/readings");
}
