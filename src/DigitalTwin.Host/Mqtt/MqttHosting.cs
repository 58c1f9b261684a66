using DigitalTwin.Domain.Assets;
using DigitalTwin.Host.Configuration;
using DigitalTwin.Ingest.Mqtt;

namespace DigitalTwin.Host.Mqtt;

/// <summary>MQTT where a broker is configured. Without one the mapping can still be tried.</summary>
internal static class MqttHosting
{
    /// <exception cref="InvalidOperationException">The broker's address or the mapping is wrong; the message says what was expected.</exception>
    public static void AddMqtt(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection($"{TwinOptions.Section}:Mqtt").Get<MqttOptions>() ?? new MqttOptions();
        var services = builder.Services;
        services.AddSingleton(options);
        var configured = Mapping(options);
        services.AddSingleton(s => new RouteBook(configured, s.GetRequiredService<IFactLog>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CurrentRoutes>(s => () => s.GetRequiredService<RouteBook>().Current);
        services.AddHostedService<MappingLoader>();
        services.AddSingleton<MessageReader>();
        services.AddSingleton<MqttStatus>();
        services.AddSingleton<MqttServices>();
        if (string.IsNullOrEmpty(options.Broker)) return;
        try
        {
            MqttSource.Factory(options);
        }
        catch (FormatException e)
        {
            throw new InvalidOperationException(e.Message, e);
        }
        if (options.Prefetch == 0) throw new InvalidOperationException("DigitalTwin:Mqtt:Prefetch is 0, which is without bound; expected 1 to 65535.");
        services.AddHostedService<MqttSource>();
    }

    private static RouteTable Mapping(MqttOptions options)
    {
        if (string.IsNullOrEmpty(options.Mapping)) return RouteTable.Parse(RouteTable.Standard);
        try
        {
            return RouteTable.Parse(File.ReadAllText(options.Mapping));
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"DigitalTwin:Mqtt:Mapping '{options.Mapping}': {e.Message}", e);
        }
    }
}

/// <summary>Reads the mapping that somebody saved, before the first message comes.</summary>
internal sealed class MappingLoader(RouteBook book) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => book.Load(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
