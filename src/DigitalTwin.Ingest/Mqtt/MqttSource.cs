using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace DigitalTwin.Ingest.Mqtt;

/// <summary>Takes readings from RabbitMQ's quorum queue for as long as the host runs; connects again whenever the broker goes.</summary>
public sealed class MqttSource(MqttOptions options, MqttServices services, ILogger<MqttSource> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var factory = Factory(options);
        var pause = options.Pause;
        while (!stoppingToken.IsCancellationRequested)
        {
            var started = services.Time.GetTimestamp();
            string why;
            try
            {
                why = await Session(factory, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                why = e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            services.Status.Lost(why);
            // One that held for a while was no failed try.
            pause = services.Time.GetElapsedTime(started) > options.MaxPause ? options.Pause : pause;
            log.LogWarning("The broker {Host} is not there: {Why} The next try follows in {Pause}.", factory.HostName, why, pause);
            await Task.Delay(pause, services.Time, stoppingToken);
            pause = pause * 2 < options.MaxPause ? pause * 2 : options.MaxPause;
        }
    }

    private async Task<string> Session(ConnectionFactory factory, CancellationToken stop)
    {
        await using var connection = await factory.CreateConnectionAsync("digitaltwin", stop);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stop);
        log.LogInformation("Readings come from queue {Queue} of the broker {Host}.", options.Queue, factory.HostName);
        return await new BrokerSession(channel, options, services).Run(stop);
    }

    /// <exception cref="FormatException">The address is none.</exception>
    public static ConnectionFactory Factory(MqttOptions options)
    {
        if (!Uri.TryCreate(options.Broker, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps"))
            throw new FormatException("DigitalTwin:Mqtt:Broker is no address of a broker; expected amqp://user:password@host:5672/vhost.");
        return new ConnectionFactory
        {
            Uri = uri,
            // Ours: it starts from what the broker has, and says what it does.
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = options.Timeout,
            SocketReadTimeout = options.Timeout,
            SocketWriteTimeout = options.Timeout,
            ContinuationTimeout = options.Timeout,
            HandshakeContinuationTimeout = options.Timeout,
            RequestedHeartbeat = TimeSpan.FromSeconds(10),
        };
    }
}
