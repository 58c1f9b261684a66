using DigitalTwin.Ingest.Dispatch;

namespace DigitalTwin.Host.Startup;

/// <summary>At an orderly stop, lets what was acknowledged reach the grains before they end. Registered before whatever feeds readings, so that it stops after that.</summary>
internal sealed class DispatchDrain(Dispatcher dispatcher, ILogger<DispatchDrain> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await dispatcher.Drain(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            log.LogWarning("The stop did not wait for {Readings} readings to reach their grains; the next start goes on with them.", dispatcher.InFlight);
        }
    }
}
