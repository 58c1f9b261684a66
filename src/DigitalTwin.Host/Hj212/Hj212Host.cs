using DigitalTwin.Ingest.Hj212.Server;

namespace DigitalTwin.Host.Hj212;

/// <summary>Opens the HJ 212 port when grains and boards are ready, and closes it before they stop.</summary>
internal sealed class Hj212Host(Hj212Server server) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await server.Start(cancellationToken);
        }
        catch (IOException taken)
        {
            throw new InvalidOperationException(taken.Message, taken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => server.DisposeAsync().AsTask();
}
