using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Domain.Readings;

/// <summary>One value of one quantity of one asset at one time, in the quantity's canonical unit.</summary>
public readonly record struct Reading(AssetKey Asset, Quantity Quantity, Instant At, double Value, Quality Quality, Provenance Provenance);

/// <summary>Where a value comes from. Stored; never renumber.</summary>
public enum Provenance : byte
{
    Measured = 0,
    Entered = 1,
    Estimated = 2,
    Simulated = 3,
    /// <summary>Found by a laboratory in a sample; the sample is in the fact log.</summary>
    Laboratory = 4,
}
