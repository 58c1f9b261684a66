using System.Text;
using System.Threading.Channels;
using DigitalTwin.Domain.Devices;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Devices;
using DigitalTwin.Ingest.Intake;
using DigitalTwin.Ingest.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace DigitalTwin.Ingest.Mqtt;

/// <summary>What takes messages in needs of the platform.</summary>
public sealed record MqttServices(MessageReader Reader, ReadingIntake Intake, DeviceActivity Activity, DeviceCandidates Candidates, MqttStatus Status, TimeProvider Time);

/// <summary>One connection to the broker, from consuming to losing it. A message is acknowledged when its readings are on disk, and not before.</summary>
/// <remarks>What was not acknowledged the broker delivers again; history keeps an equal reading once.</remarks>
internal sealed class BrokerSession(IChannel channel, MqttOptions options, MqttServices services)
{
    /// <summary>Header that the broker's interceptor sets; so a payload without a time keeps its time when it is delivered again.</summary>
    private const string TakenAtHeader = "timestamp_in_ms";

    private readonly Lock _gate = new();
    private readonly Channel<bool> _work = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IntakeSender _sender = new();
    private MessageBatch _next = new();

    /// <summary>Runs until the connection is lost; returns why.</summary>
    public async Task<string> Run(CancellationToken stop)
    {
        channel.ChannelShutdownAsync += (_, e) =>
        {
            _lost.TrySetResult(e.ReplyText);
            _work.Writer.TryComplete();
            return Task.CompletedTask;
        };
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            Take(delivery);
            return Task.CompletedTask;
        };
        // The queue was removed, or moved: nothing would come any more.
        consumer.UnregisteredAsync += (_, _) =>
        {
            _lost.TrySetResult("the broker ended the consumer");
            _work.Writer.TryComplete();
            return Task.CompletedTask;
        };
        await channel.BasicQosAsync(0, options.Prefetch, false, stop);
        await channel.BasicConsumeAsync(options.Queue, autoAck: false, consumer, stop);
        services.Status.Connected();
        while (await _work.Reader.WaitToReadAsync(stop))
            while (_work.Reader.TryRead(out _))
                await Settle(stop);
        return await _lost.Task;
    }

    // The body is the client's only during this call, so it is read here; the disk is waited for elsewhere.
    private void Take(BasicDeliverEventArgs delivery)
    {
        var topic = TopicOf(delivery.RoutingKey);
        var payload = delivery.Body.Span;
        var outcome = payload.Length > options.MaxMessageBytes ? MessageOutcome.Refused($"the message has {payload.Length} bytes; expected at most {options.MaxMessageBytes}") : Read(topic, payload, delivery);
        if (outcome.Device is { } device) services.Activity.Of(device.Device.Id).Spoke(null);
        if (outcome.Why is { } why)
        {
            services.Status.Refuse(topic, outcome.Device?.Device.Id ?? outcome.Address, why, payload);
            if (outcome.Device is { } known) services.Activity.Of(known.Device.Id).Refuse(why);
            else if (outcome.Address is { } address) services.Candidates.Knock(DeviceProtocol.Mqtt, address, topic, outcome.Channels);
        }
        lock (_gate)
        {
            if (outcome.Why is null) _next.Add(delivery.DeliveryTag, outcome);
            else _next.Refused.Add(delivery.DeliveryTag);
        }
        _work.Writer.TryWrite(true);
    }

    private MessageOutcome Read(string topic, ReadOnlySpan<byte> payload, BasicDeliverEventArgs delivery)
    {
        try
        {
            return services.Reader.Read(topic, payload, TakenAt(delivery.BasicProperties), services.Intake.Latest());
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A message that trips a fault of ours must not come again for ever; the broker keeps it.
            return MessageOutcome.Refused($"it could not be read: {e.Message}");
        }
    }

    private async Task Settle(CancellationToken stop)
    {
        MessageBatch batch;
        lock (_gate) (batch, _next) = (_next, new MessageBatch());
        if (batch.IsEmpty) return;
        for (var first = 0; first < batch.Readings.Count; first += options.BatchReadings)
            await Store(batch.Readings, first, Math.Min(options.BatchReadings, batch.Readings.Count - first), stop);
        foreach (var tag in batch.Refused) await channel.BasicNackAsync(tag, multiple: false, requeue: false, stop);
        if (batch.LastGood != 0) await channel.BasicAckAsync(batch.LastGood, multiple: true, stop);
        services.Status.Stored(batch.Messages, batch.Readings.Count);
        foreach (var (device, readings, newest) in batch.Devices) services.Activity.Of(device.Device.Id).Stored(readings, newest);
    }

    /// <summary>Waits for as long as the platform is behind; meanwhile the broker delivers up to the prefetch, and then keeps the rest.</summary>
    private async Task Store(List<Reading> readings, int first, int count, CancellationToken stop)
    {
        while (true)
        {
            var buffer = new ReadingBuffer(count);
            for (var i = first; i < first + count; i++) buffer.Add(readings[i]);
            if (await services.Intake.Take(buffer, _sender) is not IntakeOutcome.Busy busy) return;
            await Task.Delay(busy.RetryAfter, services.Time, stop);
        }
    }

    private Instant TakenAt(IReadOnlyBasicProperties properties)
    {
        if (properties.Headers?.TryGetValue(TakenAtHeader, out var header) == true && header is long milliseconds and > 0) return new Instant(milliseconds);
        return properties.IsTimestampPresent() ? new Instant(properties.Timestamp.UnixTime * 1000) : Instant.From(services.Time.GetUtcNow());
    }

    /// <summary>The MQTT plugin makes <c>a/b.c</c> the routing key <c>a.b/c</c>.</summary>
    internal static string TopicOf(string routingKey)
    {
        if (routingKey.AsSpan().IndexOf('/') < 0) return routingKey.Replace('.', '/');
        var topic = new StringBuilder(routingKey.Length);
        foreach (var c in routingKey) topic.Append(c switch { '.' => '/', '/' => '.', _ => c });
        return topic.ToString();
    }
}
