using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Storage.Registry;

/// <summary>Networks already read. The newest revision of each small network stays; a large one stays while somebody else holds it.</summary>
/// <remarks>A network of a million links is some hundreds of MB as objects, needed when it is compiled and hardly later.</remarks>
internal sealed class RevisionCache
{
    /// <summary>Nodes, links and points together.</summary>
    private const int MostAssetsKept = 200_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string, int), WeakReference<Network>> _read = [];
    private readonly Dictionary<string, Network> _kept = new(StringComparer.Ordinal);

    public Network? Find(string network, int revision)
    {
        lock (_gate) return _read.TryGetValue((network, revision), out var weak) && weak.TryGetTarget(out var found) ? found : null;
    }

    public void Add(Network network)
    {
        lock (_gate)
        {
            _read[(network.Name, network.Revision)] = new WeakReference<Network>(network);
            if (_kept.TryGetValue(network.Name, out var kept) && kept.Revision > network.Revision) return;
            if (network.Nodes.Count + network.Links.Count + network.Points.Count <= MostAssetsKept) _kept[network.Name] = network;
            else _kept.Remove(network.Name);
        }
    }
}
