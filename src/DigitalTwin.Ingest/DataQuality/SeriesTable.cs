using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.DataQuality;

/// <summary>One series as the marker knows it.</summary>
internal struct SeriesSlot
{
    public SeriesMemory Memory;
    public DayCount Day;
    public SeriesLimits Limits;
    /// <summary>Marks of the day by code; null where there is none.</summary>
    public Dictionary<Quality, int>? Marks;
    public TimeSpan Interval;
    /// <summary>The day that is counted.</summary>
    public DateOnly LocalDay;
    public int SettingsVersion;
    public int Next;
    public ushort Quantity;
    /// <summary>Whether the memory is the fold of history.</summary>
    public bool IsKnown;
    /// <summary>Whether the count is that of the day's readings.</summary>
    public bool IsDayKnown;
}

/// <summary>Memory of all series that report, found by asset and then along a chain of its quantities. Its user holds one lock.</summary>
internal sealed class SeriesTable
{
    private const int PageBits = 12;
    private const int InPage = (1 << PageBits) - 1;

    private SeriesSlot[][] _pages = [];
    private int[] _heads = [];
    private int _count;

    public int Count => _count;

    public ref SeriesSlot this[int number] => ref _pages[number >> PageBits][number & InPage];

    /// <summary>Number of a series, which is made where it is new.</summary>
    public int Get(AssetKey asset, Quantity quantity)
    {
        if (Find(asset, quantity) is >= 0 and var found) return found;
        if (asset.Value >= _heads.Length) Array.Resize(ref _heads, Math.Max(asset.Value + 1, 2 * _heads.Length));
        if (_count >> PageBits == _pages.Length) _pages = [.. _pages, new SeriesSlot[1 << PageBits]];
        ref var slot = ref this[_count];
        (slot.Memory, slot.Quantity, slot.Next, slot.SettingsVersion) = (SeriesMemory.Empty, quantity.Code, _heads[asset.Value], -1);
        _heads[asset.Value] = ++_count;
        return _count - 1;
    }

    /// <summary>-1 where it is not known here.</summary>
    public int Find(AssetKey asset, Quantity quantity)
    {
        for (var next = Head(asset); next != 0; next = this[next - 1].Next)
            if (this[next - 1].Quantity == quantity.Code) return next - 1;
        return -1;
    }

    /// <summary>The series of an asset.</summary>
    public IEnumerable<int> Of(AssetKey asset)
    {
        for (var next = Head(asset); next != 0; next = this[next - 1].Next) yield return next - 1;
    }

    private int Head(AssetKey asset) => (uint)asset.Value < (uint)_heads.Length ? _heads[asset.Value] : 0;
}
