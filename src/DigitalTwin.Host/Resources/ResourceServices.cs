using DigitalTwin.Domain.Resources;
using DigitalTwin.Host.Facts;
using DigitalTwin.Ingest.Jt808;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace DigitalTwin.Host.Resources;

/// <summary>Puts resources and the terminals that track them together.</summary>
internal static class ResourceServices
{
    public static void AddResources(this IServiceCollection services, Jt808Options options)
    {
        services.AddSingleton(options);
        services.AddFactBook<Resource>("resources");
        services.AddFactBook<Terminal>("terminals");
        services.AddSingleton<ResourceTracks>();
        services.AddSingleton<TerminalDesk>();
        services.AddSingleton<ITerminals>(s => s.GetRequiredService<TerminalDesk>());
        services.AddSingleton(s => new Jt808Server(s.GetRequiredService<Jt808Options>(), Transport(s), s.GetRequiredService<ITerminals>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<Jt808Server>>()));
        services.AddHostedService<ResourceMoves>();
        services.AddHostedService<Jt808Host>();
    }

    // Small buffers: what a terminal sends ahead of what is answered waits with the terminal.
    private static IConnectionListenerFactory Transport(IServiceProvider services) => new SocketTransportFactory(
        Options.Create(new SocketTransportOptions { MaxReadBufferSize = 16 * 1024, MaxWriteBufferSize = 16 * 1024, Backlog = 1024 }), services.GetRequiredService<ILoggerFactory>());

    private sealed class Jt808Host(Jt808Server server) : IHostedService
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
}
