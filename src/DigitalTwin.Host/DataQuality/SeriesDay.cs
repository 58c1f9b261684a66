using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.DataQuality;

/// <summary>One series through one local day: shares, and its readings by the reason to doubt them.</summary>
public sealed record SeriesDay(Quantity Quantity, DayShares Shares, IReadOnlyDictionary<Quality, int> Marks);

/// <summary>All series of an asset through one local day.</summary>
public sealed record AssetDay(AssetKey Asset, DateOnly Day, IReadOnlyList<SeriesDay> Series)
{
    public DayShares Shares => Series.Aggregate(default(DayShares), (sum, s) => sum + s.Shares);
}
