using DigitalTwin.Host.Auth;
using DigitalTwin.Ingest.Mqtt;

namespace DigitalTwin.Host.Http.Mqtt;

/// <summary><c>/api/v1/mqtt</c>: the broker's connection, and what was refused.</summary>
internal static class MqttEndpoints
{
    public static void MapMqtt(this IEndpointRouteBuilder routes)
    {
        var mqtt = routes.MapGroup("/mqtt").WithTags("MQTT").RequireAuthorization(Scopes.Read);
        mqtt.MapGet("", Status).WithSummary("The connection to the broker").Produces<MqttView>();
        mqtt.MapGet("/refused", (MqttStatus status, string? device) => new PageAnswer<RefusedView>([.. status.Refused.Where(r => string.IsNullOrEmpty(device) || r.Device == device)
                .Select(r => new RefusedView(r.At.ToString(), r.Topic, r.Device, r.Why, r.Payload))], null))
            .WithSummary("Messages that were refused").WithDescription($"The last {MqttStatus.Bound} since the server started, newest first; the broker keeps each in its dead-letter queue. Query: device.");
    }

    private static MqttView Status(MqttOptions options, MqttStatus status)
    {
        // Never its password.
        var broker = Uri.TryCreate(options.Broker, UriKind.Absolute, out var uri) ? $"{uri.Host}:{(uri.Port > 0 ? uri.Port : 5672)}" : null;
        return new MqttView(broker is not null, broker, broker is null ? null : options.Queue, status.IsConnected, status.Since?.ToString(), status.LastFault, status.Messages, status.Readings, status.Refusals);
    }
}

internal sealed record MqttView(bool Configured, string? Broker, string? Queue, bool Connected, string? Since, string? LastFault, long Messages, long Readings, long Refused);

internal sealed record RefusedView(string At, string Topic, string? Device, string Why, string Payload);
