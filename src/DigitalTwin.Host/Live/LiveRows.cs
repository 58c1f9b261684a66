using System.Runtime.InteropServices;

namespace DigitalTwin.Host.Live;

/// <summary>Rows beside the keys of their assets. To be filled again and again: a tick of a whole city has rows too many to make garbage of.</summary>
public sealed class LiveRows(int capacity = 0)
{
    private readonly List<int> _keys = new(capacity);
    private readonly List<LiveRow> _rows = new(capacity);

    public int Count => _keys.Count;
    public ReadOnlySpan<int> Keys => CollectionsMarshal.AsSpan(_keys);
    public ReadOnlySpan<LiveRow> Rows => CollectionsMarshal.AsSpan(_rows);

    public void Add(int key, LiveRow row)
    {
        _keys.Add(key);
        _rows.Add(row);
    }

    public void Clear()
    {
        _keys.Clear();
        _rows.Clear();
    }
}
