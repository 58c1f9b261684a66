using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>Finds the node or link of an asset key. Keys of one network are mostly given together, so a flat table usually serves.</summary>
internal sealed class KeyIndex
{
    private const int Unknown = int.MinValue;
    private readonly int _lowest;
    private readonly int[]? _table;
    private readonly Dictionary<int, int>? _map;

    public KeyIndex(ReadOnlySpan<int> nodeKeys, ReadOnlySpan<int> linkKeys)
    {
        long lowest = int.MaxValue, highest = int.MinValue;
        foreach (var key in nodeKeys) (lowest, highest) = (Math.Min(lowest, key), Math.Max(highest, key));
        foreach (var key in linkKeys) (lowest, highest) = (Math.Min(lowest, key), Math.Max(highest, key));
        var count = nodeKeys.Length + linkKeys.Length;
        if (count == 0) return;
        _lowest = (int)lowest;
        if (highest - lowest < 4L * count + 1024)
        {
            _table = new int[highest - lowest + 1];
            Array.Fill(_table, Unknown);
        }
        else _map = new Dictionary<int, int>(count);
        for (var i = 0; i < nodeKeys.Length; i++) Set(nodeKeys[i], i);
        for (var i = 0; i < linkKeys.Length; i++) Set(linkKeys[i], ~i);
    }

    public bool TryFind(AssetKey key, out NetworkElement element)
    {
        element = default;
        var code = Unknown;
        if (_table is not null)
        {
            var at = (uint)(key.Value - _lowest);
            if (at < (uint)_table.Length) code = _table[at];
        }
        else if (_map is not null && _map.TryGetValue(key.Value, out var found)) code = found;
        if (code == Unknown || key.Value == 0) return false;
        element = code < 0 ? NetworkElement.Link(~code) : NetworkElement.Node(code);
        return true;
    }

    private void Set(int key, int code)
    {
        if (_table is not null) _table[key - _lowest] = code;
        else _map![key] = code;
    }
}
