using DigitalTwin.Domain.Resources;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Background;
using DigitalTwin.Host.Facts;
using DigitalTwin.Host.Hub;

namespace DigitalTwin.Host.Resources;

/// <summary>Shows once a second what has moved or changed to whoever may see it, and keeps the last places.</summary>
internal sealed class ResourceMoves(FactBook<Resource> resources, ResourceTracks tracks, HubConnections connections, Viewers viewers, TimeProvider time, ILogger<ResourceMoves> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    /// <summary>A place is written down at most this often: after a restart it is no older.</summary>
    private static readonly TimeSpan KeepStep = TimeSpan.FromMinutes(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.Run(time, Pause, log, "Moves of resources could not be shown", async _ =>
    {
        var moved = tracks.Drain().Select(resources.Find).OfType<Resource>().ToArray();
        if (moved.Length == 0) return;
        var items = moved.Select(r => ResourceView.Of(r, tracks.Last(r.Id), null)).ToArray();
        // By person: a resource of a region is shown to whom that region is open.
        foreach (var group in connections.Reaching(Scopes.ReadResources))
        {
            var seen = items.Where((_, i) => group.Reach.May(Scopes.ReadResources, moved[i].Holding with { Departments = [] })).ToArray();
            if (seen.Length > 0) viewers.SendTo([group.Connection], "Resources", new { at = time.GetUtcNow().ToUnixTimeMilliseconds(), items = seen });
        }
        foreach (var resource in moved)
            if (tracks.Last(resource.Id) is { } last && last.At - (resource.PositionAt ?? 0) >= KeepStep.TotalMilliseconds)
                await resources.Change(resource.Id, r => r is null ? null : r with { Position = last.Position, PositionAt = last.At });
    }, stoppingToken);
}
