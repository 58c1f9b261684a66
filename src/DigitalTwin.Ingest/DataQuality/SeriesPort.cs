using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.DataQuality;

/// <summary>What the marker asks of the rest of the platform about a series.</summary>
public interface ISeriesSettings
{
    /// <summary>How often it should report.</summary>
    TimeSpan IntervalOf(AssetKey asset, Quantity quantity);

    SeriesLimits LimitsOf(AssetKey asset, Quantity quantity);

    /// <summary>Assets one step up or down the water whose readings of the same quantity tell whether a jump is real; empty where none does.</summary>
    IReadOnlyList<AssetKey> NeighboursOf(AssetKey asset);

    /// <summary>Rises whenever an answer may have changed.</summary>
    int Version { get; }
}
