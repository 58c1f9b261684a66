using System.Text;
using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Storage.Registry;

/// <summary>Every asset by key and by UTF-8 id, immutable: readers take no lock, a change is a new table.</summary>
/// <remarks>
/// Texts lie end to end in two byte arrays; an open-addressing table of keys finds an id by its bytes.
/// Cost: id and name bytes + 17 to 21 bytes an asset; about 45 MB for a million with ids of 20 bytes and names of 6.
/// </remarks>
internal sealed class AssetTable
{
    private readonly byte[] _ids;
    private readonly int[] _idEnds;
    private readonly byte[] _names;
    private readonly int[] _nameEnds;
    private readonly AssetKind[] _kinds;
    /// <summary>Keys at the place of their id's hash, else at the next free one; 0 is free. At most half full.</summary>
    private readonly int[] _slots;

    public static readonly AssetTable Empty = new([]);

    /// <param name="assets">In ascending order of key. A key in between that is not there has no id and is not found.</param>
    public AssetTable(IReadOnlyCollection<StoredAsset> assets)
    {
        HighestKey = assets.Count == 0 ? 0 : assets.Last().Key;
        _ids = new byte[assets.Sum(a => (long)Encoding.UTF8.GetByteCount(a.Id))];
        _names = new byte[assets.Sum(a => (long)Encoding.UTF8.GetByteCount(a.Name ?? ""))];
        _idEnds = new int[HighestKey + 1];
        _nameEnds = new int[HighestKey + 1];
        _kinds = new AssetKind[HighestKey + 1];
        _slots = new int[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, 2 * assets.Count))];

        var (ids, names, key) = (0, 0, 0);
        foreach (var asset in assets)
        {
            while (++key < asset.Key) (_idEnds[key], _nameEnds[key]) = (ids, names);
            var start = ids;
            ids += Encoding.UTF8.GetBytes(asset.Id, _ids.AsSpan(ids));
            names += Encoding.UTF8.GetBytes(asset.Name ?? "", _names.AsSpan(names));
            (_idEnds[key], _nameEnds[key], _kinds[key]) = (ids, names, asset.Kind);
            _slots[FreeSlot(_ids.AsSpan(start, ids - start))] = key;
        }
    }

    public int HighestKey { get; }

    /// <summary>The key of an id; 0 where unknown.</summary>
    public int Find(ReadOnlySpan<byte> id)
    {
        var mask = _slots.Length - 1;
        for (var slot = (int)Hash(id) & mask; ; slot = (slot + 1) & mask)
        {
            var key = _slots[slot];
            if (key == 0 || IdOf(key).SequenceEqual(id)) return key;
        }
    }

    public bool Is(int key, ReadOnlySpan<byte> id) => key > 0 && key <= HighestKey && !id.IsEmpty && IdOf(key).SequenceEqual(id);

    public bool Contains(int key) => key > 0 && key <= HighestKey && !IdOf(key).IsEmpty;

    public ReadOnlySpan<byte> IdOf(int key) => _ids.AsSpan(_idEnds[key - 1].._idEnds[key]);

    public AssetEntry Entry(int key)
    {
        var name = _names.AsSpan(_nameEnds[key - 1].._nameEnds[key]);
        return new AssetEntry(new AssetKey(key), new AssetId(Encoding.UTF8.GetString(IdOf(key))), _kinds[key], name.IsEmpty ? null : Encoding.UTF8.GetString(name));
    }

    private int FreeSlot(ReadOnlySpan<byte> id)
    {
        var mask = _slots.Length - 1;
        var slot = (int)Hash(id) & mask;
        while (_slots[slot] != 0) slot = (slot + 1) & mask;
        return slot;
    }

    /// <remarks>CRC-32C is linear, so its low bits alone spread badly over similar ids; the multiplication (Fibonacci hashing) mixes them.</remarks>
    private static uint Hash(ReadOnlySpan<byte> id) => (uint)(CheckSum.Of(id) * 0x9E3779B97F4A7C15UL >> 32);
}

/// <summary>An asset as stored: what the newest revision that had it said of it.</summary>
internal readonly record struct StoredAsset(int Key, string Id, AssetKind Kind, string? Name);
