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

/// <summary>How far a value can be trusted, and why not. Stored; never renumber. A mark never deletes the value.</summary>
public enum Quality : byte
{
    Good = 0,
    /// <summary>Outside what the quantity can plausibly be.</summary>
    OutOfRange = 1,
    /// <summary>The source flagged a fault.</summary>
    SourceFault = 2,
    /// <summary>The source flagged maintenance or calibration.</summary>
    SourceMaintenance = 3,
    /// <summary>The source or a rule holds it doubtful.</summary>
    Suspect = 4,
    /// <summary>The value is the limit of detection: what was there is at most that.</summary>
    BelowDetection = 16,
}

public static class Qualities
{
    /// <summary>Whether local rules may judge by it.</summary>
    public static bool IsUsable(this Quality quality) => quality is Quality.Good or Quality.BelowDetection;
}
