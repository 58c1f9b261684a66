using System.Text;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Live;
using DigitalTwin.Ingest.Intake;
using DigitalTwin.Ingest.Mqtt;

namespace DigitalTwin.Host.Http.Mqtt;

/// <summary><c>/api/v1/mqtt</c>: the broker's connection, the mapping, what was refused.</summary>
internal static class MqttEndpoints
{
    private const int MaxTried = 64 * 1024;

    public static void MapMqtt(this IEndpointRouteBuilder routes)
    {
        var mqtt = routes.MapGroup("/mqtt").WithTags("MQTT").RequireAuthorization(Scopes.Read);
        mqtt.MapGet("", Status).WithSummary("The connection to the broker").Produces<MqttView>();
        mqtt.MapGet("/refused", (MqttStatus status, string? device) => new PageAnswer<RefusedView>([.. status.Refused.Where(r => string.IsNullOrEmpty(device) || r.Device == device)
                .Select(r => new RefusedView(r.At.ToString(), r.Topic, r.Device, r.Why, r.Payload))], null))
            .WithSummary("Messages that were refused").WithDescription($"The last {MqttStatus.Bound} since the server started, newest first; the broker keeps each in its dead-letter queue. Query: device.");
        mqtt.MapGet("/mapping", (RouteTable routes) => new PageAnswer<RouteView>([.. routes.Routes.Select(RouteView.Of)], null)).WithSummary("What topics mean, the first that fits");
        mqtt.MapPost("/try", Try).WithSummary("What a message would be read as").WithDescription("Body: {topic, payload}. Nothing is stored.").ProducesProblem(400).ProducesProblem(422);
    }

    private static MqttView Status(MqttOptions options, MqttStatus status)
    {
        // Never its password.
        var broker = Uri.TryCreate(options.Broker, UriKind.Absolute, out var uri) ? $"{uri.Host}:{(uri.Port > 0 ? uri.Port : 5672)}" : null;
        return new MqttView(broker is not null, broker, broker is null ? null : options.Queue, status.IsConnected, status.Since?.ToString(), status.LastFault, status.Messages, status.Readings, status.Refusals);
    }

    private static IResult Try(MessageReader reader, ReadingIntake intake, IRegistry registry, QuantityCatalogue quantities, CityClock clock, TriedMessage message)
    {
        if (message.Topic is not { Length: > 0 and <= 1000 }) return Problems.BadField("topic", "topic is missing or too long; expected 1 to 1000 characters.");
        if (message.Payload is not { } payload || payload.Length > MaxTried) return Problems.BadField("payload", $"payload is missing or too long; expected text of at most {MaxTried} characters.");
        var outcome = reader.Read(message.Topic, Encoding.UTF8.GetBytes(payload), clock.Now, intake.Latest());
        if (outcome.Why is { } why) return Problems.Of(422, $"It would be refused: {why}.");
        return Results.Ok(new PageAnswer<TriedReading>([.. outcome.Readings.Select(r => new TriedReading(registry.Find(r.Asset)?.Id.Value ?? "", quantities.Of(r.Quantity).Name,
            r.Value, quantities.Of(r.Quantity).Unit, r.At.ToString(), WireNames.Of(r.Quality)))], null));
    }
}

internal sealed record MqttView(bool Configured, string? Broker, string? Queue, bool Connected, string? Since, string? LastFault, long Messages, long Readings, long Refused);

internal sealed record RefusedView(string At, string Topic, string? Device, string Why, string Payload);

internal sealed record RouteView(string Topic, string Payload, string? Asset, string? Device, string? Code, string? Unit, string? Items, string? At, string? Flag, IReadOnlyList<RouteValue> Values)
{
    public static RouteView Of(TopicRoute r) => new(r.Topic.Text, r.Payload.ToString().ToLowerInvariant(), r.Asset, r.Device, r.Code, r.Unit, r.Items, r.At, r.Flag, r.Values);
}

internal sealed record TriedMessage(string? Topic, string? Payload);

internal sealed record TriedReading(string Asset, string Quantity, double Value, string Unit, string At, string Quality);
