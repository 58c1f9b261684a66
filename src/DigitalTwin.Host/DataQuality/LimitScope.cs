using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.DataQuality;

/// <summary>Where limits that somebody set for a quantity hold: at one asset, at a kind of asset, or everywhere. The narrower scope counts.</summary>
/// <remarks>Of the two at most one is set.</remarks>
public readonly record struct LimitScope(AssetKey Asset, AssetKind? Kind, Quantity Quantity)
{
    public static LimitScope At(AssetKey asset, Quantity quantity) => new(asset, null, quantity);
    public static LimitScope Of(AssetKind kind, Quantity quantity) => new(default, kind, quantity);
    public static LimitScope Everywhere(Quantity quantity) => new(default, null, quantity);

    public bool IsAsset => Asset != default;
}
