using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Networks;

namespace DigitalTwin.Host.Playback;

/// <summary>Networks as they were known at a time, compiled. Safe from any thread.</summary>
internal sealed class PastNetworks(IRegistry registry, NetworkCatalogue catalogue)
{
    /// <summary>Older revisions kept compiled; a large one takes some 100 MB.</summary>
    private const int Kept = 3;

    private readonly Lock _gate = new();
    private readonly List<CompiledNetwork> _older = [];

    /// <summary>The newest revision known at a time. A plan that was imported after the time it describes, for a replay, is the only one there is: then its first revision.</summary>
    public Network? Source(string network, Instant asOf) => registry.Find(network, asOf) ?? registry.FindRevision(network, 1) ?? registry.Find(network);

    public CompiledNetwork? Find(string network, Instant asOf)
    {
        if (Source(network, asOf) is not { } source) return null;
        if (catalogue.Find(network)?.Compiled is { } newest && newest.Revision == source.Revision) return newest;
        lock (_gate)
        {
            var known = _older.Find(n => n.Name == network && n.Revision == source.Revision);
            if (known is not null) _older.Remove(known);
            else known = CompiledNetwork.Build(source, local => registry.Find(new AssetId(network, local))?.Key ?? default);
            _older.Add(known);
            if (_older.Count > Kept) _older.RemoveAt(0);
            return known;
        }
    }
}
