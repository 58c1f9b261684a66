using System.Buffers;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Json;

/// <summary>Readings in pooled memory. Whoever holds it last disposes it; after that nothing may look at it.</summary>
public sealed class ReadingBuffer : IDisposable
{
    private Reading[] _items;

    public ReadingBuffer(int capacity) => _items = ArrayPool<Reading>.Shared.Rent(Math.Max(capacity, 16));

    public int Count { get; private set; }

    public ReadOnlyMemory<Reading> Memory => _items.AsMemory(0, Count);
    public ReadOnlySpan<Reading> Span => _items.AsSpan(0, Count);

    public void Add(in Reading reading)
    {
        if (Count == _items.Length) Grow();
        _items[Count++] = reading;
    }

    /// <summary>Gives a reading another mark.</summary>
    public void Mark(int index, Quality quality)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        if (_items[index].Quality != quality) _items[index] = _items[index] with { Quality = quality };
    }

    /// <summary>Empty again, its memory kept.</summary>
    public void Clear() => Count = 0;

    public void Dispose()
    {
        if (_items.Length == 0) return;
        ArrayPool<Reading>.Shared.Return(_items);
        (_items, Count) = ([], 0);
    }

    private void Grow()
    {
        ObjectDisposedException.ThrowIf(_items.Length == 0, this);
        var larger = ArrayPool<Reading>.Shared.Rent(_items.Length * 2);
        _items.CopyTo(larger, 0);
        ArrayPool<Reading>.Shared.Return(_items);
        _items = larger;
    }
}
