using System.Text;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Tests;

/// <summary>A registry that holds the given ids under keys 1, 2, 3, …; parsing needs no more of it.</summary>
internal sealed class KnownAssets(params string[] ids) : IRegistry
{
    private readonly Dictionary<string, int> _keys = ids.Select((id, i) => (id, i)).ToDictionary(p => p.id, p => p.i + 1);

    public AssetKey FindKey(ReadOnlySpan<byte> utf8Id) => new(_keys.GetValueOrDefault(Encoding.UTF8.GetString(utf8Id)));
    public bool IsKey(AssetKey key, ReadOnlySpan<byte> utf8Id) => key.Value >= 1 && key.Value <= ids.Length && Encoding.UTF8.GetString(utf8Id) == ids[key.Value - 1];
    public AssetEntry? Find(AssetId id) => _keys.TryGetValue(id.Value, out var key) ? Entry(key) : null;
    public AssetEntry? Find(AssetKey key) => key.Value >= 1 && key.Value <= ids.Length ? Entry(key.Value) : null;
    public int HighestKey => ids.Length;
    public IReadOnlyList<string> Networks => [];
    public Network? Find(string network, Instant? asOf = null) => null;
    public Network? FindRevision(string network, int revision) => null;
    public Task<Network> Save(Network network, Instant knownAt, CancellationToken cancel = default) => throw new NotSupportedException();
    public event Action<Network>? Saved { add { } remove { } }

    private AssetEntry Entry(int key) => new(new AssetKey(key), new AssetId(ids[key - 1]), AssetKind.Manhole, null);
}
