using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Live;
using Microsoft.AspNetCore.SignalR;

namespace DigitalTwin.Host.Hub;

/// <summary>What a page can ask of the live map. The server sends <c>Changes</c>, <c>Warnings</c> and <c>Clock</c>.</summary>
internal sealed class MapHub(Viewers viewers, MapGroups groups, MapPlaces places, IRegistry registry, CityClock clock) : Microsoft.AspNetCore.SignalR.Hub
{
    /// <summary>Sees a box of a network from now on, and nothing else. What was before is in the snapshot, <c>GET /api/v1/map/{network}/state</c>.</summary>
    /// <param name="network">Name of a network.</param>
    /// <param name="bounds">West, south, east, north in degrees.</param>
    /// <param name="zoom">The map's zoom: far out over a large network, only states and landmarks are sent.</param>
    [Right(Scopes.Read)]
    public ViewAnswer View(string network, double[] bounds, double zoom)
    {
        if (registry.Find(network) is null) throw new HubException($"network '{network}' is not known; expected one of {string.Join(", ", registry.Networks)}.");
        if (MapBounds.From(bounds) is not { } box) throw new HubException("bounds must be four numbers in degrees: west, south, east, north.");
        if (!double.IsFinite(zoom)) throw new HubException("zoom must be a number.");
        if (viewers.Find(Context.ConnectionId) is not { } viewer) throw new HubException("The connection is not registered; connect again.");
        var seen = places.ExtentOf(network) is { } extent ? groups.See(viewer, extent, box, zoom) : [];
        return new ViewAnswer([.. seen.Select(g => new GroupPosition(g.Group, g.Sequence))], clock.Now.UnixMilliseconds);
    }
}

/// <summary>The groups that a viewer belongs to now, and the count at which each stands.</summary>
public sealed record ViewAnswer(GroupPosition[] Groups, long At);

public sealed record GroupPosition(string Group, long Seq);
