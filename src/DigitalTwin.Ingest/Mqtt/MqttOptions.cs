namespace DigitalTwin.Ingest.Mqtt;

/// <summary>The broker that brings MQTT; without <see cref="Broker"/> there is none. Section <c>DigitalTwin:Mqtt</c>.</summary>
public sealed record MqttOptions
{
    /// <summary><c>amqp://user:password@host:5672/vhost</c>, or <c>amqps://…</c>.</summary>
    public string? Broker { get; init; }

    /// <summary>A durable quorum queue, bound to <c>amq.topic</c> by the broker's set-up.</summary>
    public string Queue { get; init; } = "digitaltwin.readings";

    /// <summary>Mapping file; without one the standard mapping holds.</summary>
    public string? Mapping { get; init; }

    /// <summary>Messages taken and not yet acknowledged to the broker: what this holds at most.</summary>
    public ushort Prefetch { get; init; } = 4000;

    /// <summary>A larger message is refused.</summary>
    public int MaxMessageBytes { get; init; } = 256 * 1024;

    /// <summary>Readings that go to the disk together at most.</summary>
    public int BatchReadings { get; init; } = 5000;

    /// <summary>For connecting and for each answer of the broker.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>First pause before connecting again; doubled up to <see cref="MaxPause"/>.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan MaxPause { get; init; } = TimeSpan.FromSeconds(30);
}
