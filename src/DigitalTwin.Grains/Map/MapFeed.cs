using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Grains.Map;

/// <summary>Keeps one slot an asset, so a tick is never longer than the city has assets, however fast they report.</summary>
public sealed class MapFeed(TimeProvider time) : IMapFeed
{
    private long _oldest;

    // Striped, since every reading passes here on every core.
    private readonly Stripe[] _stripes = [.. Enumerable.Range(0, 16).Select(_ => new Stripe())];

    public void Publish(AssetKey asset, MapFace face)
    {
        if (Volatile.Read(ref _oldest) == 0) Interlocked.CompareExchange(ref _oldest, time.GetUtcNow().ToUnixTimeMilliseconds(), 0);
        _stripes[asset.Value % _stripes.Length].Put(asset.Value / _stripes.Length, face);
    }

    public MapChanges? Drain(long at)
    {
        var keys = new List<int>();
        var faces = new List<MapFace>();
        var oldest = Interlocked.Exchange(ref _oldest, 0);
        for (var i = 0; i < _stripes.Length; i++) _stripes[i].Take(i, _stripes.Length, keys, faces);
        if (keys.Count == 0) return null;
        var changes = new MapChanges(at, [.. keys], new byte[keys.Count], new ushort[keys.Count], new double[keys.Count], new short[keys.Count], oldest);
        for (var i = 0; i < faces.Count; i++)
            (changes.States[i], changes.Quantities[i], changes.Values[i], changes.Fills[i]) = (faces[i].State, faces[i].Quantity, faces[i].Value, faces[i].Fill);
        return changes;
    }

    private sealed class Stripe
    {
        private readonly Lock _gate = new();
        private readonly List<int> _changed = [];
        private MapFace[] _slots = [];
        private bool[] _isChanged = [];

        public void Put(int slot, MapFace face)
        {
            lock (_gate)
            {
                if (slot >= _slots.Length)
                {
                    var size = Math.Max(slot + 1, _slots.Length * 2);
                    Array.Resize(ref _slots, size);
                    Array.Resize(ref _isChanged, size);
                }
                _slots[slot] = face;
                if (_isChanged[slot]) return;
                _isChanged[slot] = true;
                _changed.Add(slot);
            }
        }

        public void Take(int stripe, int stripes, List<int> keys, List<MapFace> faces)
        {
            lock (_gate)
            {
                foreach (var slot in _changed)
                {
                    keys.Add(slot * stripes + stripe);
                    faces.Add(_slots[slot]);
                    _isChanged[slot] = false;
                }
                _changed.Clear();
            }
        }
    }
}
