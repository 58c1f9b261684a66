using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;

namespace Conformance.Host;

/// <summary>A started runtime. Tests use keys of their own, so that they can share one.</summary>
public sealed class RunningHost : IAsyncDisposable
{
    private readonly IHost _host;

    private RunningHost(IHost host) => _host = host;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => _host.Services;

    public Journal Journal => _host.Services.GetRequiredService<Journal>();

    public static Task<RunningHost> Start(HostSettings settings) => Start(RuntimeUnderTest.Build(settings));

    public static async Task<RunningHost> Start(IHost host)
    {
        await host.StartAsync();
        return new RunningHost(host);
    }

    public Task Stop() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
