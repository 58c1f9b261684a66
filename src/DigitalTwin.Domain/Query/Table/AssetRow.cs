using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Query.Table;

/// <summary>What the table keeps of one asset. Lengths in m; 0 or NaN where unknown; null or empty text where there is none.</summary>
public readonly record struct AssetRow(
    AssetKey Key, AssetKind Kind, PipeClass Class, Position Position, double FullDepth, double Diameter, double Length,
    string Id, string? Name, string Network, string? Region, string? Catchment)
{
    /// <summary>The node whose level is this asset's too: a pump station's wet well. 0 for none.</summary>
    public AssetKey LevelFrom { get; init; }
    /// <summary>Null where the source does not say.</summary>
    public string? Material { get; init; }
    /// <summary>Year; 0 where unknown.</summary>
    public int Built { get; init; }
}
