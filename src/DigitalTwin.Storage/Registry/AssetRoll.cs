using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Storage.Registry;

/// <summary>Every asset that a network ever had, with its key: keys stay over revisions and are never reused.</summary>
internal static class AssetRoll
{
    /// <summary>The assets of a network after a revision: known ones keep their key, new ones get the next keys in the order nodes, links, points.</summary>
    public static List<StoredAsset> Extend(IEnumerable<StoredAsset> before, AssetTable table, Network network, int highestKey)
    {
        var all = before.ToList();
        var places = new Dictionary<int, int>(all.Count);
        for (var i = 0; i < all.Count; i++) places.Add(all[i].Key, i);

        foreach (var (local, kind, name) in AssetsOf(network))
        {
            var id = $"{network.Name}:{local}";
            var key = table.Find(System.Text.Encoding.UTF8.GetBytes(id));
            if (key == 0) all.Add(new StoredAsset(++highestKey, id, kind, name));
            else all[places[key]] = new StoredAsset(key, id, kind, name);
        }
        return all;
    }

    public static IEnumerable<(string Local, AssetKind Kind, string? Name)> AssetsOf(Network network) =>
        network.Nodes.Select(n => (n.LocalId, n.Kind, n.Name))
            .Concat(network.Links.Select(l => (l.LocalId, l.Kind, l.Name)))
            .Concat(network.Points.Select(p => (p.LocalId, p.Kind, p.Name)));

    public static byte[] Encode(IReadOnlyList<StoredAsset> assets)
    {
        var to = new ColumnWriter();
        to.Integers("key", assets, a => a.Key);
        to.Texts("id", assets, a => a.Id);
        to.Integers("kind", assets, a => (byte)a.Kind);
        to.Texts("name", assets, a => a.Name);
        return Packed.Compress(to.Written);
    }

    public static StoredAsset[] Decode(ReadOnlySpan<byte> body)
    {
        var from = new ColumnReader(Packed.Expand(body));
        var count = from.Count("key");
        var (keys, ids) = (from.Integers("key", count), from.Texts("id", count));
        var (kinds, names) = (from.Integers("kind", count), from.Texts("name", count));
        return [.. Enumerable.Range(0, count).Select(i => new StoredAsset((int)keys[i], ids[i]!, (AssetKind)kinds[i], names[i]))];
    }
}
