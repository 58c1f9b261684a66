using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Simulation.Replay;

/// <summary>How a recorded series is to be understood.</summary>
public sealed record SeriesOptions
{
    /// <summary>Zone of times that name no offset.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The assets that columns may name, by local id; null accepts any but cannot place <c>system.*</c>.</summary>
    public IReadOnlyDictionary<string, AssetKind>? Assets { get; init; }

    /// <summary>Local ids and kinds of all that a network holds.</summary>
    public static IReadOnlyDictionary<string, AssetKind> AssetsOf(Network network) =>
        network.Nodes.Select(n => (n.LocalId, n.Kind)).Concat(network.Links.Select(l => (l.LocalId, l.Kind))).Concat(network.Points.Select(p => (p.LocalId, p.Kind)))
            .ToDictionary(a => a.LocalId, a => a.Kind);
}
