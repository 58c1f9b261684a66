using System.Collections.Concurrent;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Host.Live;

/// <summary>One network in a few numbers. Bounds: west, south, east, north in degrees; null where it has no node.</summary>
public sealed record NetworkSummary(string Name, string Title, int Revision, string KnownAt, double[]? Bounds, int Nodes, int Links, int Points, IReadOnlyDictionary<string, int> Counts);

/// <summary>Counts the newest revision of each network once, older ones each time.</summary>
public sealed class NetworkSummaries(IRegistry registry)
{
    private readonly ConcurrentDictionary<string, NetworkSummary> _newest = new();

    public NetworkSummary? Of(string name) => registry.Find(name) is { } network ? Of(network) : null;

    public NetworkSummary Of(Network network)
    {
        if (_newest.TryGetValue(network.Name, out var known) && known.Revision == network.Revision) return known;
        var counted = Count(network);
        return known is null || known.Revision < network.Revision ? _newest[network.Name] = counted : counted;
    }

    private static NetworkSummary Count(Network network)
    {
        var kinds = network.Nodes.Select(n => n.Kind).Concat(network.Links.Select(l => l.Kind)).Concat(network.Points.Select(p => p.Kind));
        var counts = kinds.CountBy(k => k).OrderBy(c => c.Key).ToDictionary(c => c.Key.WireName(), c => c.Value);
        return new NetworkSummary(network.Name, network.Title, network.Revision, network.KnownAt.ToString(), Bounds(network), network.Nodes.Count, network.Links.Count, network.Points.Count, counts);
    }

    private static double[]? Bounds(Network network)
    {
        if (network.Nodes.Count == 0) return null;
        var (west, south, east, north) = (180.0, 90.0, -180.0, -90.0);
        foreach (var position in network.Nodes.Select(n => n.Position).Concat(network.Links.SelectMany(l => l.Vertices)))
        {
            (west, east) = (Math.Min(west, position.Longitude), Math.Max(east, position.Longitude));
            (south, north) = (Math.Min(south, position.Latitude), Math.Max(north, position.Latitude));
        }
        return [west, south, east, north];
    }
}
