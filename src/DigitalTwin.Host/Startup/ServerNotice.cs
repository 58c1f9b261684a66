using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Cli;
using DigitalTwin.Storage.Folder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace DigitalTwin.Host.Startup;

/// <summary>Leaves a key and the address in the data folder for local tools, and says where the page is.</summary>
internal sealed class ServerNotice(DataFolder folder, ApiKeys keys, IServer server, IHostApplicationLifetime lifetime, ILogger<ServerNotice> log) : IHostedService
{
    private string? _url;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        keys.Add("owner", OwnerKey.Write(folder.Path), Scopes.All);
        lifetime.ApplicationStarted.Register(Announce);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        OwnerKey.RemoveServer(folder.Path);
        if (_url is not null) LocalServers.Withdraw(_url);
        return Task.CompletedTask;
    }

    private void Announce()
    {
        if (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is not { } url) return;
        _url = url;
        OwnerKey.WriteServer(folder.Path, url);
        if (!LocalServers.Announce(url, folder.Path)) log.LogInformation("This user has no place to note servers in; twin needs DIGITALTWIN_KEY for this one.");
        log.LogInformation("DigitalTwin {Version} on {Runtime} grains: open {Url}", Build.Version, Build.GrainRuntime, url);
    }
}
