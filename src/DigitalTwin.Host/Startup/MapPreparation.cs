using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Host.Http;

namespace DigitalTwin.Host.Startup;

/// <summary>Has the map's pieces ready before the first page asks, without keeping the start waiting for them.</summary>
internal sealed class MapPreparation(IRegistry registry, MapPieces pieces, IHostApplicationLifetime lifetime, ILogger<MapPreparation> log) : IHostedService, IDisposable
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        registry.Saved += Prepare;
        lifetime.ApplicationStarted.Register(() =>
        {
            foreach (var name in registry.Networks) Prepare(name);
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => registry.Saved -= Prepare;

    private void Prepare(Network network) => Prepare(network.Name);

    private void Prepare(string network) => _ = Task.Run(() =>
    {
        try
        {
            pieces.Prepare(network);
        }
        catch (Exception e)
        {
            log.LogWarning(e, "The map of {Network} could not be prepared; it is made when a page asks for it.", network);
        }
    });
}
