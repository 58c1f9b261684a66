using System.Collections.Concurrent;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Grains.Networks;

/// <summary>The networks of this silo in compiled form, each revision compiled once, with the flows measured so far. Safe from any thread.</summary>
public sealed class NetworkCatalogue : IDisposable
{
    private readonly IRegistry _registry;
    private readonly TimeProvider _time;
    private readonly CityClock _clock;
    private readonly ConcurrentDictionary<string, LiveNetwork> _live = new();
    private readonly Lock _loading = new();
    private string?[] _catchmentOf = [];

    public NetworkCatalogue(IRegistry registry, CityClock clock, TimeProvider time)
    {
        (_registry, _clock, _time) = (registry, clock, time);
        registry.Saved += Load;
        foreach (var name in registry.Networks)
            if (registry.Find(name) is { } network) Load(network);
    }

    /// <summary>Rises with each revision that is loaded, so that a grain can tell whether what it knows of itself is still true.</summary>
    public int Version { get; private set; }

    /// <summary>The newest revision; null where there is no such network.</summary>
    public LiveNetwork? Find(string network) => _live.GetValueOrDefault(network);

    public IEnumerable<LiveNetwork> All => _live.Values;

    /// <summary>The catchment that an asset belongs to; null outside the graph.</summary>
    public string? CatchmentOf(AssetKey asset)
    {
        var known = Volatile.Read(ref _catchmentOf);
        return (uint)asset.Value < (uint)known.Length ? known[asset.Value] : null;
    }

    /// <summary>What local rules need to know of an asset.</summary>
    public AssetProfile ProfileOf(AssetEntry asset) => Find(asset.Id.Network) is { } network
        ? AssetProfile.Of(network.Compiled, asset.Key, asset.Kind)
        : new AssetProfile(asset.Key, asset.Kind);

    public void Dispose() => _registry.Saved -= Load;

    private void Load(Network network)
    {
        lock (_loading)
        {
            if (Find(network.Name) is { } known && known.Compiled.Revision >= network.Revision) return;
            var compiled = CompiledNetwork.Build(network, local => _registry.Find(new AssetId(network.Name, local))?.Key ?? default);
            var catchments = new string?[Math.Max(_catchmentOf.Length, _registry.HighestKey + 1)];
            _catchmentOf.CopyTo(catchments, 0);
            for (var node = 0; node < compiled.NodeCount; node++)
                catchments[compiled.Nodes.Key[node]] = compiled.CatchmentOf(NetworkElement.Node(node)).Id;
            for (var link = 0; link < compiled.LinkCount; link++)
                catchments[compiled.Links.Key[link]] = compiled.CatchmentOf(NetworkElement.Link(link)).Id;
            _live[network.Name] = new LiveNetwork(compiled, _clock, _time);
            Volatile.Write(ref _catchmentOf, catchments);
            Version++;
        }
    }
}
