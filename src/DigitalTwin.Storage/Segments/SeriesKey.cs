using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Storage.Segments;

/// <summary>Asset and quantity as one number, in the order of asset, then quantity.</summary>
internal readonly record struct SeriesKey(long Number) : IComparable<SeriesKey>
{
    public SeriesKey(AssetKey asset, Quantity quantity) : this(((long)asset.Value << 16) | quantity.Code) { }

    public AssetKey Asset => new((int)(Number >> 16));
    public Quantity Quantity => new((ushort)Number);

    public static bool operator >=(SeriesKey a, SeriesKey b) => a.Number >= b.Number;
    public static bool operator <=(SeriesKey a, SeriesKey b) => a.Number <= b.Number;

    public int CompareTo(SeriesKey other) => Number.CompareTo(other.Number);
}
