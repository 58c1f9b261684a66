using System.Text.Json;
using DigitalTwin.Host.Auth;
using DigitalTwin.Ingest.Intake;
using DigitalTwin.Ingest.Json;

namespace DigitalTwin.Host.Http;

/// <summary><c>POST /api/v1/readings</c>: the way in for devices, gateways, replays and the load generator alike.</summary>
internal static class ReadingsEndpoint
{
    public static void MapReadings(this IEndpointRouteBuilder routes) => routes.MapPost("/readings", Post)
        .RequireAuthorization(Scopes.WriteReadings)
        .RequireRateLimiting(RateLimits.Ingest)
        .WithSummary("Take readings in")
        .WithDescription("Body: an array of {asset, quantity, at, value, unit?, flag?}. Answers once the good ones are on disk; each bad one is named with its index and what was expected. "
            + "413 over 16 MB or 100,000 items, 422 where no item was good, 503 with Retry-After where the platform is behind (nothing was kept).")
        .Accepts<ReadingItem[]>("application/json")
        .Produces<ReadingsAnswer>(StatusCodes.Status202Accepted)
        .ProducesProblem(400).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422).ProducesProblem(429).ProducesProblem(503);

    private static async Task Post(HttpContext http, ReadingParser parser, ReadingIntake intake, IngestSenders senders, IngestOptions options)
    {
        if (http.Request.ContentType is not { } type || !type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            await Problems.Of(415, $"Content-Type is '{http.Request.ContentType}'; expected application/json.").ExecuteAsync(http);
            return;
        }
        using var body = await RequestBody.Read(http, options.MaxBodyBytes);
        if (body is null)
        {
            await Problems.Of(413, $"The body is larger than {options.MaxBodyBytes} bytes, the most that one batch may have; send smaller batches.").ExecuteAsync(http);
            return;
        }
        switch (parser.Parse(body.Bytes, intake.Latest(), options.MaxBatchItems))
        {
            case ParseOutcome.Malformed malformed:
                await Problems.Of(400, $"Line {malformed.Line}, byte {malformed.BytePositionInLine}: {malformed.Why} Nothing was stored.",
                    new() { ["line"] = malformed.Line, ["byte"] = malformed.BytePositionInLine }).ExecuteAsync(http);
                break;
            case ParseOutcome.TooMany tooMany:
                await Problems.Of(413, $"The batch has more than {tooMany.Limit} items; send smaller batches. Nothing was stored.").ExecuteAsync(http);
                break;
            case ParseOutcome.Parsed { Readings.Count: 0, Rejected.Count: > 0 } parsed:
                parsed.Readings.Dispose();
                await Problems.Of(422, $"No item was accepted; item {parsed.Rejected[0].Index}: {parsed.Rejected[0].Why}.",
                    new() { ["accepted"] = 0, ["rejected"] = parsed.Rejected }).ExecuteAsync(http);
                break;
            case ParseOutcome.Parsed parsed:
                await Answer(http, await intake.Take(parsed.Readings, senders.Of(http)), parsed.Rejected);
                break;
        }
    }

    private static Task Answer(HttpContext http, IntakeOutcome outcome, IReadOnlyList<Rejection> rejected)
    {
        if (outcome is IntakeOutcome.Busy busy)
        {
            http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(busy.RetryAfter.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Problems.Of(503, $"{busy.Why} Nothing was stored; send the same batch again.").ExecuteAsync(http);
        }
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        http.Response.ContentType = "application/json";
        using var writer = new Utf8JsonWriter(http.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteNumber("accepted"u8, ((IntakeOutcome.Durable)outcome).Count);
        writer.WriteStartArray("rejected"u8);
        foreach (var (index, why) in rejected)
        {
            writer.WriteStartObject();
            writer.WriteNumber("index"u8, index);
            writer.WriteString("why"u8, why);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return Task.CompletedTask;
    }

    /// <summary>For the API description: what an item looks like.</summary>
    internal sealed record ReadingItem(string Asset, string Quantity, DateTimeOffset At, double Value, string? Unit, string? Flag);

    internal sealed record ReadingsAnswer(int Accepted, Rejection[] Rejected);
}
